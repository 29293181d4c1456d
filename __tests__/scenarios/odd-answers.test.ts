import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Fault } from '../../emulator/fault.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { manyRegions } from '../../emulator/population.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, matching, noticesOf, warningsOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const VERSIONS = ['v1', 'v2'] as const;

let emulator: Emulator;
const start = async (options: EmulatorOptions, ...faults: readonly (Fault | string)[]) => {
  emulator = await startEmulator(options);
  for (const fault of faults) emulator.fault(fault);
};
afterEach(() => emulator.close());
const register = (inputs: Record<string, string> = {}) => runSource({ inputs: at(emulator, { ...ONE, ...inputs }) });
const list = (mappings: readonly object[], inputs: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { mappings: JSON.stringify(mappings), ...inputs }) });
const written = () => emulator.requests.filter(({ method }) => method !== 'GET');
/** The reads of the zone's list, of one version. */
const lists = (version: 'v1' | 'v2') =>
  emulator.requests.filter(
    ({ method, path }) =>
      method === 'GET' && path.endsWith(version === 'v1' ? '/cache/origin_cloud_regions' : '/origin/cloud_regions'),
  );

describe.each(VERSIONS)('On %s', (surfaces) => {
  test.each<[string, string]>([
    [
      "the list's result",
      surfaces === 'v1'
        ? 'GET /origin_cloud_regions$ wrong-types empty-lists'
        : 'GET /cloud_regions$ #1 wrong-types null',
    ],
    ['everything that is empty, such as errors and failed', 'wrong-types empty-lists'],
  ])('null for an empty list is an empty list: %s', async (_, fault) => {
    await start({ surfaces }, fault);
    const ending = await list(many(3));
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3', 'error-codes': '' } });
    expect(written()).toHaveLength(1);
    expect(lists(surfaces)).toHaveLength(2);
  });

  const ODD: readonly (readonly [string, readonly unknown[]])[] = [
    ['a region that is null', [{ ip: '198.51.100.1', vendor: 'aws', region: null }]],
    ['no vendor', [{ ip: '198.51.100.1', region: 'us-east-1' }]],
    ['a CIDR', [{ ip: '198.51.100.0/24', vendor: 'aws', region: 'us-east-1' }]],
    [
      'one address in two spellings',
      [
        { ip: '2001:DB8::1', vendor: 'aws', region: 'us-east-1' },
        { ip: '2001:db8:0::1', vendor: 'aws', region: 'us-east-1' },
      ],
    ],
    ['no address', [{ vendor: 'aws', region: 'us-east-1' }]],
    ['a row that is null', [null]],
    ['a row that is text', ['198.51.100.1']],
  ];
  test.each(ODD)('an odd row of the list refuses nothing and is told in one warning: %s', async (_, oddRows) => {
    await start({ surfaces, oddRows, mappings: many(3) });
    const ending = await list(many(4));
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '3', changed: 'true' } });
    expect(warningsOf(ending)).toEqual(matching(/zone's list/));
    expect(writes(emulator)).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['text', 'x'],
    ['an address that is a number', { 'origin-ip': 9 }],
  ])('a list of nothing but odd rows is a list: %s', async (_, row) => {
    await start({ surfaces, oddRows: [row] });
    const ending = await list(many(2));
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2', count: '3', 'api-version': surfaces } });
    expect(warningsOf(ending)).toEqual(matching(/1 row of the zone's list is not as documented/));
  });

  test('an odd row whose address cannot be read is counted, and prune: all leaves it, with a notice', async () => {
    await start({
      surfaces,
      oddRows: [{ ip: '198.51.100.0/24', vendor: 'aws', region: 'us-east-1' }],
      mappings: many(3),
    });
    const ending = await list(many(2), { prune: 'all' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1', unchanged: '2', count: '3' } });
    expect(noticesOf(ending)).toEqual(matching(/198\.51\.100\.0\/24/));
  });

  test('a vendor that nobody knows and a field more are carried along without a word', async () => {
    const odd = { ip: '192.0.2.9', vendor: 'ibm', region: 'dal-1' };
    await start({
      surfaces,
      mappings: [odd],
      oddRows: [{ ip: '192.0.2.10', vendor: 'aws', region: 'us-east-1', note: 'x' }],
    });
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', count: '3' } });
    expect(JSON.parse(ending.outputs.mappings ?? '')).toEqual(
      expect.arrayContaining([expect.objectContaining(odd), expect.objectContaining({ ip: '192.0.2.10' })]),
    );
    expect(errorsOf(ending)).toEqual([]);
  });

  test('an odd row of an address that is desired is replaced by one write', async () => {
    await start({ surfaces, oddRows: [{ ip: '192.0.2.1', vendor: 'aws', region: null }] });
    emulator.onRequest = ({ method }) => {
      if (method !== 'GET') emulator.oddRows = [];
    };
    expect(await register()).toMatchObject({ exitCode: 0, outputs: { failed: '0', changed: 'true' } });
    expect(writes(emulator)).toHaveLength(1);
  });

  test.each<[string, Fault['effect']]>([
    ['null', { kind: 'result', result: null }],
    ['one mapping', { kind: 'result', result: { origin_ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' } }],
    ['a text', { kind: 'result', result: 'ok' }],
    ['204 without a body', { kind: 'status', status: 204, body: 'empty', applied: true }],
    ['200 without a body', { kind: 'status', status: 200, body: 'empty', applied: true }],
  ])(
    'a write that is answered with success and another result is sent once, and the list decides: %s',
    async (_, effect) => {
      for (const count of [1, 3]) {
        await start({ surfaces }, { method: 'WRITE', effect });
        const ending = await list(many(count));
        expect(errorsOf(ending)).toEqual([]);
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: `${count}`, count: `${count}`, failed: '0' } });
        expect(written()).toHaveLength(1);
        if (count === 1) await emulator.close();
      }
    },
  );

  test('and where the list says that it was not written, it is written again', async () => {
    await start({ surfaces }, { method: 'WRITE', nth: 1, effect: { kind: 'status', status: 204, body: 'empty' } });
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
    expect(written()).toHaveLength(2);
  });

  test.each(['close', 'close after', 'switch-protocols', 'switch-protocols after', 'reset', 'reset after', 'half'])(
    'an answer that is none is a dropped connection: WRITE #1 %s',
    async (effect) => {
      await start({ surfaces }, `WRITE #1 ${effect}`);
      const ending = await list(many(2));
      expect(errorsOf(ending)).toEqual([]);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '2', count: '2', failed: '0' } });
    },
  );

  test.each(['close after', 'switch-protocols after'])('whenever it comes: %s', async (effect) => {
    await start({ surfaces }, `WRITE ${effect}`);
    const ending = await list(many(2));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { count: '2', failed: '0', changed: 'true' } });
    expect(Object.keys(ending.outputs)).toContain('result-file');
  });
});

