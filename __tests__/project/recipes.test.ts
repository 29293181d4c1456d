import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parseMappings } from '../../src/desired/mappings-text.ts';
import type { Entry } from '../../src/domain/entry.ts';

const FOLDER = new URL('../../examples/recipes/', import.meta.url);
const HAS_JQ = spawnSync('jq', ['--version']).status === 0;
/** The filters need jq, which not every machine has; the name of a skipped test says so. */
const withJq: typeof test.skip = HAS_JQ ? test : test.skip;
const NEEDED = HAS_JQ ? '' : ' (skipped: jq is not installed)';

/** What each filter makes of its sample; what is private or not allocated there is not among it. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  terraform: [
    'web-1234567890.eu-west-1.elb.amazonaws.com auto',
    '198.51.100.10 auto',
    '2001:db8:b::10 auto',
    '192.0.2.10 aws us-east-1',
    '203.0.113.10 azure westeurope',
  ],
  aws: ['192.0.2.10 aws us-west-2', '192.0.2.11 aws us-west-2', '192.0.2.12 aws us-west-2'],
  gcloud: ['198.51.100.10 gcp europe-west1', '2001:db8:b::10 gcp europe-west1'],
  az: ['2001:db8:c::10 azure swedencentral', '203.0.113.10 azure westeurope'],
  oci: ['203.0.113.130 oci us-ashburn-1', '203.0.113.131 oci ap-seoul-1'],
  kubectl: ['a0123456789abcdef-0123456789.eu-west-1.elb.amazonaws.com auto', '198.51.100.30 auto'],
};
const TOOLS = Object.keys(FOUND);

describe('a recipe', () => {
  test('has a filter and a sample for each tool', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(TOOLS.flatMap((tool) => [`${tool}.jq`, `${tool}.json`]).sort());
  });

  withJq.each(TOOLS)(`turns the output of %s into a mappings file${NEEDED}`, async (tool) => {
    const [text = ''] = filtered(tool, read(`${tool}.json`));
    const list = await parseMappings(text, { file: 'origins.json', rule: 'required' });
    expect(list.problems).toEqual([]);
    expect(list.entries.map(written)).toEqual(FOUND[tool]);
  });

  const UNREACHABLE = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.0.1', '127.0.0.1', '169.254.1.1', '172.16.0.1', '172.31.0.1'],
    ...['192.168.1.1', '224.0.0.1', '239.1.1.1', '255.255.255.255', 'fd00::1', 'fe80::1', 'ff02::1', '::1', '::'],
  ];
  const REACHABLE = ['100.128.0.1', '11.0.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1', '223.255.255.1', '2600::1'];

  withJq.each(TOOLS)(`keeps exactly the addresses that the action takes, from %s${NEEDED}`, async (tool) => {
    const sample = read(`${tool}.json`);
    const [first = ''] = FOUND[tool]?.flatMap((line) => /^[\d.]{7,}/.exec(line) ?? []) ?? [];
    expect(sample).toContain(`"${first}"`);
    const ips = [...UNREACHABLE, ...REACHABLE];
    const lists = filtered(tool, ...ips.map((ip) => sample.replace(`"${first}"`, `"${ip}"`)));
    expect(lists).toHaveLength(ips.length);
    const kept = ips.filter((ip, index) => lists[index]?.includes(`"${ip}"`));
    expect(kept).toEqual(REACHABLE);
  });

  test.each(TOOLS)(
    'is named in the one error that the output of %s gets as it is, which shows none of it',
    async (tool) => {
      const { problems, entries } = await parseMappings(read(`${tool}.json`), {
        file: 'origins.json',
        rule: 'required',
      });
      expect(entries).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toContain('docs/recipes.md');
      expect(JSON.stringify(problems)).not.toMatch(/correct-horse|\d+\.\d+\.\d+\.\d+|subscriptions/);
    },
  );
});

/** What jq makes of each input, a line each. */
function filtered(tool: string, ...inputs: readonly string[]): string[] {
  const filter = fileURLToPath(new URL(`${tool}.jq`, FOLDER));
  const { status, stdout, stderr } = spawnSync('jq', ['-c', '-f', filter], {
    input: inputs.join('\n'),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split('\n');
}

function written({ origin, location }: Entry): string {
  const name = origin.kind === 'ip' ? origin.ip : origin.host;
  if (location.kind === 'any') return name;
  if (location.kind === 'auto') return `${name} auto`;
  return `${name} ${location.target.vendor} ${location.target.region}`;
}

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}
