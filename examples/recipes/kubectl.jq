# kubectl get ingress,service --all-namespaces -o json | jq -f kubectl.jq > origins.json
# What the load balancers of ingresses and services answer on, by address or by host name. The cluster does not say where it
# runs, so vendor and region are to be found. One that waits for its address is left out.

# Addresses that Cloudflare can reach: neither private, shared, link-local, loopback, multicast nor unspecified.
def public:
  test("^(0|10|127)\\.|^169\\.254\\.|^192\\.168\\.|^172\\.(1[6-9]|2[0-9]|3[01])\\.|^100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\\.") or
  test("^(22[4-9]|2[3-5][0-9])\\.|^f[cdf][0-9a-f]{2}:|^fe[89ab][0-9a-f]:|^::1?$"; "i")
  | not;

[
  .items[]
  | .status.loadBalancer.ingress[]?
  | if (.ip // "") != "" then select(.ip | public) | {ip, region: "auto"}
    elif (.hostname // "") != "" then {host: .hostname, region: "auto"}
    else empty
    end
]
| unique