describe('The supported regions', () => {
  test.each<[string, unknown]>([
    ['no vendors', {}],
    ['empty vendors', { aws: [], azure: [], gcp: [], oci: [] }],
    ['null for every vendor', { aws: null, azure: null, gcp: null, oci: null }],
    ['nothing of this vendor', { gcp: [{ name: 'us-central1', upper_tier_colos: [] }], aws: [] }],
    ['null for this vendor', { gcp: [{ name: 'us-central1', upper_tier_colos: [] }], aws: null }],
  ])('that are empty are no knowledge: %s', async (_, listedRegions) => {
    await start({ listedRegions });
    const ending = await register();
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'error-codes': '' } });
  });

  test('that are empty as a whole are a warning, and the API judges', async () => {
    await start({ listedRegions: {} });
    const ending = await register({ region: 'mars-1' });
    expect(warningsOf(ending)).toEqual(matching(/supported regions/));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', 'error-codes': '1157' } });
    expect(errorsOf(ending).join()).not.toMatch(/Supported: ?$|Supported: ?[.,]/);
  });

  test('never end in an empty sentence, in no mode', async () => {
    await start({ listedRegions: { aws: [], gcp: [{ name: 'us-central1', upper_tier_colos: [] }] } });
    const ending = await register({ mode: 'plan' });
    expect(ending.exitCode).toBe(0);
    expect(ending.log).not.toMatch(/: +$|Supported: *$/m);
  });

  test('1157 for a region of the list does not contradict itself', async () => {
    await start({}, 'PATCH status 400 code=1157');
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157' } });
    expect(errorsOf(ending)[0]).toMatch(/own list of supported regions|is listed/);
    expect(errorsOf(ending)[0]).not.toMatch(/no supported region/);
  });

  test('of very many names and 3,500 refused entries hold nothing up', async () => {
    await start({ regions: manyRegions(4000) });
    const began = performance.now();
    const mappings = many(3500).map((mapping, index) => ({
      ...mapping,
      region: `made-up-regoin-with-a-long-name-${index}x`,
    }));
    const ending = await list(mappings);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3500', 'error-codes': '1157' } });
    expect(errorsOf(ending)).toHaveLength(10);
  });
});

