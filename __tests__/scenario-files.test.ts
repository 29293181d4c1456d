import { mkdir, mkdtemp, readFile, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { ACTS, type Annotation, at, type Ending } from './action.ts';
import { onUnix } from './fixtures/platform.ts';

const WANTED = [
  { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
  { ip: '198.51.100.7', vendor: 'gcp', region: 'us-central1' },
  { ip: '2001:db8::1', vendor: 'azure', region: 'eastus' },
];
const CSV = 'ip,vendor,region\n192.0.2.1,aws,us-east-1\n198.51.100.7,gcp,us-central1\n2001:DB8:0::1,azure,eastus\n';
const YAML = `
- ip: 192.0.2.1
  vendor: aws
  region: us-east-1
- { origin-ip: 198.51.100.7, vendor: GCP, region: us-central1, modified_on: 2026-01-01T00:00:00Z }
- origin_ip: 2001:0db8::0001
  vendor: azure
  region: eastus
`;
const OBJECT = JSON.stringify({
  defaults: { vendor: 'aws', region: 'us-east-1' },
  mappings: [{ ip: ['192.0.2.1'] }, WANTED[1], { ...WANTED[2], ip: ['2001:db8::1', '2001:db8:0:0::1'] }],
});
const MARK = '\uFEFF';
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

const errorsOf = ({ annotations }: Ending) => annotations.filter(({ level }) => level === 'error');
const words = (annotations: readonly Annotation[]) => annotations.map(({ message }) => message);
const place = ({ properties: { file, line, col } }: Annotation) => `${file}:${line}:${col}`;

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  const writes = () => emulator.requests.filter(({ method }) => method !== 'GET');
  const withFile = (path: string, text: string | Uint8Array, inputs: Record<string, string> = {}) =>
    act({ inputs: at(emulator, { 'mappings-file': path, ...inputs }), files: { [path]: text } });

  describe('reads a list', () => {
    test.each([
      ['YAML', 'origins.yaml', YAML],
      ['YAML, as .yml in a folder', 'config/origins.yml', YAML],
      ['JSON', 'origins.json', JSON.stringify(WANTED)],
      ['JSON with zone-wide defaults', 'origins.json', OBJECT],
      ['CSV', 'origins.csv', CSV],
      ['YAML with a byte order mark and CRLF', 'origins.yaml', MARK + crlf(YAML)],
      ['JSON with a byte order mark and CRLF', 'origins.json', MARK + crlf(JSON.stringify(WANTED, null, 2))],
      ['CSV with a byte order mark and CRLF', 'origins.csv', MARK + crlf(CSV)],
      ['no telling extension', 'origins.txt', CSV],
    ])('from a file: %s', async (_, path, text) => {
      const ending = await withFile(path, text);
      expect(words(errorsOf(ending))).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3', changed: 'true' } });
      expect(emulator.mappings()).toEqual(WANTED);
    });

    test.each([
      ['YAML', YAML],
      ['JSON', JSON.stringify(WANTED)],
      ['an object', OBJECT],
      ['CSV', CSV],
      ['CSV with a byte order mark and CRLF', MARK + crlf(CSV)],
    ])('from the input mappings: %s', async (_, mappings) => {
      const ending = await act({ inputs: at(emulator, { mappings }) });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
      expect(emulator.mappings()).toEqual(WANTED);
    });

    test('and merges the same address with the same target, with a notice', async () => {
      const ending = await act({
        inputs: at(emulator, {
          mappings: 'ip,vendor,region\n2001:db8::1,aws,us-east-1\n2001:DB8:0:0::1,AWS,us-east-1\n',
        }),
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(words(ending.annotations)).toEqual([expect.stringMatching(/2001:db8::1 is listed twice.*line 2.*line 3/)]);
    });

    test('from a file under RUNNER_TEMP', async () => {
      const temp = await mkdtemp(join(tmpdir(), 'temp-'));
      try {
        await writeFile(join(temp, 'made.csv'), CSV);
        const ending = await act({
          inputs: at(emulator, { 'mappings-file': join(temp, 'made.csv') }),
          env: { RUNNER_TEMP: temp },
        });
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3' } });
      } finally {
        await rm(temp, { recursive: true });
      }
    });
  });

  describe('takes back what was put out:', () => {
    beforeEach(() => emulator.put(...WANTED));

    const unchanged = (ending: Ending) => {
      expect(words(errorsOf(ending))).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '3', changed: 'false', created: '0' } });
      expect(writes()).toEqual([]);
    };

    test('the output mappings', async () => {
      const { outputs } = await act({ inputs: at(emulator, { ...WANTED[0], mode: 'plan' }) });
      unchanged(await act({ inputs: at(emulator, { mappings: outputs.mappings ?? '' }) }));
    });

    test('the result file', async () => {
      const { result } = await act({ inputs: at(emulator, { ...WANTED[0], mode: 'plan' }) });
      unchanged(await withFile('result.json', JSON.stringify(result, null, 2)));
    });

    test.each(['/cache/origin_cloud_regions', '/origin/cloud_regions'])('the answer of %s', async (path) => {
      const response = await fetch(`${emulator.url}/zones/${emulator.zoneId}${path}`, {
        headers: { authorization: `Bearer ${emulator.apiToken}` },
      });
      const text = await response.text();
      unchanged(await withFile('answer.json', text));
      unchanged(await act({ inputs: at(emulator, { mappings: text }) }));
      unchanged(await act({ inputs: at(emulator, { mappings: JSON.stringify(JSON.parse(text).result) }) }));
    });
  });

  describe('places', () => {
    test('a mistake at its value in the file', async () => {
      const ending = await withFile(
        'config/origins.yaml',
        'mappings:\n  - ip: 192.0.2.1\n    vendor: awz\n    region: us-east-1\n',
      );
      const [error, ...others] = errorsOf(ending);
      expect(others).toEqual([]);
      expect(error?.properties).toMatchObject({
        file: 'config/origins.yaml',
        line: '3',
        endLine: '3',
        col: '13',
        endColumn: '16',
      });
      expect(error?.message).toMatch(
        /^config\/origins\.yaml:3:13: mappings\[0\]: vendor "awz" is not known; use one of/,
      );
      expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157', changed: 'false', mappings: '' } });
      expect(emulator.requests).toEqual([]);
    });

    test('each kind of mistake where it is, all in one run', async () => {
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
          '',
        ].join('\n'),
      );
      const errors = errorsOf(ending);
      expect(errors.map(place)).toEqual([
        'origins.yaml:2:11',
        'origins.yaml:3:5',
        'origins.yaml:4:35',
        'origins.yaml:6:11',
        'origins.yaml:7:30',
      ]);
      expect(words(errors)).toEqual([
        expect.stringMatching(/ip "10\.0\.0\.1" is a private address; .*public address/),
        expect.stringMatching(/mappings\[1\] has no region; add it/),
        expect.stringMatching(/the key "regoin" is not known; .*did you mean "region"\?/),
        expect.stringMatching(/192\.0\.2\.3 .*line 6.*us-east-1.*line 5; keep one/),
        expect.stringMatching(/vendor is the number "7", not text; put it in quotes/),
      ]);
      expect(ending.exitCode).toBe(1);
      expect(emulator.requests).toEqual([]);
    });

    test('a mistake of the syntax', async () => {
      const ending = await withFile('origins.json', '[\n  {"ip": "192.0.2.1",}\n]');
      expect(errorsOf(ending).map(place)).toEqual(['origins.json:2:22']);
      expect(words(errorsOf(ending))).toEqual([expect.stringMatching(/not valid JSON: .*comma/)]);
    });

    test('nine of many mistakes, and lists the rest with file and line in the tenth', async () => {
      const rows = Array.from({ length: 14 }, (_, index) => `192.0.2.${index},awz${index},us-east-1`);
      const errors = errorsOf(await withFile('origins.csv', `ip,vendor,region\n${rows.join('\n')}\n`));
      expect(errors).toHaveLength(10);
      expect(errors.slice(0, 9).map(({ properties }) => properties.line)).toEqual([
        ...('2345678910'.match(/10|\d/g) ?? []),
      ]);
      expect(errors[9]?.properties.file).toBeUndefined();
      for (let line = 11; line <= 15; line += 1) expect(errors[9]?.message).toContain(`origins.csv:${line}:`);
    });

    test('a region that Cloudflare does not support at its value, before any write', async () => {
      const ending = await withFile(
        'origins.csv',
        'ip,vendor,region\n192.0.2.1,aws,us-east-1\n192.0.2.2,aws,us-esat-1\n192.0.2.3,gcp,us-centrl1\n',
      );
      const errors = errorsOf(ending);
      expect(errors.map(place)).toEqual(['origins.csv:3:15', 'origins.csv:4:15']);
      expect(words(errors)).toEqual([
        expect.stringMatching(/192\.0\.2\.2.*"us-esat-1".*us-east-1/),
        expect.stringMatching(/192\.0\.2\.3.*"us-centrl1".*us-central1/),
      ]);
      expect(ending).toMatchObject({
        exitCode: 1,
        outputs: { 'error-codes': '1157', failed: '3', changed: 'false' },
        result: {
          entries: [
            { ip: '192.0.2.1', outcome: 'failed', message: expect.stringMatching(/not attempted/) },
            { ip: '192.0.2.2', outcome: 'failed', code: 1157 },
            { ip: '192.0.2.3', outcome: 'failed', code: 1157 },
          ],
        },
      });
      expect(writes()).toEqual([]);
    });

    test('in the input mappings by line and column in words', async () => {
      const ending = await act({
        inputs: at(emulator, { mappings: '\n- ip: 192.0.2.1\n  vendor: awz\n  region: us-east-1\n' }),
      });
      const [error] = errorsOf(ending);
      expect(error?.properties.file).toBeUndefined();
      expect(error?.message).toMatch(/^mappings input, line 3, column 11: /);
    });
  });

  describe('reads only a file that is', () => {
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
      act({ inputs: at(emulator, { 'mappings-file': path }), env: { GITHUB_WORKSPACE: workspace } });
    const refused = (ending: Ending, message: RegExp) => {
      expect(words(errorsOf(ending))).toEqual([expect.stringMatching(message)]);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '0', mappings: '' } });
      expect(emulator.requests).toEqual([]);
    };

    test('inside the workspace, also by a link that stays in it', async () => {
      await symlink('origins.csv', join(workspace, 'link.csv'));
      expect(await open('link.csv')).toMatchObject({ exitCode: 0, outputs: { created: '3' } });
      expect(await open(join(workspace, 'origins.csv'))).toMatchObject({ exitCode: 0, outputs: { unchanged: '3' } });
    });

    test.each(['../outside.csv', '/etc/passwd', '../../../../../../etc/hostname'])('not outside: %s', async (path) => {
      refused(await open(path), /^Input mappings-file: ".*" is outside of the workspace and of RUNNER_TEMP/);
    });

    test('not outside by a link, nor by a link to a folder', async () => {
      await symlink(join(home, 'outside.csv'), join(workspace, 'link.csv'));
      await symlink(home, join(workspace, 'folder'));
      refused(await open('link.csv'), /"link\.csv" is outside of the workspace/);
      refused(await open('folder/outside.csv'), /"folder\/outside\.csv" is outside of the workspace/);
    });

    test('not outside in telling whether a file is there', async () => {
      refused(await open('../not-there.csv'), /is outside of the workspace/);
    });

    test('there', async () => {
      refused(await open('origin.csv'), /"origin\.csv" does not exist; did you mean "origins\.csv"\?/);
      refused(await open('other.yaml'), /"other\.yaml" does not exist; check the path, and that actions\/checkout/);
    });

    test('not a folder', async () => {
      await mkdir(join(workspace, 'config'));
      refused(await open('config'), /"config" is a directory; give the path of a file/);
      refused(await open('.'), /is a directory/);
    });

    onUnix('not a device', async () => {
      await symlink('/dev/null', join(workspace, 'null.csv'));
      refused(await open('null.csv'), /is outside of|is not a regular file/);
    });

    test('at most 5 MiB', async () => {
      const large = join(workspace, 'large.csv');
      await writeFile(large, `${CSV}#${' '.repeat(5 * 1024 * 1024 - CSV.length - 2)}\n`);
      expect((await readFile(large)).length).toBe(5 * 1024 * 1024);
      const ending = await open('large.csv');
      expect(words(errorsOf(ending)).filter((message) => /5 MiB/.test(message))).toEqual([]);
      emulator.forget();
      await truncate(large, 5 * 1024 * 1024 + 1);
      refused(await open('large.csv'), /"large\.csv" is larger than 5 MiB/);
    });

    test('text in UTF-8', async () => {
      await writeFile(join(workspace, 'utf16.csv'), Buffer.from(`\uFEFF${CSV}`, 'utf16le'));
      refused(await open('utf16.csv'), /UTF-16, not UTF-8; save the file as UTF-8/);
    });
  });
});
