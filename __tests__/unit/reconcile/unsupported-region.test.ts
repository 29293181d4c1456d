import { describe, expect, test } from '@jest/globals';
import type { Regions } from '../../../src/domain/mapping.ts';
import { regionSuggestions } from '../../../src/reconcile/unsupported-region.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const names = (...list: string[]) => new Map(list.map((name) => [name, []]));
const AWS = [
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-west-1 ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2',
  'eu-central-1 eu-west-1 eu-south-1 me-central-1 sa-east-1',
]
  .join(' ')
  .split(' ');
const regions: Regions = new Map([
  ['gcp', names('us-central1', 'us-east1', 'me-central1', 'asia-northeast2')],
  ['aws', names(...AWS, 'me-central1')],
  ['azure', names('westeurope', 'westus', 'westus2', 'northcentralus', 'southcentralus', 'eastus', 'australiacentral')],
  ['oci', names('us-ashburn-1', 'eu-frankfurt-1', 'sa-saopaulo-1', 'me-central1')],
]);
const suggest = regionSuggestions(regions);
const all = (vendor: string) =>
  `Supported regions of ${vendor}: ${[...(regions.get(vendor)?.keys() ?? [])].sort().join(', ')}`;
const ALL_AWS = all('aws');

describe('The message for 1157', () => {
  test.each<[string, string, string]>([
    // Misspellings.
    ['aws', 'us-esat-1', 'Nearest supported names of aws: us-east-1'],
    ['aws', 'eu-centrall-1', 'Nearest supported names of aws: eu-central-1'],
    ['aws', 'eu-cental-1', 'Nearest supported names of aws: eu-central-1'],
    ['azure', 'westeurop', 'Nearest supported names of azure: westeurope'],
    ['azure', 'westtus', 'Nearest supported names of azure: westus'],
    ['aws', 'ux-east-1', ALL_AWS],
    ['aws', 'mars-1', ALL_AWS],
    ['azure', 'northcentraleu', all('azure')],
    // Other spellings of the same name.
    ['aws', 'us east 1', 'The name is written us-east-1'],
    ['gcp', 'us-central-1', 'The name is written us-central1'],
    ['azure', 'west europe', 'The name is written westeurope'],
    ['azure', '(europe) west europe', 'The name is written westeurope'],
    ['azure', 'west-us-2', 'The name is written westus2'],
    ['oci', 'us east (ashburn)', 'The name is written us-ashburn-1'],
    ['oci', 'frankfurt', 'The name is written eu-frankfurt-1'],
    ['oci', 'brazil east (são paulo)', 'The name is written sa-saopaulo-1'],
    // Display names of AWS.
    ['aws', 'us east (ohio)', "It is AWS's name for us-east-2: give us-east-2"],
    ['aws', 'ohio', "It is AWS's name for us-east-2: give us-east-2"],
    ['aws', 'us-east-ohio', "It is AWS's name for us-east-2: give us-east-2"],
    ['aws', 'us east (n. virginia) us-east-1', "It is AWS's name for us-east-1: give us-east-1"],
    ['aws', 'asia pacific (tokyo)', "It is AWS's name for ap-northeast-1: give ap-northeast-1"],
    ['aws', 'frankfurt', "It is AWS's name for eu-central-1: give eu-central-1"],
    ['aws', 'eu (frankfurt)', "It is AWS's name for eu-central-1: give eu-central-1"],
    ['aws', 'sao paulo', "It is AWS's name for sa-east-1: give sa-east-1"],
    ['aws', 'central', ALL_AWS],
    ['aws', 'europe (spain)', `It is AWS's name for eu-south-2, which Cloudflare does not support. ${ALL_AWS}`],
    // A region of AWS that is not supported is no misspelling of another one.
    ['aws', 'mx-central-1', `It is AWS's region Mexico (Central), which Cloudflare does not support. ${ALL_AWS}`],
    ['aws', 'constructor', ALL_AWS],
    // Availability zones.
    ['aws', 'us-east-1a', 'It is an availability zone of us-east-1: give us-east-1'],
    ['aws', 'us-west-2-lax-1b', 'It is an availability zone of us-west-2: give us-west-2'],
    ['gcp', 'us-central1-b', 'It is an availability zone of us-central1: give us-central1'],
    ['oci', 'uocm:us-ashburn-1-ad-2', 'It is an availability zone of us-ashburn-1: give us-ashburn-1'],
    ['aws', 'mx-central-1a', ALL_AWS],
    // Regions of another vendor.
    ['gcp', 'us-east-1', `It is a region of aws: check the vendor. ${all('gcp')}`],
    ['aws', 'us-central1-b', `It is a region of gcp: check the vendor. ${ALL_AWS}`],
    ['azure', 'me-central1', `It is a region of gcp and aws and oci: check the vendor. ${all('azure')}`],
  ])('of %s %j', (vendor, region, remedy) => {
    const message = suggest({ vendor, region });
    expect(message).toMatch(new RegExp(`^${vendor} has no supported region "`));
    expect(message.slice(message.indexOf('". ') + 3)).toBe(remedy);
  });

  test.each<[string, string, string[]]>([
    ['azure', 'East US 2', ['eastus']],
    ['azure', 'eastus3', ['eastus']],
    ['azure', 'West US 3', ['westus', 'westus2']],
    ['azure', 'Australia Central 2', ['australiacentral']],
    ['gcp', 'asia-northeast1', ['asia-northeast2']],
    ['oci', 'eu-frankfurt-2', ['eu-frankfurt-1']],
    ['aws', 'us-east-3', ['us-east-1', 'us-east-2']],
    ['aws', 'us-east-11', ['us-east-1', 'us-east-2']],
    ['aws', 'us east', ['us-east-1', 'us-east-2']],
  ])('of %s %j, which differs from others in its number, lists what there is, those first', (vendor, region, near) => {
    const others = [...(regions.get(vendor)?.keys() ?? [])].sort().filter((name) => !near.includes(name));
    const shown = [...near, ...others];
    expect(suggest({ vendor, region })).toBe(
      `${vendor} has no supported region "${region}". A name with another number is another region. Supported regions of ${vendor}: ${shown.join(', ')}`,
    );
  });

  test.each([
    [40, ''],
    [43, ' and 3 more'],
  ])('of a vendor with %i regions lists forty, and says how many more there are', (count, more) => {
    const list = Array.from(
      { length: count },
      (_, index) => `zone-${String.fromCharCode(97 + index / 26, 97 + (index % 26))}`,
    );
    expect(regionSuggestions(new Map([['aws', names(...list)]]))({ vendor: 'aws', region: 'mars-1' })).toBe(
      `aws has no supported region "mars-1". Supported regions of aws: ${list.slice(0, 40).join(', ')}${more}`,
    );
  });

  test('of a number that is wrong beside a slip is no suggestion', () => {
    expect(suggest({ vendor: 'aws', region: 'us-esat-3' })).toBe(`aws has no supported region "us-esat-3". ${ALL_AWS}`);
  });

  test('of a supported region that the API refused', () => {
    expect(suggest({ vendor: 'aws', region: 'us-east-1' })).toBe(
      "aws us-east-1 is in Cloudflare's own list of supported regions, and was refused all the same: run again later",
    );
  });

  test('of an unsupported vendor lists the vendors', () => {
    expect(suggest({ vendor: 'ibm', region: 'eastus' })).toBe(
      'Cloudflare supports no vendor "ibm" here. Supported: aws, azure, gcp, oci',
    );
  });

  test.each<[string, string, Regions | undefined, string]>([
    ['aws', 'mars-1', undefined, "Check the spelling in the vendor's own list of regions"],
    ['aws', 'us east (ohio)', undefined, "It is AWS's name for us-east-2: give us-east-2"],
    ['oci', 'us east (ohio)', new Map(), "Check the spelling in the vendor's own list of regions"],
    [
      'aws',
      'mars-1',
      new Map([...regions, ['aws', names()]]),
      "Check the spelling in the vendor's own list of regions",
    ],
  ])('of %s %j where the supported regions are not known', (vendor, region, known, remedy) => {
    expect(regionSuggestions(known)({ vendor, region })).toBe(
      `Cloudflare knows no region "${region}" of "${vendor}". ${remedy}`,
    );
  });

  test('of a very long name is no search', () => {
    expect(suggest({ vendor: 'aws', region: '('.repeat(100_000) })).toMatch(
      /^aws has no supported region "\(+…"\. Supp/,
    );
  });

  test('is quick for many entries and many names', () => {
    const list = names(...Array.from({ length: 5000 }, (_, index) => `region-${'x'.repeat(40)}-${index}`));
    const quick = regionSuggestions(new Map([['aws', list]]));
    const started = cpuTime();
    for (let index = 0; index < 3500; index += 1)
      quick({ vendor: 'aws', region: `region-${'x'.repeat(40)}-y${index}` });
    expect(cpuTime() - started).toBeLessThan(5000);
  });
});
