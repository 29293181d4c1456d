import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { DEFAULTS } from '../../emulator/options.ts';
import { at, type Ending, runSource } from '../support/action.ts';
import { writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, matching } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const OTHER = { id: 'a'.repeat(32), name: 'other.example' };

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({
    otherZones: [
      OTHER,
      { id: 'b'.repeat(32), name: 'moved.example', status: 'moved' },
      { id: DEFAULTS.zoneId, name: 'moved.example', status: 'active' },
      { id: 'c'.repeat(32), name: 'twice.example', status: 'pending' },
      { id: 'd'.repeat(32), name: 'twice.example', status: 'moved' },
      { id: 'e'.repeat(32), name: 'both.example', status: 'active' },
      { id: 'f'.repeat(32), name: 'both.example', status: 'active' },
      { id: DEFAULTS.zoneId, name: 'pending.example', status: 'pending' },
      { id: DEFAULTS.zoneId, name: 'xn--bcher-kva.example' },
      { id: DEFAULTS.zoneId, name: 'münchen.example' },
    ],
  });
});
beforeEach(() => {
  emulator.seed(0);
  emulator.clearFaults();
  emulator.forget();
});
afterAll(() => emulator.close());

const register = (inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
  runSource({ inputs: at(emulator, { ...ONE, ...inputs }), env });
const asked = () => emulator.requests.filter(({ path }) => path === '/zones').map(({ query }) => query.name);
const zonePath = (ending: Ending) => ending.outputs['zone-id'];

/** Failed on its inputs, before any request. */
function refused(ending: Ending, message: RegExp): void {
  expect(emulator.requests).toEqual([]);
  expect(errorsOf(ending)).toEqual(matching(message));
  expect(ending).toMatchObject({ exitCode: 1, outputs: { 'zone-id': '', changed: 'false' } });
}

describe('A zone', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['by its ID', {}, {}],
    ['by its ID in upper case', { zone: DEFAULTS.zoneId.toUpperCase() }, {}],
    ['by CLOUDFLARE_ZONE_ID', { zone: ' ' }, { CLOUDFLARE_ZONE_ID: DEFAULTS.zoneId }],
    ['by the input rather than the environment', {}, { CLOUDFLARE_ZONE_ID: OTHER.id }],
  ])('is given %s, without a look-up', async (_, inputs, env) => {
    const ending = await register(inputs, env);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
    expect(asked()).toEqual([]);
  });

  test.each(['example.com', 'EXAMPLE.Com', 'example.com.'])('is found by its name, %s', async (zone) => {
    const ending = await register({ zone });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(zonePath(ending)).toBe(emulator.zoneId);
    expect(asked()).toEqual(['example.com']);
  });

  test.each([
    ['bücher.example', ['xn--bcher-kva.example']],
    ['XN--BCHER-KVA.example', ['xn--bcher-kva.example']],
    ['münchen.example', ['xn--mnchen-3ya.example', 'münchen.example']],
    ['xn--mnchen-3ya.example', ['xn--mnchen-3ya.example', 'münchen.example']],
  ])('with an internationalised name is asked for in ASCII, then in Unicode: %s', async (zone, names) => {
    const ending = await register({ zone });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId } });
    expect(asked()).toEqual(names);
  });

  test('of a name that exists twice is the active one', async () => {
    const ending = await register({ zone: 'moved.example' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test.each([
    ['twice.example', ['c', 'd'], /pending.*moved/],
    ['both.example', ['e', 'f'], /active.*active/],
  ])('of which not exactly one is active is an error with their IDs and states: %s', async (zone, ids, states) => {
    const ending = await register({ zone });
    const [error] = errorsOf(ending);
    for (const id of ids) expect(error).toContain(id.repeat(32));
    expect(error).toMatch(states);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
    expect(writes(emulator)).toEqual([]);
  });

  test('that is alone is taken whatever its state', async () => {
    expect(await register({ zone: 'pending.example' })).toMatchObject({
      exitCode: 0,
      outputs: { 'zone-id': emulator.zoneId, created: '1' },
    });
  });

  test('that the credential does not see is told with the permission and the other way', async () => {
    const ending = await register({ zone: 'exmaple.com' });
    expect(errorsOf(ending)).toEqual(matching(/"exmaple\.com".*Zone: Read.*zone's ID/));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'zone-id': '', failed: '1', 'error-codes': '' } });
    expect(entriesOf(ending)).toMatchObject([{ ip: '192.0.2.1', message: expect.stringMatching(/not attempted/) }]);
    expect(emulator.requests.map(({ path }) => path)).toEqual(['/zones']);
  });

  test('of which the look-up is refused is told with the permission', async () => {
    emulator.fault('/zones status 403 code=9109');
    const ending = await register({ zone: 'example.com' });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '9109' } });
    expect(errorsOf(ending)).toEqual(matching(/Zone: Read/));
  });

  test.each(['localhost', '023e105f', 'https://example.com/', 'exa mple.com', '192.0.2.1'])(
    'is not %s',
    async (zone) => {
      const ending = await register({ zone });
      refused(ending, /^Input zone: ".*" is not a zone: give the zone ID \(32 hex digits.*domain name/);
      expect(errorsOf(ending)[0]).toContain(JSON.stringify(zone));
    },
  );

  test('that nobody names is asked for', async () => {
    refused(await register({ zone: '' }), /^No zone is given: set the input zone \(or CLOUDFLARE_ZONE_ID\)/);
  });

  test('that does not exist is one error before any plan and any write', async () => {
    const none = await startEmulator({ surfaces: 'none' });
    try {
      const ending = await runSource({ inputs: at(none, ONE) });
      expect(errorsOf(ending)).toEqual(matching(/zone ID.*(?:credential|token).*access.*api-base-url/));
      expect(ending.annotations).toHaveLength(1);
      expect(ending.log).not.toMatch(/::group::Plan|to update|to create/);
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false', 'error-codes': '' } });
    } finally {
      await none.close();
    }
  });
});

describe('A zone in the mappings', () => {
  const file = (zone: string) => ({
    'origins.yaml': `zone: ${zone}\nmappings:\n  - { ip: 192.0.2.1, vendor: aws, region: us-east-1 }\n`,
  });
  const listed = (zone: string, inFile: string) =>
    runSource({ inputs: at(emulator, { 'mappings-file': 'origins.yaml', zone }), files: file(inFile) });

  test.each<[string, string, string]>([
    ['alone', '', DEFAULTS.zoneId],
    ['alone, by name', '', 'Example.com'],
    ['beside the same input', DEFAULTS.zoneId, DEFAULTS.zoneId.toUpperCase()],
    ['beside the same input by name', 'example.com', 'EXAMPLE.com.'],
    ['by name beside an input by ID', DEFAULTS.zoneId, 'example.com'],
    ['by ID beside an input by name', 'example.com', DEFAULTS.zoneId],
    ['in another form of the same name', 'bücher.example', 'xn--bcher-kva.example'],
  ])('counts %s', async (_, zone, inFile) => {
    const ending = await listed(zone, inFile);
    expect(errorsOf(ending)).toEqual([]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { 'zone-id': emulator.zoneId, created: '1' } });
  });

  test.each<[string, string, string]>([
    ['ID', DEFAULTS.zoneId, OTHER.id],
    ['name', 'example.com', OTHER.name],
  ])('must agree with the input: another %s', async (_, zone, inFile) => {
    const ending = await listed(zone, inFile);
    refused(ending, new RegExp(`zone: "${inFile}" is not the zone of the input.*"${zone}".*give one of them`));
    expect(ending.annotations[0]?.properties).toMatchObject({ file: 'origins.yaml', line: '1', col: '7' });
  });

  test.each<[string, string]>([
    [DEFAULTS.zoneId, OTHER.name],
    [OTHER.name, DEFAULTS.zoneId],
  ])('is compared by ID: %s is not %s, and nothing is written', async (zone, inFile) => {
    const ending = await listed(zone, inFile);
    expect(errorsOf(ending)).toEqual(matching(/zone.*give one of them/));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false', failed: '1' } });
    expect(writes(emulator)).toEqual([]);
  });

  test('that is none is told at its place', async () => {
    const ending = await listed('', 'nowhere');
    refused(ending, /zone: "nowhere" is not a zone: give the zone ID/);
    expect(ending.annotations[0]?.properties).toMatchObject({ file: 'origins.yaml', line: '1', col: '7' });
  });

  test('may be missing where the input names it, and else is asked for', async () => {
    const mappings = '[{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"}]';
    refused(
      await runSource({ inputs: at(emulator, { zone: '', mappings }) }),
      /^No zone is given: .* or name it in the mappings as "zone"/,
    );
    expect((await runSource({ inputs: at(emulator, { mappings }) })).exitCode).toBe(0);
  });
});
