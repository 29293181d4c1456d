# gcloud compute addresses list --format=json | jq -f gcloud.jq > origins.json
# The external addresses of regions. A global address is announced everywhere and has no region, so it is left out; so is one
# that is still being reserved.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

[
  .[]
  | select(.addressType != "INTERNAL" and .status != "RESERVING" and .region != null)
  | select((.address // "") != "" and (.address | public))
  | {ip: .address, vendor: "gcp", region: (.region | split("/") | last)}
]
| unique
