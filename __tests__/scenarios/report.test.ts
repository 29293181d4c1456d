import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, matching, noticesOf, warningsOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const NAMES = [
  'mappings',
  'result-file',
  'changed',
  'created',
  'updated',
  'removed',
  'unchanged',
  'skipped',
  'failed',
  'count',
  'remaining',
  'error-codes',
  'truncated',
  'api-version',
  'zone-id',
  'tiered-cache',
].sort();

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({});
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
  emulator.oddRows = [];
});
afterAll(() => emulator.close());

const register = (inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { ...ONE, ...inputs }), env });
const list = (rows: readonly string[], inputs: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { mappings: ['ip,vendor,region', ...rows].join('\n'), ...inputs }) });

describe('The outputs', () => {
  test('of action.yml are those of the action', () => {
    expect(Object.keys(parse(readFileSync('action.yml', 'utf8')).outputs).sort()).toEqual(NAMES);
  });

  test('hold the resulting list, compact, IPv4 before IPv6, by number', async () => {
    const ips = ['2001:db8::10', '2001:db8::9', '192.0.2.10', '198.51.100.1'];
    emulator.put(...ips.map((ip) => ({ ...ONE, ip })));
    const { outputs, result } = await register({ ip: '192.0.2.9' });
    const mappings = JSON.parse(outputs.mappings ?? '');
    expect(mappings.map(({ ip }: { ip: string }) => ip)).toEqual([
      '192.0.2.9',
      '192.0.2.10',
      '198.51.100.1',
      '2001:db8::9',
      '2001:db8::10',
    ]);
    for (const entry of mappings) {
      expect(Object.keys(entry)).toEqual(['ip', 'vendor', 'region', 'modified_on']);
      expect(Date.parse(entry.modified_on)).not.toBeNaN();
    }
    expect(outputs.mappings).toBe(JSON.stringify(mappings));
    expect(result?.mappings).toEqual(mappings);
  });

  test('hold counts, codes and all the rest of a mixed run', async () => {
    emulator.put(ONE, { ...ONE, ip: '192.0.2.2' }, { ...ONE, ip: '192.0.2.4' });
    const rows = [
      '192.0.2.1,aws,us-east-1',
      '192.0.2.2,aws,us-west-2',
      '192.0.2.3,gcp,us-central1',
      '192.0.2.6,aws,us-east-1',
    ];
    const ending = await list(rows, { prune: 'all', 'max-removals': '1' });
    expect(Object.keys(ending.outputs).sort()).toEqual(NAMES);
    const counts = { created: 2, updated: 1, removed: 1, unchanged: 1, skipped: 0, failed: 0 };
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: {
        changed: 'true',
        ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, `${count}`])),
        count: '4',
        remaining: '3496',
        'error-codes': '',
        truncated: 'false',
        'api-version': 'v1',
        'zone-id': emulator.zoneId,
      },
      result: {
        mode: 'apply',
        changed: true,
        zone_id: emulator.zoneId,
        api_version: 'v1',
        counts,
        count: 4,
        remaining: 3496,
        entries: [
          { ...ONE, outcome: 'unchanged' },
          { ip: '192.0.2.2', region: 'us-west-2', outcome: 'updated', before: { region: 'us-east-1' } },
          { ip: '192.0.2.3', outcome: 'created' },
          { ip: '192.0.2.4', vendor: 'aws', region: 'us-east-1', outcome: 'removed' },
          { ip: '192.0.2.6', outcome: 'created' },
        ],
      },
    });
  });

  test('of a partial failure: changed is true, each entry counts once, and the step fails', async () => {
    emulator.fault('@192.0.2.2 item "cannot be" code=1158');
    const ending = await list([1, 2, 3].map((last) => `192.0.2.${last},aws,us-east-1`));
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { changed: 'true', created: '2', failed: '1', count: '2', 'error-codes': '1158' },
    });
    expect(entriesOf(ending)).toMatchObject([
      { outcome: 'created' },
      { ip: '192.0.2.2', outcome: 'failed', code: 1158 },
      { outcome: 'created' },
    ]);
    expect(errorsOf(ending)).toEqual(matching(/192\.0\.2\.2.*1158.*cannot be/));
    expect(ending.log).toContain('2 created');
  });

  test('hold no code of a try that a later one made good', async () => {
    emulator.fault('PATCH #1 status 503 code=1140');
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { created: '1', 'error-codes': '' } });
  });

  test('hold both codes of two that failed, sorted', async () => {
    for (const [ip, code] of [
      ['192.0.2.1', 1164],
      ['192.0.2.2', 1157],
    ] as const)
      emulator.fault(`@${ip} item "no" code=${code}`);
    const ending = await list(['192.0.2.2,aws,us-east-1', '192.0.2.1,aws,us-east-1']);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157,1164', failed: '2' } });
  });

  test('of a run that cannot read the zone hold what is known, and numbers for counts', async () => {
    emulator.fault('GET refuse 1111 "not today"');
    const ending = await register();
    expect(Object.keys(ending.outputs).sort()).toEqual(NAMES);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: {
        mappings: '',
        count: '',
        remaining: '',
        changed: 'false',
        created: '0',
        failed: '1',
        'error-codes': '1111',
        'zone-id': emulator.zoneId,
        'tiered-cache': '',
      },
      result: { count: null, remaining: null, mappings: [], entries: [{ ...ONE, outcome: 'failed' }] },
    });
    expect(errorsOf(ending)).toEqual(matching(/1111.*not today/));
  });

  test('leave the list out, with truncated, where it passes 500,000 characters', async () => {
    const long = (index: number) =>
      `2001:db8:aaaa:bbbb:cccc:dddd:${(0x1000 + (index >> 12)).toString(16)}:${(0x1000 + (index & 0xfff)).toString(16)}`;
    const target = { vendor: 'azure', region: 'a-region-with-quite-a-long-name' };
    const full = await startEmulator({
      mappings: Array.from({ length: 3499 }, (_, index) => ({ ip: long(index), ...target })),
      regions: { azure: [{ name: target.region, upper_tier_colos: [] }] },
    });
    try {
      const ending = await runSource({ inputs: at(full, { ip: long(3499), ...target }) });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { truncated: 'true', mappings: '', count: '3500', remaining: '0', created: '1' },
      });
      expect(ending.result?.mappings).toHaveLength(3500);
      expect(Object.values(ending.outputs).join('').length).toBeLessThan(500_000);
      expect(Buffer.byteLength(ending.summary)).toBeLessThan(1024 * 1024);
    } finally {
      await full.close();
    }
  });

  test('name a result file under RUNNER_TEMP, another each run', async () => {
    const first = (await register()).outputs['result-file'];
    const second = (await register()).outputs['result-file'];
    expect(first).toMatch(/\/temp\/[^/]+\.json$/);
    expect(first).not.toBe(second);
  });

  test('name one elsewhere without RUNNER_TEMP', async () => {
    const ending = await register({}, { RUNNER_TEMP: '' });
    const path = ending.outputs['result-file'] ?? '';
    expect(ending).toMatchObject({ exitCode: 0, result: { counts: { created: 1 } } });
    expect(dirname(path)).toBe(tmpdir());
    await rm(path);
  });

  test('name none where there is no room for it, and hold all the rest', async () => {
    const ending = await register({}, { RUNNER_TEMP: '/nowhere/at/all' });
    expect(ending).toMatchObject({ outputs: { created: '1', 'result-file': '' } });
    expect([...warningsOf(ending), ...errorsOf(ending)]).toEqual(matching(/result file could not be written/));
  });

  test.each(['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_EVENT_PATH', 'GITHUB_REPOSITORY', 'GITHUB_WORKSPACE'])(
    'and all else are what they can be without %s',
    async (name) => {
      const ending = await register({}, { [name]: '' });
      expect(ending.exitCode).toBe(0);
      expect(emulator.mappings()).toEqual([ONE]);
      expect(ending.log).not.toContain('::set-output');
      expect(errorsOf(ending)).toEqual([]);
    },
  );

  test.each([
    ['outputs', 'GITHUB_OUTPUT', /outputs could not be written/],
    ['summary', 'GITHUB_STEP_SUMMARY', /summary could not be written/],
  ])('where the %s cannot be written, the step fails with an error that says why', async (_, name, message) => {
    const ending = await register({}, { [name]: '/nowhere/at/all' });
    expect(ending.exitCode).toBe(1);
    expect(emulator.mappings()).toEqual([ONE]);
    expect(errorsOf(ending)).toEqual(matching(message));
  });
});

