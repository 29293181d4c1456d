import { describe, expect, test } from '@jest/globals';
import { fullAdvice, limitAdvice, regionAdvice } from '../src/advice.ts';
import type { Regions } from '../src/domain/mapping.ts';

const regions: Regions = new Map([
  ['gcp', new Map([['us-central1', []]])],
  [
    'aws',
    new Map([
      ['us-east-1', []],
      ['us-east-2', []],
      ['us-west-1', []],
      ['eu-west-1', []],
      ['me-central1', []],
    ]),
  ],
  ['oci', new Map([['me-central1', []]])],
]);

describe('The words for 1157', () => {
  test('name the nearest supported regions', () => {
    expect(regionAdvice({ vendor: 'aws', region: 'us-east-3' }, regions)).toBe(
      'aws has no supported region "us-east-3". Nearest supported names of aws: us-east-1, us-east-2, us-west-1',
    );
  });

  test('say whose region it is, if it is another vendor’s', () => {
    expect(regionAdvice({ vendor: 'aws', region: 'us-central1' }, regions)).toContain(
      'It is a region of gcp: check the vendor.',
    );
    expect(regionAdvice({ vendor: 'gcp', region: 'me-central1' }, regions)).toContain('It is a region of aws and oci:');
  });

  test('do not advise a supported region that was refused', () => {
    expect(regionAdvice({ vendor: 'aws', region: 'us-east-1' }, regions)).toBe(
      "aws us-east-1 is in Cloudflare's own list of supported regions, and was refused all the same: run again later",
    );
  });

  test('list the vendors where the vendor is not supported', () => {
    expect(regionAdvice({ vendor: 'azure', region: 'eastus' }, regions)).toBe(
      'Cloudflare supports no vendor "azure" here. Supported: aws, gcp, oci',
    );
  });

  test('point to the vendor’s own list where the supported regions are not known', () => {
    expect(regionAdvice({ vendor: 'aws', region: 'mars-1' }, undefined)).toBe(
      'Cloudflare knows no region "mars-1" of "aws". Check the spelling in the vendor\'s own list of regions',
    );
  });
});

test('the words for 1164 say how many exist, were asked for and fit, and what to do', () => {
  expect(limitAdvice(3490, 20, 10)).toBe(
    'The zone holds 3490 mappings, 20 more are asked for, and 10 fit: a zone can hold 3500 (code 1164). Remove mappings that are no longer needed, for example with prune or with state: absent',
  );
  expect(fullAdvice(12, 3)).toBe(
    'Cloudflare takes no more mappings in this zone (code 1164): it holds 12, the run asked for 3 new ones, and no more fit. Remove mappings that are no longer needed, for example with prune or with state: absent',
  );
});
