import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { at, type Ending, runSource } from '../support/action.ts';
import { writes } from '../support/cloudflare.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { entriesOf, errorsOf, matching, noticesOf, placeOf } from '../support/messages.ts';
import { onUnix } from '../support/platform.ts';

const DESIRED = [
  { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
  { ip: '198.51.100.7', vendor: 'gcp', region: 'us-central1' },
  { ip: '2001:db8::1', vendor: 'azure', region: 'eastus' },
];
const CSV = 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n198.51.100.7,gcp,us-central1\n2001:DB8:0::1,azure,eastus\n';
const YAML = `
- ip: 192.0.2.1
  vendor: aws
  region: US-East-1
- { origin-ip: 198.51.100.7, vendor: GCP, region: us-central1, modified_on: 2026-01-01T00:00:00Z }
- origin_ip: 2001:0db8::0001
  vendor: azure
  region: eastus
`;
const OBJECT = JSON.stringify({
  $schema: 'https://example.com/mappings.schema.json',
  defaults: { vendor: 'aws', region: 'us-east-1' },
  mappings: [{ ip: ['192.0.2.1'] }, DESIRED[1], { ...DESIRED[2], ip: ['2001:db8::1', '2001:db8:0:0::1'] }],
});
const COMMENTED = `// The origins\n${JSON.stringify(DESIRED, null, 2).replace(/\}\n\]$/, '},\n]')}\n`;
const MARK = '\uFEFF';
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({});
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
});
afterAll(() => emulator.close());

const withFile = (path: string, text: string | Uint8Array, inputs: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { 'mappings-file': path, ...inputs }), files: { [path]: text } });
const inline = (mappings: string, inputs: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { mappings, ...inputs }) });
const errorPlaces = ({ annotations }: Ending) => annotations.filter(({ level }) => level === 'error').map(placeOf);

/** Failed on the list, before any request. */
function refused(ending: Ending, ...messages: readonly RegExp[]): void {
  expect(errorsOf(ending)).toEqual(matching(...messages));
  expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', mappings: '', 'zone-id': '' } });
  expect(emulator.requests).toEqual([]);
}

describe('A list is read', () => {
  const forms: readonly (readonly [string, string, string])[] = [
    ['YAML', 'origins.yaml', YAML],
    ['YAML, as .yml in a folder', 'config/origins.yml', YAML],
    ['JSON', 'origins.json', JSON.stringify(DESIRED)],
    ['an object with defaults', 'origins.json', OBJECT],
    ['JSON with comments and trailing commas', 'origins.json', COMMENTED],
    ['CSV', 'origins.csv', CSV],
    ['CSV with semicolons', 'origins.csv', CSV.replaceAll(',', ';')],
    ['CSV with tabs', 'origins.csv', CSV.replaceAll(',', '\t')],
    [
      'CSV with capitals, and columns in another order',
      'origins.csv',
      'Region,IP,Vendor\nus-east-1,192.0.2.1,aws\nus-central1,198.51.100.7,gcp\neastus,2001:db8::1,azure\n',
    ],
    ['CSV with several addresses in a cell', 'origins.csv', `${CSV}"192.0.2.1 192.0.2.1",aws,us-east-1\n`],
    ['YAML with a byte order mark and CRLF', 'origins.yaml', MARK + crlf(YAML)],
    ['JSON with a byte order mark and CRLF', 'origins.json', MARK + crlf(JSON.stringify(DESIRED, null, 2))],
    ['CSV with a byte order mark and CRLF', 'origins.csv', MARK + crlf(CSV)],
    ['no telling extension', 'origins.txt', CSV],
  ];
  test.each(forms)('from a file: %s', async (_, path, text) => {
    const ending = await withFile(path, text);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3', changed: 'true' } });
    expect(emulator.mappings()).toEqual(DESIRED);
  });

  test.each(forms.filter(([name]) => !/extension|folder/.test(name)))(
    'from the input mappings: %s',
    async (_, _path, text) => {
      const ending = await inline(text);
      expect(errorsOf(ending)).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
      expect(emulator.mappings()).toEqual(DESIRED);
    },
  );

  test('and the same address with the same target is merged, with a notice', async () => {
    const ending = await inline('ip,vendor,region\n2001:db8::1,aws,us-east-1\n2001:DB8:0::1,AWS,us-east-1\n');
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(noticesOf(ending)).toEqual(matching(/2001:db8::1.*twice.*line 2.*line 3|2001:db8::1.*line 3.*line 2/));
  });

  test('from a file under RUNNER_TEMP', async () => {
    const temp = await mkdtemp(join(tmpdir(), 'temp-'));
    try {
      await writeFile(join(temp, 'made.csv'), CSV);
      const inputs = at(emulator, { 'mappings-file': join(temp, 'made.csv') });
      const ending = await runSource({ inputs, env: { RUNNER_TEMP: temp } });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3' } });
    } finally {
      await rm(temp, { recursive: true });
    }
  });
});