describe('The log', () => {
  test('has few lines, one group a stage, and the verdict last', async () => {
    const { log } = await register();
    expect(log.match(/^::group::.*$/gm)).toEqual([
      '::group::Read',
      '::group::Observe',
      '::group::Plan',
      '::group::Apply',
    ]);
    expect(log.match(/^::endgroup::$/gm)).toHaveLength(4);
    expect(log.trimEnd().split('\n').length).toBeLessThan(20);
    expect(log.trimEnd().split('\n').at(-1)).toBe('Done: 1 created. The zone holds 1 mapping; 3,499 more fit.');
  });

  test('masks the credential first of all', async () => {
    expect((await register()).log).toMatch(new RegExp(`^::add-mask::${emulator.apiToken}\n`));
  });

  test('says that nothing was to be done', async () => {
    emulator.put(ONE);
    const ending = await register();
    expect(ending.log).toContain('Nothing to do: 1 unchanged.');
    expect(ending.log).not.toContain('::group::Apply');
  });

  test('names what changes, up to twenty lines, and sums the rest up', async () => {
    emulator.put({ ip: '192.0.2.10', vendor: 'gcp', region: 'us-central1' });
    const some = await list(['192.0.2.10,aws,us-east-1', '192.0.2.11,aws,us-east-1'], { mode: 'plan' });
    expect(some.log).toMatch(/^update 192\.0\.2\.10 .*gcp us-central1.*aws us-east-1/m);
    expect(some.log).toMatch(/^create 192\.0\.2\.11 aws us-east-1$/m);
    const plan = await list(
      many(30).map(({ ip }) => `${ip},aws,us-east-1`),
      { mode: 'plan' },
    );
    expect(plan.log.match(/^create /gm)).toHaveLength(20);
    expect(plan.log).toMatch(/10 more/);
  });

  test('hides those lines with the addresses that are hidden elsewhere', async () => {
    const { log } = await register({ 'redact-ips': 'true', mode: 'plan' });
    expect(log).toMatch(/^create hidden-[0-9a-f]{8} aws us-east-1$/m);
    expect(log).not.toContain('192.0.2.1');
  });

  test('holds at most ten errors, the last listing the rest', async () => {
    for (let last = 1; last <= 14; last += 1) emulator.fault(`@192.0.2.${last} item "no ${last}" code=1158`);
    const ending = await list(Array.from({ length: 14 }, (_, index) => `192.0.2.${index + 1},aws,us-east-1`));
    const errors = errorsOf(ending);
    expect(errors).toHaveLength(10);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '14', created: '0', changed: 'false' } });
    for (let last = 1; last <= 14; last += 1) expect(errors.join('\n')).toContain(`192.0.2.${last}:`);
  });

  test('holds at most ten notices', async () => {
    emulator.put(...many(14, 'us-west-2'));
    const ending = await list(
      many(14).map(({ ip }) => `${ip},aws,us-east-1`),
      { 'on-conflict': 'skip' },
    );
    expect(ending).toMatchObject({ exitCode: 0, outputs: { skipped: '14' } });
    expect(noticesOf(ending).length).toBeLessThanOrEqual(10);
    expect(noticesOf(ending).join('\n')).toContain('203.0.0.13');
  });

  test('never starts a workflow command with what the API says', async () => {
    const message = '::error::mine\n::stop-commands::x\r##[group]y';
    emulator.fault({ method: 'WRITE', effect: { kind: 'status', status: 400, code: 1146, message } });
    const ending = await register();
    expect(ending.exitCode).toBe(1);
    expect(ending.log).not.toMatch(/^::stop-commands|^::error::mine|##\[/m);
    expect(ending.summary).not.toMatch(/^::/m);
  });
});

