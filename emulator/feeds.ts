/** The clouds that publish their ranges. */
export type Cloud = 'aws' | 'gcp' | 'oci' | 'azure';

/** A feed of each cloud in its own shape; to be written as JSON. */
export type Feeds = Readonly<Record<Cloud, unknown>>;

/** An address and the region that the feeds give it. */
export interface PublishedAddress {
  readonly ip: string;
  readonly vendor: Cloud;
  readonly region: string;
}

interface AwsRow {
  readonly prefix: string;
  readonly region: string;
  readonly service: string;
  readonly group: string;
}

/** Tag → prefixes. */
type AzureTags = Readonly<Record<string, readonly string[]>>;

const DATE = '2026-11-20';

/**
 * Small feeds with made-up prefixes and the traps of the real ones. By the first number of an address: 11 is AWS, 22 GCP,
 * 26 OCI and 30 Azure; each also has a quarter of 203.0.113.0/24, in this order.
 */
export function smallFeeds(date: string = DATE): Feeds {
  const aws = (prefix: string, region: string, service = 'AMAZON', group = region): AwsRow => ({
    prefix,
    region,
    service,
    group,
  });
  const regional = {
    westeurope: ['30.1.0.0/16', '30.1.9.0/24', '203.0.113.192/26', '2001:db8:30::/48'],
    eastus: ['30.2.0.0/16'],
    centralfrance: ['30.3.0.0/16'],
  };
  return {
    aws: awsFeed(
      [
        aws('11.1.0.0/16', 'us-east-1'),
        aws('11.1.0.0/16', 'us-east-1', 'EC2'),
        aws('11.1.7.0/24', 'us-east-2'),
        aws('11.2.0.0/16', 'us-west-2'),
        aws('11.3.0.0/16', 'eu-west-1'),
        aws('203.0.113.0/26', 'us-east-1'),
        // Regional inside of a prefix without a region.
        aws('11.8.0.0/14', 'GLOBAL'),
        aws('11.9.0.0/16', 'eu-central-1'),
        // Edge and anycast, whatever region they carry.
        aws('11.20.0.0/24', 'us-east-1'),
        aws('11.20.0.0/24', 'us-east-1', 'GLOBALACCELERATOR'),
        aws('11.21.0.0/24', 'GLOBAL', 'CLOUDFRONT'),
        aws('11.22.0.0/24', 'us-east-1', 'ROUTE53_HEALTHCHECKS'),
        // A Local Zone: Buenos Aires belongs to us-east-1.
        aws('11.30.0.0/16', 'us-east-1', 'EC2', 'us-east-1-bue-1'),
        aws('11.40.0.0/24', 'us-east-1'),
        aws('11.40.0.0/24', 'eu-west-1'),
        // Nothing that Cloudflare supports.
        aws('11.50.0.0/16', 'us-gov-west-1'),
        aws('2001:db8:11::/48', 'us-east-1'),
        aws('2001:db8:11:7::/64', 'GLOBAL', 'GLOBALACCELERATOR'),
      ],
      date,
    ),
    gcp: gcpFeed(
      [
        ['22.1.0.0/16', 'us-central1'],
        ['22.2.0.0/16', 'europe-west1'],
        ['22.3.0.0/16', 'asia-northeast1'],
        ['203.0.113.64/26', 'europe-west1'],
        ['22.9.0.0/24', 'global'],
        ['2001:db8:22::/48', 'us-central1'],
      ],
      date,
    ),
    oci: ociFeed(
      {
        'us-ashburn-1': ['26.1.0.0/16', '203.0.113.128/26'],
        'eu-frankfurt-1': ['26.2.0.0/16'],
      },
      date,
    ),
    azure: azureFeed({
      AzureCloud: [...Object.values(regional).flat(), '30.99.0.0/16'],
      ...Object.fromEntries(Object.entries(regional).map(([region, prefixes]) => [`AzureCloud.${region}`, prefixes])),
      // Lies in a regional tag as well.
      'AzureFrontDoor.Frontend': ['30.1.9.0/24'],
      'Storage.WestEurope': ['30.1.4.0/24'],
    }),
  };
}

/** Feeds of the real number of rows and prefix lengths, and some of the addresses in them. */
export function realSizedFeeds(date: string = DATE): { readonly feeds: Feeds; readonly addresses: PublishedAddress[] } {
  const addresses: PublishedAddress[] = [];
  const awsRows: AwsRow[] = [];
  for (let slot = 0; slot < 5600; slot += 1) {
    const region = pick(REGIONS.aws, slot);
    const prefix = ipv4Slot(11, slot);
    for (const service of ['AMAZON', 'EC2']) awsRows.push({ prefix, region, service, group: region });
    addresses.push({ ip: firstOf(prefix), vendor: 'aws', region });
  }
  for (let slot = 0; slot < 2800; slot += 1) {
    const region = pick(REGIONS.aws, slot);
    const prefix = ipv6Slot('2a11', slot);
    for (const service of ['AMAZON', 'EC2']) awsRows.push({ prefix, region, service, group: region });
  }
  const gcpRows: [string, string][] = [];
  for (let slot = 0; slot < 870; slot += 1) {
    const region = pick(REGIONS.gcp, slot);
    gcpRows.push([slot % 5 === 0 ? ipv6Slot('2a22', slot) : ipv4Slot(22, slot), region]);
    if (slot % 5 !== 0) addresses.push({ ip: firstOf(ipv4Slot(22, slot)), vendor: 'gcp', region });
  }
  const ociRegions: Record<string, string[]> = {};
  for (let slot = 0; slot < 1040; slot += 1) {
    const region = pick(REGIONS.oci, slot);
    const prefixes = ociRegions[region] ?? [];
    prefixes.push(ipv4Slot(26, slot));
    ociRegions[region] = prefixes;
    addresses.push({ ip: firstOf(ipv4Slot(26, slot)), vendor: 'oci', region });
  }
  const azure = realSizedTags();
  return {
    feeds: {
      aws: awsFeed(awsRows, date),
      gcp: gcpFeed(gcpRows, date),
      oci: ociFeed(ociRegions, date),
      azure: azureFeed(azure.tags),
    },
    addresses: [...addresses, ...azure.addresses],
  };
}

