# az network public-ip list | jq -f az.jq > origins.json
# A dynamic address that nothing uses is not allocated, and a global one has no region: both are left out.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

[
  .[]
  | select((.ipAddress // "") != "" and (.ipAddress | public))
  | select(.sku.tier != "Global")
  | {ip: .ipAddress, vendor: "azure", region: .location}
]
| unique