describe('A page of HTML', () => {
  test('with 403 is told as such, with its status and cf-ray, and not as a wrong token', async () => {
    await start({}, 'status 403 html header=cf-ray:8f2a1b3c4d5e6f70-FRA');
    const ending = await register();
    expect(errorsOf(ending)).toEqual(matching(/HTML.*403|403.*HTML/));
    expect(errorsOf(ending)[0]).toContain('8f2a1b3c4d5e6f70-FRA');
    expect(errorsOf(ending)[0]).toMatch(/firewall|challenge|proxy/);
    expect(errorsOf(ending)[0]).not.toMatch(/token|credential is not accepted/i);
    expect(ending.log).not.toContain('<html');
  });

  test('without a cf-ray is told all the same', async () => {
    await start({}, 'status 403 html');
    const ending = await register();
    expect(errorsOf(ending)).toEqual(matching(/HTML/));
    expect(errorsOf(ending)[0]).not.toMatch(/cf-ray|undefined/);
  });

  test.each([502, 200])('with %d is told too', async (status) => {
    await start({}, `status ${status} html`);
    const ending = await register();
    expect(errorsOf(ending)).toEqual(matching(/HTML/));
    expect(errorsOf(ending)[0]).toContain(String(status));
  });
});

describe('An error', () => {
  test.each<[string, string, RegExp]>([
    ['without a code', 'WRITE status 400 code=null message="quite unusual"', /quite unusual/],
    ['with a code in digits as text', 'WRITE status 400 code=text:1146 message="quite unusual"', /quite unusual/],
    ['with success: false and HTTP 200', 'WRITE refuse 1146 "not this one"', /1146.*not this one/],
    ['with success: false, HTTP 200 and no code', 'WRITE refuse null "not this one"', /not this one/],
  ])('%s keeps its words', async (_, fault, message) => {
    await start({}, fault);
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', created: '0', changed: 'false' } });
    expect(errorsOf(ending)).toEqual(matching(message));
  });

  test('with a code in digits as text has that code', async () => {
    await start({}, 'WRITE status 400 code=text:1146');
    expect((await register()).outputs['error-codes']).toBe('1146');
  });

  test.each<[string, string, RegExp]>([
    ['HTTP 500', 'WRITE status 500 code=null', /[Rr]un .*again|later|cloudflarestatus/],
    ['1140', 'WRITE status 500 code=1140', /[Rr]un .*again|later|cloudflarestatus/],
    ['9109', 'status 403 code=9109', /IP address|address filter/i],
    ['10000', 'status 403 code=10000', /IP address|address filter/i],
  ])('has a remedy: %s', async (_, fault, message) => {
    await start({}, fault);
    const ending = await register();
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending)).toEqual(matching(message));
  });

  test('of the list that is read after writing is in error-codes', async () => {
    await start({}, 'GET /cache/origin_cloud_regions$ #2 status 403 code=9109');
    const ending = await list(many(2));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '2', changed: 'true', 'error-codes': '9109' } });
    expect(errorsOf(ending)).toEqual(matching(/could not be verified/));
  });

  test('of great length, for every one of many entries, does not make the result file large', async () => {
    await start(
      { surfaces: 'patch-only' },
      { method: 'WRITE', effect: { kind: 'status', status: 400, code: 1146, message: 'long '.repeat(20_000) } },
    );
    const ending = await list(many(30));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '30' } });
    expect(JSON.stringify(ending.result).length).toBeLessThan(100_000);
    expect(entriesOf(ending)[0]?.message).toMatch(/1146/);
  });
});

describe('A list that is not one', () => {
  test.each(['GET garbage', 'GET wrong-types result', 'GET wrong-types envelope'])(
    'fails the run before any write: %s',
    async (fault) => {
      await start({ mappings: many(2) }, fault);
      const ending = await register();
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
      expect(errorsOf(ending)).toHaveLength(1);
      expect(writes(emulator)).toEqual([]);
    },
  );

  test('in no field is carried along, and what was written cannot be found in it', async () => {
    await start({ mappings: many(2) }, 'GET wrong-types fields');
    const ending = await register();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'true' } });
    expect(warningsOf(ending)).toContainEqual(
      expect.stringContaining("2 rows of the zone's list are not as documented"),
    );
    expect(errorsOf(ending)).toHaveLength(1);
  });

  test('of v2 pages whose numbers are missing is not taken for whole', async () => {
    await start({ surfaces: 'v2', mappings: many(250) }, 'GET /origin/cloud_regions$ wrong-types info');
    const ending = await register({ 'on-conflict': 'fail' });
    if (ending.exitCode === 0) expect(ending.outputs.count).toBe('251');
    else expect(writes(emulator)).toEqual([]);
  });
});
