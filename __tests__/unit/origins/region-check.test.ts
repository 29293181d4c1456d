import { describe, expect, test } from '@jest/globals';
import { smallFeeds } from '../../../emulator/feeds.ts';
import type { Address } from '../../../src/domain/address.ts';
import type { Places } from '../../../src/domain/entry.ts';
import type { Regions } from '../../../src/domain/mapping.ts';
import { isShapeFault } from '../../../src/origins/feed-shapes.ts';
import { readPublishedRanges } from '../../../src/origins/published-ranges.ts';
import { checkRegions } from '../../../src/origins/region-check.ts';

const regions: Regions = new Map([
  [
    'aws',
    new Map([
      ['us-east-1', ['IAD', 'EWR']],
      ['us-west-2', ['SEA']],
      ['eu-west-1', []],
      ['sa-east-1', ['GRU']],
    ]),
  ],
  ['oci', new Map([['us-ashburn-1', ['EWR', 'IAD']]])],
]);

const locator = {
  async published(ip: Address) {
    const ranges = readPublishedRanges('aws', Buffer.from(JSON.stringify(smallFeeds().aws)), { floor: 1 });
    return isShapeFault(ranges) ? undefined : ranges.find(ip);
  },
};

const check = (ip: string, target: string, places?: Places, known: Regions | undefined = regions) => {
  const [vendor = '', region = ''] = target.split(' ');
  const origin = { ip: ip as Address, target: { vendor, region }, ...(places === undefined ? {} : { places }) };
  return checkRegions([origin], locator, known);
};

describe('checkRegions', () => {
  test('reports a declared region whose upper tiers are other than those of the published one', async () => {
    expect(await check('11.1.0.1', 'aws us-west-2')).toEqual([
      {
        message:
          '11.1.0.1 is declared as aws us-west-2 (upper tiers SEA), but it is in aws us-east-1 (upper tiers IAD, EWR), published by AWS on 2026-11-20 for 11.1.0.0/16. Correct vendor and region; where they differ on purpose, write check: false in the entry',
      },
    ]);
  });

  test.each([
    ['the region', { region: { line: 3, column: 5 }, vendor: { line: 2, column: 5 } }, 3],
    ['the vendor, where defaults give the region', { vendor: { line: 2, column: 5 } }, 2],
    ['the address, where defaults give both', {}, 1],
  ])('points at %s', async (_, places, line) => {
    const [problem] = await check('11.1.0.1', 'aws us-west-2', { origin: { line: 1, column: 5 }, ...places });
    expect(problem?.place?.line).toBe(line);
  });

  test.each([
    ['the published region is the declared one', '11.1.0.1', 'aws us-east-1'],
    ['the upper tiers are the same, in another order', '11.1.0.1', 'oci us-ashburn-1'],
    ['the upper tiers of the declared region are not known', '11.1.0.1', 'aws eu-west-1'],
    ['the declared region is not supported', '11.1.0.1', 'gcp us-central1'],
    ['the upper tiers of the published region are not known', '11.3.0.1', 'aws us-west-2'],
    ['the published region is not supported', '11.50.0.1', 'aws us-west-2'],
    ['the range is edge', '11.20.0.1', 'aws us-west-2'],
    ['no range holds the address', '203.0.114.1', 'aws us-west-2'],
    ['the border group is a Local Zone', '11.30.0.1', 'aws sa-east-1'],
  ])('says nothing where %s', async (_, ip, target) => {
    expect(await check(ip, target)).toEqual([]);
  });

  test('asks nothing where the supported regions are not known', async () => {
    const origin = { ip: '11.1.0.1' as Address, target: { vendor: 'aws', region: 'us-west-2' } };
    const never = { published: () => Promise.reject(new Error('asked')) };
    expect(await checkRegions([origin], never, undefined)).toEqual([]);
  });
});
