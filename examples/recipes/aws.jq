# aws ec2 describe-addresses | jq -f aws.jq > origins.json
# The elastic addresses of one region. An address that nothing uses yet is taken as well: it is yours, and may serve soon.
# The border group is the region, or of a local or Wavelength zone the region with the zone's name behind it.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

[
  .Addresses[]
  | select(.PublicIp != null and (.PublicIp | public))
  | {ip: .PublicIp, vendor: "aws", region: (.NetworkBorderGroup | capture("^(?<name>[a-z]+(-[a-z]+)+-[0-9]+)").name)}
]
| unique