describe('The summary', () => {
  test('tells what happened, what changed, and what the zone holds', async () => {
    emulator.put({ ...ONE, region: 'us-west-2' });
    const { summary } = await register({ ip: '192.0.2.1 192.0.2.2' });
    expect(summary).toMatch(/✅ Done: 1 created, 1 updated\. The zone holds 2 mappings; 3,498 more fit\./);
    expect(summary).toMatch(/`192\.0\.2\.1` \| aws us-west-2 → aws us-east-1/);
    expect(summary).toMatch(/`192\.0\.2\.2` \| \*\*new\*\* aws us-east-1/);
    expect(summary).toContain('https://github.com/octo/site/actions/runs/42');
  });

  test('tells a failure with its cause', async () => {
    const { summary } = await register({ region: 'nowhere' });
    expect(summary).toMatch(/❌ Failed: 1 of 1 entry/);
    expect(summary).toMatch(/"nowhere"/);
  });

  test('tells entries that were not attempted from the one that was refused', async () => {
    const ending = await register({
      ip: '',
      vendor: '',
      region: '',
      mappings:
        '- {ip: 192.0.2.1, vendor: aws, region: nowhere}\n- {ip: 192.0.2.2, vendor: aws, region: us-east-1}\n- {ip: 192.0.2.3, vendor: aws, region: us-east-1}\n',
    });
    expect(ending.outputs).toMatchObject({ failed: '3', changed: 'false' });
    expect(ending.summary).toMatch(/❌ Failed: 1 refused, 2 not attempted\. Nothing was written\./);
    expect(ending.summary).toMatch(/`192\.0\.2\.1` \| \*\*failed\*\* aws nowhere/);
    expect(ending.summary).toMatch(/`192\.0\.2\.2` \| not attempted aws us-east-1/);
  });

  test('counts mistakes of a file, not the entries without one', async () => {
    const mappings = '- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n- {ip: x}\n- {ip: 192.0.2.3, vendor: aws}\n';
    const ending = await register({ ip: '', vendor: '', region: '', mappings });
    expect(ending.summary).toMatch(/❌ Failed: 3 problems\. Nothing was written\./);
  });

  test('escapes what would be Markdown', async () => {
    const message = '| <img src=x> **bold** [link](https://evil.example) `code`';
    emulator.fault({ method: 'WRITE', effect: { kind: 'status', status: 400, code: 1146, message } });
    const { summary } = await register();
    expect(summary).not.toMatch(/<img|\]\(https:\/\/evil/);
  });

  test.each(['false', 'FALSE'])('is not written with summary: %s', async (summary) => {
    expect(await register({ summary })).toMatchObject({ exitCode: 0, summary: '', outputs: { created: '1' } });
    expect(await register({ vendor: 'x', summary })).toMatchObject({ exitCode: 1, summary: '' });
  });

  test('shows upper tiers as a picture, folded, where there are several regions', async () => {
    emulator.put(ONE, { ip: '192.0.2.2', vendor: 'gcp', region: 'us-central1' });
    const { summary } = await register();
    expect(summary).toMatch(/<summary>.*<\/summary>\n\n```mermaid\nflowchart LR\n/);
    expect(summary).toMatch(/aws us#45;east#45;1|aws us-east-1/);
    expect(summary).not.toMatch(/<br\/>/);
  });

  test('shows none where it would say nothing', async () => {
    expect((await register()).summary).not.toContain('mermaid');
  });

  test('has at most twelve boxes', async () => {
    emulator.seed(60);
    const { summary } = await register();
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(summary)?.[1] ?? '';
    const boxes = new Set(diagram.match(/\b(?:r\d+|t\d+|others|tiers)\b(?=\[|\n|$)/g));
    expect(diagram).not.toBe('');
    expect(boxes.size).toBeLessThanOrEqual(12);
    expect(diagram).toContain('others');
  });
});

describe('A run without a write', () => {
  test.each(['plan', 'check'])('%s says what would be, and outputs the zone as it is', async (mode) => {
    emulator.put({ ...ONE, region: 'us-west-2' });
    const ending = await register({ mode });
    expect(ending.outputs).toMatchObject({ changed: 'true', updated: '1', count: '1' });
    expect(JSON.parse(ending.outputs.mappings ?? '')).toMatchObject([{ region: 'us-west-2' }]);
    expect(ending.summary).toMatch(/Would change|to update/);
    expect(writes(emulator)).toEqual([]);
  });
});