/** 3,000 tags; those of `AzureCloud` hold 26,000 prefixes, of which half repeat the other half. */
function realSizedTags(): { readonly tags: AzureTags; readonly addresses: PublishedAddress[] } {
  const addresses: PublishedAddress[] = [];
  const tags: Record<string, string[]> = { AzureCloud: [] };
  for (let slot = 0; slot < 13_000; slot += 1) {
    const region = pick(REGIONS.azure, slot);
    const prefix = slot % 3 === 0 ? ipv6Slot('2a30', slot) : ipv4Slot(30, slot);
    const prefixes = tags[`AzureCloud.${region}`] ?? [];
    prefixes.push(prefix);
    tags[`AzureCloud.${region}`] = prefixes;
    tags.AzureCloud?.push(prefix);
    if (slot % 3 !== 0) addresses.push({ ip: firstOf(prefix), vendor: 'azure', region });
  }
  for (let tag = Object.keys(tags).length; tag < 3000; tag += 1)
    tags[`Service${tag}`] = Array.from({ length: 40 }, (_, slot) => ipv4Slot(30, tag + slot));
  return { tags, addresses };
}

const REGIONS = {
  aws: ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'eu-west-1', 'eu-central-1', 'ap-south-1'],
  gcp: ['us-central1', 'us-east1', 'us-east4', 'us-west1', 'europe-west1', 'asia-northeast1'],
  oci: ['us-ashburn-1', 'us-phoenix-1', 'eu-frankfurt-1', 'uk-london-1'],
  azure: ['eastus', 'eastus2', 'centralus', 'westus', 'westus2', 'northeurope', 'westeurope', 'uksouth', 'japaneast'],
} as const;

/** Each slot is a /24 of its own, filled by a prefix of 24 to 32 bits. */
function ipv4Slot(first: number, slot: number): string {
  return `${first}.${slot >> 8}.${slot & 255}.0/${24 + (slot % 9)}`;
}

/** Each slot is a /48 of its own, filled by a prefix of 48 to 80 bits. */
function ipv6Slot(first: string, slot: number): string {
  return `${first}:${slot.toString(16)}::/${48 + (slot % 33)}`;
}

function firstOf(prefix: string): string {
  return prefix.replace(/\/.*$/, '');
}

function pick<Value>(values: readonly Value[], index: number): Value {
  return values[index % values.length] as Value;
}

function awsFeed(rows: readonly AwsRow[], date: string) {
  const row = ({ region, service, group }: AwsRow) => ({ region, service, network_border_group: group });
  const isIpv6 = ({ prefix }: AwsRow) => prefix.includes(':');
  return {
    syncToken: '1795200000',
    createDate: `${date}-18-33-12`,
    prefixes: rows.filter((each) => !isIpv6(each)).map((each) => ({ ip_prefix: each.prefix, ...row(each) })),
    ipv6_prefixes: rows.filter(isIpv6).map((each) => ({ ipv6_prefix: each.prefix, ...row(each) })),
  };
}

function gcpFeed(rows: readonly (readonly [prefix: string, scope: string])[], date: string) {
  return {
    syncToken: '1795200000000',
    creationTime: `${date}T10:20:30.4567`,
    prefixes: rows.map(([prefix, scope]) => ({
      [prefix.includes(':') ? 'ipv6Prefix' : 'ipv4Prefix']: prefix,
      service: 'Google Cloud',
      scope,
    })),
  };
}

function ociFeed(regions: Readonly<Record<string, readonly string[]>>, date: string) {
  return {
    last_updated_timestamp: `${date}T09:08:07.654321`,
    regions: Object.entries(regions).map(([region, cidrs]) => ({
      region,
      cidrs: cidrs.map((cidr) => ({ cidr, tags: ['OCI'] })),
    })),
  };
}

function azureFeed(tags: AzureTags) {
  return {
    changeNumber: 345,
    cloud: 'Public',
    values: Object.entries(tags).map(([name, addressPrefixes]) => ({
      name,
      id: name,
      properties: {
        changeNumber: 12,
        region: name.split('.')[1] ?? '',
        regionId: 0,
        platform: 'Azure',
        systemService: name.startsWith('AzureCloud') ? '' : name.split('.')[0],
        addressPrefixes,
        networkFeatures: ['API', 'NSG'],
      },
    })),
  };
}