describe('What was put out can be fed back in:', () => {
  beforeEach(() => emulator.put(...DESIRED));

  const unchanged = (ending: Ending) => {
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '3', changed: 'false', created: '0' } });
    expect(writes(emulator)).toEqual([]);
  };

  test('the output mappings and the result file', async () => {
    const { outputs, result } = await inline(JSON.stringify(DESIRED), { mode: 'plan' });
    unchanged(await inline(outputs.mappings ?? ''));
    unchanged(await withFile('result.json', JSON.stringify(result, null, 2)));
  });

  test.each(['/cache/origin_cloud_regions', '/origin/cloud_regions'])('the answer of %s', async (path) => {
    const response = await fetch(`${emulator.url}/zones/${emulator.zoneId}${path}`, {
      headers: { authorization: `Bearer ${emulator.apiToken}` },
    });
    const text = await response.text();
    unchanged(await withFile('answer.json', text));
    unchanged(await inline(text));
    unchanged(await inline(JSON.stringify(JSON.parse(text).result)));
  });

  test('but one page of several is no list to prune by', async () => {
    const page = {
      success: true,
      errors: [],
      messages: [],
      result: [{ origin_ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1' }],
      result_info: { page: 1, per_page: 1, count: 1, total_count: 2, total_pages: 2 },
    };
    refused(await withFile('list.json', JSON.stringify(page), { prune: 'all' }), /one page of several/);
  });
});

