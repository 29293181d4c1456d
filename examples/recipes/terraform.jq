# terraform output -json | jq -f terraform.jq > origins.json
# Takes every output that is not marked as sensitive. In its value, at any depth:
# - an object with "ip" or "host" is an entry; its vendor and region are taken where it has them
# - a text that is an address is an entry whose vendor and region are to be found
# Everything else is left out.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

def address: test("^[0-9]{1,3}([.][0-9]{1,3}){3}$") or test("^[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*$"; "i");

def located: {ip, host, vendor, region: (.region // "auto")} | with_entries(select(.value != null));

def entries:
  if type == "array" then .[] | entries
  elif type == "object" and (has("ip") or has("host")) then located
  elif type == "object" then .[] | entries
  elif type == "string" and address then {ip: ., region: "auto"}
  else empty
  end;

[.[] | select(.sensitive | not) | .value | entries | select(.ip == null or (.ip | public))]
| unique
