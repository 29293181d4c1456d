# oci network public-ip list --scope REGION --all --compartment-id … | jq -f oci.jq > origins.json
# The region is in the address's OCID, by its name, or of the first four regions by a code.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

def region:
  split(".")[3]
  | {"phx": "us-phoenix-1", "iad": "us-ashburn-1", "fra": "eu-frankfurt-1", "lhr": "uk-london-1"}[.] // .;

[
  .data[]
  | select(."lifecycle-state" | IN("TERMINATING", "TERMINATED") | not)
  | select((."ip-address" // "") != "" and (."ip-address" | public))
  | {ip: ."ip-address", vendor: "oci", region: (.id | region)}
]
| unique