describe('A mistake is placed', () => {
  test('at its value in the file', async () => {
    const text = 'mappings:\n  - ip: 192.0.2.1\n    vendor: awz\n    region: us-east-1\n';
    const ending = await withFile('config/origins.yaml', text);
    refused(ending, /^config\/origins\.yaml:3:13: .*"awz".*aws, azure, gcp, oci/);
    expect(ending.annotations[0]?.properties).toMatchObject({
      file: 'config/origins.yaml',
      line: '3',
      endLine: '3',
      col: '13',
      endColumn: '16',
    });
    expect(ending.outputs['error-codes']).toBe('1157');
  });

  test('each kind where it is, all in one run', async () => {
    const ending = await withFile(
      'origins.yaml',
      [
        'mappings:', //                                               1
        '  - { ip: 10.0.0.1, vendor: aws, region: us-east-1 }', //    2: the value
        '  - { ip: 192.0.2.1, vendor: aws }', //                      3: the entry
        '  - { ip: 192.0.2.2, vendor: aws, regoin: us-east-1 }', //   4: the key
        '  - { ip: 192.0.2.3, vendor: aws, region: us-east-1 }', //   5
        '  - { ip: 192.0.2.3, vendor: aws, region: us-west-2 }', //   6: the second of two
        '  - { ip: 192.0.2.4, vendor: 7, region: us-east-1 }', //     7: the value
        '  - { ip: 192.0.2.5, host: a.example, region: auto }', //    8: ip and host
        '',
      ].join('\n'),
    );
    refused(
      ending,
      /"10\.0\.0\.1".*private/,
      /region/,
      /"regoin".*did you mean "region"\?/,
      /192\.0\.2\.3 .*line 5/,
      /vendor.*7.*text/,
      /ip.*host/,
    );
    expect(errorPlaces(ending).map((place) => place.split(':', 2).join(':'))).toEqual(
      [2, 3, 4, 6, 7, 8].map((line) => `origins.yaml:${line}`),
    );
    expect(errorPlaces(ending).slice(0, 5)).toEqual([
      'origins.yaml:2:11',
      'origins.yaml:3:5',
      'origins.yaml:4:35',
      'origins.yaml:6:11',
      'origins.yaml:7:30',
    ]);
  });

  test('in the syntax', async () => {
    const ending = await withFile('origins.json', '[\n  {"ip": "192.0.2.1"; "vendor": "aws"}\n]');
    expect(ending.exitCode).toBe(1);
    expect(errorPlaces(ending)[0]).toMatch(/^origins\.json:2:/);
  });

  test('nine of many, and the rest with file and line in the tenth', async () => {
    const rows = Array.from({ length: 14 }, (_, index) => `192.0.2.${index},awz${index},us-east-1`);
    const ending = await withFile('origins.csv', `ip,vendor,region\n${rows.join('\n')}\n`);
    const errors = ending.annotations.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 9).map(({ properties }) => properties.line)).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9, 10].map(String),
    );
    expect(errors[9]?.properties.file).toBeUndefined();
    for (let line = 11; line <= 15; line += 1) expect(errors[9]?.message).toContain(`origins.csv:${line}:`);
  });

  test('and the number told is the true one: 3,500 bad rows are 3,500 problems', async () => {
    const rows = Array.from({ length: 3500 }, (_, index) => `10.0.${index >> 8}.${index & 255},aws,us-east-1`);
    const ending = await withFile('origins.csv', `ip,vendor,region\n${rows.join('\n')}\n`);
    const errors = errorsOf(ending);
    expect(errors).toHaveLength(10);
    expect(errors[9]).toMatch(/3,?491/);
    expect(ending.log + ending.summary).toMatch(/3,?500 problems/);
    expect(ending.log + ending.summary).not.toMatch(/\b(?:201|192) (?:problems|more)/);
    expect(emulator.requests).toEqual([]);
  });

  test('for a region that Cloudflare does not support at its value, before any write', async () => {
    const text = 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n192.0.2.2,aws,us-esat-1\n192.0.2.3,gcp,us-centrl1\n';
    const ending = await withFile('origins.csv', text);
    expect(errorPlaces(ending)).toEqual(['origins.csv:3:15', 'origins.csv:4:15']);
    expect(errorsOf(ending)).toEqual(
      matching(/192\.0\.2\.2.*"us-esat-1".*us-east-1/, /192\.0\.2\.3.*"us-centrl1".*us-central1/),
    );
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157', failed: '3', changed: 'false' } });
    expect(entriesOf(ending)).toMatchObject([
      { ip: '192.0.2.1', outcome: 'failed', message: expect.stringMatching(/not attempted/) },
      { ip: '192.0.2.2', outcome: 'failed', code: 1157 },
      { ip: '192.0.2.3', outcome: 'failed', code: 1157 },
    ]);
    expect(writes(emulator)).toEqual([]);
  });

  test('for the limit at the first entry that does not fit', async () => {
    emulator.seed(3499);
    const rows = [1, 2].map((last) => `  - {ip: 192.0.2.${last}, vendor: aws, region: us-east-1}\n`);
    const ending = await withFile('o.yaml', `mappings:\n${rows.join('')}`);
    expect(errorPlaces(ending).map((place) => place.split(':', 2).join(':'))).toEqual(['o.yaml:3']);
    expect(errorsOf(ending)).toEqual(matching(/192\.0\.2\.2 is the first that does not fit/));
  });

  test('in the input mappings by line and column in words', async () => {
    const ending = await inline('\n- ip: 192.0.2.1\n  vendor: awz\n  region: us-east-1\n');
    refused(ending, /^mappings input, line 3, column 11: /);
    expect(ending.annotations[0]?.properties.file).toBeUndefined();
  });

  test.each([
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      /Git LFS pointer.*lfs: true/,
    ],
    [
      'an expression',
      `- { ip: "\${{ steps.a.outputs.ip }}", vendor: aws, region: us-east-1 }\n`,
      /expression.*not substituted/,
    ],
    ['an empty ip', '- { ip: "", vendor: aws, region: us-east-1 }\n', /ip.*empty/],
    ['a URL in ip', '- { ip: "https://a.example/x", vendor: aws, region: us-east-1 }\n', /URL.*a\.example/],
    ['a host name in ip', '- { ip: a.example.com, vendor: aws, region: us-east-1 }\n', /host/],
    ['a spreadsheet', 'PK\u0003\u0004\u0014\u0000\u0006\u0000', /xlsx|spreadsheet|binary|text/i],
  ])('with its own remedy: %s', async (_, text, message) => {
    const ending = await withFile('origins.yaml', text);
    refused(ending, message);
  });

  test('in an unusual hyphen with its code point', async () => {
    const ending = await withFile('origins.csv', 'ip,vendor,region\n192.0.2.1,aws,us\u2011east-1\n');
    refused(ending, /U\+2011/);
    expect(errorPlaces(ending)).toEqual(['origins.csv:2:15']);
  });

  test('of another tool’s output names the tool and the recipe, and shows nothing of it', async () => {
    const outputs = { origin: { sensitive: true, type: 'string', value: 'hunter2-secret' } };
    const ending = await withFile('out.json', JSON.stringify(outputs));
    refused(ending, /Terraform.*recipes/);
    expect(JSON.stringify(ending)).not.toContain('hunter2');
  });

  test('quotes a short escaped piece, never the line', async () => {
    const ending = await withFile('o.csv', `ip,vendor,region\n"::error::x\n${'y'.repeat(500)}",aws,us-east-1\n`);
    expect(ending.exitCode).toBe(1);
    expect(ending.log).not.toMatch(/^::error::x/m);
    expect(errorsOf(ending).join('')).not.toContain('y'.repeat(120));
  });
});

describe('An empty list', () => {
  test.each(['', '[]', 'mappings: []', '{"mappings": []}', 'ip,vendor,region\n', '# nothing\n'])(
    'never means "delete everything": %j',
    async (text) => {
      emulator.put(...DESIRED);
      const ending = await withFile('a.txt', text, { prune: 'all', 'max-removals': '100%' });
      refused(ending, /no mappings.*empty.*never.*delete everything/);
      expect(emulator.mappings()).toEqual(DESIRED);
    },
  );
});

