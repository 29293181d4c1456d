/** Regions of AWS by the names that AWS shows to people. Source: AWS's documentation, "Regions and Zones". */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['US East (N. Virginia)', 'US East (Northern Virginia)', 'US East (Virginia)'],
  'us-east-2': ['US East (Ohio)'],
  'us-west-1': ['US West (N. California)', 'US West (Northern California)', 'US West (California)'],
  'us-west-2': ['US West (Oregon)'],
  'us-gov-east-1': ['AWS GovCloud (US-East)'],
  'us-gov-west-1': ['AWS GovCloud (US-West)'],
  'af-south-1': ['Africa (Cape Town)'],
  'ap-east-1': ['Asia Pacific (Hong Kong)'],
  'ap-east-2': ['Asia Pacific (Taipei)'],
  'ap-northeast-1': ['Asia Pacific (Tokyo)'],
  'ap-northeast-2': ['Asia Pacific (Seoul)'],
  'ap-northeast-3': ['Asia Pacific (Osaka)'],
  'ap-south-1': ['Asia Pacific (Mumbai)'],
  'ap-south-2': ['Asia Pacific (Hyderabad)'],
  'ap-southeast-1': ['Asia Pacific (Singapore)'],
  'ap-southeast-2': ['Asia Pacific (Sydney)'],
  'ap-southeast-3': ['Asia Pacific (Jakarta)'],
  'ap-southeast-4': ['Asia Pacific (Melbourne)'],
  'ap-southeast-5': ['Asia Pacific (Malaysia)'],
  'ap-southeast-6': ['Asia Pacific (New Zealand)'],
  'ap-southeast-7': ['Asia Pacific (Thailand)'],
  'ca-central-1': ['Canada (Central)'],
  'ca-west-1': ['Canada West (Calgary)'],
  'cn-north-1': ['China (Beijing)'],
  'cn-northwest-1': ['China (Ningxia)'],
  'eu-central-1': ['Europe (Frankfurt)', 'EU (Frankfurt)'],
  'eu-central-2': ['Europe (Zurich)', 'EU (Zurich)'],
  'eu-north-1': ['Europe (Stockholm)', 'EU (Stockholm)'],
  'eu-south-1': ['Europe (Milan)', 'EU (Milan)'],
  'eu-south-2': ['Europe (Spain)', 'EU (Spain)'],
  'eu-west-1': ['Europe (Ireland)', 'EU (Ireland)'],
  'eu-west-2': ['Europe (London)', 'EU (London)'],
  'eu-west-3': ['Europe (Paris)', 'EU (Paris)'],
  'il-central-1': ['Israel (Tel Aviv)'],
  'me-central-1': ['Middle East (UAE)'],
  'me-south-1': ['Middle East (Bahrain)'],
  'mx-central-1': ['Mexico (Central)'],
  'sa-east-1': ['South America (São Paulo)'],
};

/** In parentheses, and still no name of a place: alone they say nothing, or another region. */
const NO_PLACES = /^(?:Central|US-East|US-West)$/;

const byName = new Map<string, string>();
for (const [region, names] of Object.entries(NAMES))
  for (const name of names) {
    const place = name.slice(name.indexOf('(') + 1, -1);
    byName.set(lettersOf(name), region);
    byName.set(lettersOf(`${name} ${region}`), region);
    if (!NO_PLACES.test(place)) byName.set(lettersOf(place), region);
  }

/** The region that AWS calls so: `US East (Ohio)`, `us east ohio` or `Ohio` is us-east-2. */
export function awsRegionNamed(name: string): string | undefined {
  return byName.get(lettersOf(name));
}

/** What AWS calls a region, if it is one. */
export function awsNameOf(region: string): string | undefined {
  return Object.hasOwn(NAMES, region) ? NAMES[region]?.[0] : undefined;
}

/** Letters and digits alone, without accents and in lower case: what differs between spellings of one name is gone. */
export function lettersOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
