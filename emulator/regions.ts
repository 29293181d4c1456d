/** A vendor's regions as `supported_regions` spells them. */
interface SupportedRegion {
  readonly name: string;
  readonly upper_tier_colos: readonly string[];
}

/** Vendor → regions. */
export type SupportedRegions = Readonly<Record<string, readonly SupportedRegion[]>>;

/**
 * A fixed list. The regions exist at their vendors; which of them Cloudflare supports, and the upper tiers, are made up (the published
 * example has us-east-1, us-west-2 and us-central1). One region has no upper tier, as the API allows.
 */
export const REGIONS: SupportedRegions = {
  aws: regions(`
    us-east-1 IAD EWR
    us-east-2 CMH ORD
    us-west-1 SJC LAX
    us-west-2 SEA
    ca-central-1 YUL YYZ
    sa-east-1 GRU
    eu-west-1 DUB LHR
    eu-west-2 LHR
    eu-west-3 CDG
    eu-central-1 FRA
    eu-north-1 ARN
    eu-south-1 MXP
    ap-south-1 BOM
    ap-southeast-1 SIN
    ap-southeast-2 SYD
    ap-northeast-1 NRT KIX
    ap-northeast-2 ICN
    af-south-1 CPT JNB
    me-south-1 BAH`),
  azure: regions(`
    eastus IAD EWR
    eastus2 IAD
    centralus ORD DFW
    southcentralus DFW
    westus SJC LAX
    westus2 SEA
    canadacentral YYZ
    brazilsouth GRU
    northeurope DUB
    westeurope AMS
    uksouth LHR
    francecentral CDG
    germanywestcentral FRA
    switzerlandnorth ZRH
    swedencentral ARN
    centralindia BOM
    southeastasia SIN
    japaneast NRT
    australiaeast SYD
    southafricanorth JNB`),
  gcp: regions(`
    us-central1 ORD
    us-east1 ATL
    us-east4 IAD EWR
    us-west1 SEA PDX
    us-west2 LAX
    us-south1 DFW
    northamerica-northeast1 YUL
    southamerica-east1 GRU
    europe-west1 AMS FRA
    europe-west2 LHR
    europe-west3 FRA
    europe-west4 AMS
    europe-north1 HEL
    asia-east1 TPE
    asia-northeast1 NRT
    asia-south1 BOM
    asia-southeast1 SIN
    australia-southeast1 SYD`),
  oci: regions(`
    us-ashburn-1 IAD EWR
    us-phoenix-1 PHX
    us-chicago-1 ORD
    us-sanjose-1 SJC
    ca-toronto-1 YYZ
    sa-saopaulo-1 GRU
    eu-frankfurt-1 FRA
    eu-amsterdam-1 AMS
    eu-zurich-1 ZRH
    uk-london-1 LHR
    ap-tokyo-1 NRT
    ap-mumbai-1 BOM
    ap-singapore-1 SIN
    ap-sydney-1 SYD
    il-jerusalem-1`),
};

function regions(lines: string): SupportedRegion[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...colos] = line.trim().split(' ');
      return { name, upper_tier_colos: colos };
    });
}