describe('A mappings file is', () => {
  let home: string;
  let workspace: string;
  beforeEach(async () => {
    home = await realpath(await mkdtemp(join(tmpdir(), 'home-')));
    workspace = join(home, 'workspace');
    await mkdir(workspace);
    await writeFile(join(home, 'outside.csv'), CSV);
    await writeFile(join(workspace, 'origins.csv'), CSV);
  });
  afterEach(() => rm(home, { recursive: true }));

  const open = (path: string) =>
    runSource({ inputs: at(emulator, { 'mappings-file': path }), env: { GITHUB_WORKSPACE: workspace } });

  test('inside the workspace, also by a link that stays in it', async () => {
    await symlink('origins.csv', join(workspace, 'link.csv'));
    expect(await open('link.csv')).toMatchObject({ exitCode: 0, outputs: { created: '3' } });
    expect(await open(join(workspace, 'origins.csv'))).toMatchObject({ exitCode: 0, outputs: { unchanged: '3' } });
  });

  test.each(['../outside.csv', '/etc/passwd', '../../../../../../etc/hostname', '../not-there.csv'])(
    'not outside: %s',
    async (path) => {
      refused(await open(path), /^Input mappings-file: ".*" is outside of the workspace and of RUNNER_TEMP/);
    },
  );

  test('not outside by a link, nor by a link to a folder', async () => {
    await symlink(join(home, 'outside.csv'), join(workspace, 'link.csv'));
    await symlink(home, join(workspace, 'folder'));
    refused(await open('link.csv'), /"link\.csv" is outside of the workspace/);
    refused(await open('folder/outside.csv'), /"folder\/outside\.csv" is outside of the workspace/);
  });

  test('in no .git folder, also by a link', async () => {
    await mkdir(join(workspace, '.git'));
    await writeFile(join(workspace, '.git/config'), '[http]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n');
    await symlink('.git/config', join(workspace, 'link.csv'));
    for (const path of ['.git/config', 'link.csv']) {
      const ending = await open(path);
      refused(ending, /\.git/);
      expect(JSON.stringify(ending)).not.toContain('c2VjcmV0');
    }
  });

  test('there', async () => {
    refused(await open('origin.csv'), /"origin\.csv" does not exist; did you mean "origins\.csv"\?/);
    refused(await open('other.yaml'), /"other\.yaml" does not exist; check the path, and that actions\/checkout/);
  });

  test('named as the job sees it, not as the runner does', async () => {
    refused(await open('/home/runner/work/site/site/origins.csv'), /container.*"origins\.csv"/);
  });

  test('no folder', async () => {
    await mkdir(join(workspace, 'config'));
    refused(await open('config'), /"config" is a directory; give the path of a file/);
    refused(await open('.'), /is a directory/);
  });

  onUnix('no device', async () => {
    await symlink('/dev/null', join(workspace, 'null.csv'));
    refused(await open('null.csv'), /is outside of|is not a regular file/);
  });

  test('at most 5 MiB', async () => {
    const large = join(workspace, 'large.csv');
    await writeFile(large, `${CSV}#${' '.repeat(5 * 1024 * 1024 - CSV.length - 2)}\n`);
    expect(errorsOf(await open('large.csv')).join()).not.toMatch(/5 MiB/);
    emulator.forget();
    await truncate(large, 5 * 1024 * 1024 + 1);
    refused(await open('large.csv'), /"large\.csv" is larger than 5 MiB/);
  });

  test('text in UTF-8', async () => {
    await writeFile(join(workspace, 'utf16.csv'), Buffer.from(`\uFEFF${CSV}`, 'utf16le'));
    refused(await open('utf16.csv'), /UTF-16.*UTF-8/);
  });
});

describe('No text holds the process', () => {
  /** The longest stretch in which nothing else ran, in milliseconds of computing. */
  async function longestStretch(work: Promise<unknown>): Promise<number> {
    let last = cpuTime();
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, cpuTime() - last);
      last = cpuTime();
    }, 5);
    await work;
    longest = Math.max(longest, cpuTime() - last);
    clearInterval(timer);
    return longest;
  }

  test.each([
    ['one long line of YAML mistakes', `[${'{ip: x, vendor: },'.repeat(80_000)}]`],
    ['one long line of JSON', `[${'{"ip":1},'.repeat(150_000)}]`],
    ['deep nesting', '['.repeat(200_000)],
  ])('for more than two seconds: %s', async (_, text) => {
    const running = withFile('origins.yaml', text);
    expect(await longestStretch(running)).toBeLessThan(2000);
    expect((await running).exitCode).toBe(1);
  });
});
