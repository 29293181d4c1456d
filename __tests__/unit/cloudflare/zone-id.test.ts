import { describe, expect, test } from '@jest/globals';
import { findZoneId } from '../../../src/cloudflare/zone-id.ts';
import type { ZoneReference } from '../../../src/domain/zone-reference.ts';
import { failure, type ScriptedAnswer, scripted, success } from '../../support/cloudflare.ts';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const named = (ascii: string, unicode = ascii): ZoneReference => ({ kind: 'name', ascii, unicode });
const BUECHER = named('xn--bcher-kva.example', 'bücher.example');
const zone = (id: string, name: string, status = 'active') => ({ id, name, status });

/** The API of these zones; the name is compared as it is spelled. */
const zones = (...rows: readonly { readonly id: string; readonly name: string }[]) =>
  scripted(({ path }): ScriptedAnswer => {
    const name = new URL(path, 'https://api.test').searchParams.get('name');
    return success(rows.filter((row) => row.name === name));
  });

describe('A zone', () => {
  test('given by its ID needs no request', async () => {
    const { api, requests } = zones();
    await expect(
      findZoneId(
        [
          { kind: 'id', id: A },
          { kind: 'id', id: A },
        ],
        api,
      ),
    ).resolves.toBe(A);
    expect(requests).toEqual([]);
  });

  test('given twice by its name is looked up once', async () => {
    const { api, requests } = zones(zone(A, 'example.com'));
    await expect(findZoneId([named('example.com'), named('example.com')], api)).resolves.toBe(A);
    expect(requests.map(({ path }) => path)).toEqual(['/zones?name=example.com']);
  });

  test.each(['pending', 'moved', ''])('that is the only one of its name is taken in any state: %p', async (status) => {
    await expect(findZoneId([named('example.com')], zones(zone(A, 'example.com', status)).api)).resolves.toBe(A);
  });

  test.each(['xn--bcher-kva.example', 'bücher.example'])('is found when the API spells its name %s', async (name) => {
    const { api, requests } = zones(zone(A, name));
    await expect(findZoneId([BUECHER], api)).resolves.toBe(A);
    const asked = ['/zones?name=xn--bcher-kva.example', '/zones?name=b%C3%BCcher.example'];
    expect(requests.map(({ path }) => path)).toEqual(name === 'bücher.example' ? asked : asked.slice(0, 1));
  });

  test('is found when the API answers the other spelling, or capitals', async () => {
    for (const name of ['bücher.example', 'XN--BCHER-KVA.example'])
      await expect(findZoneId([BUECHER], scripted(() => success([zone(A, name)])).api)).resolves.toBe(A);
  });

  test('is the one that is active, of several of a name', async () => {
    const { api } = zones(zone(B, 'example.com', 'moved'), zone(A, 'example.com'), zone('c', 'example.com'));
    await expect(findZoneId([named('example.com')], api)).resolves.toBe(A);
  });

  test.each<[string, string, string]>([
    ['None', 'moved', 'pending'],
    ['More than one', 'active', 'active'],
  ])('is not guessed: %s of several is active', async (words, first, second) => {
    const { api } = zones(zone(A, 'example.com', first), zone(B, 'example.com', second));
    await expect(findZoneId([named('example.com')], api)).rejects.toMatchObject({
      kind: 'refused',
      message: `${words} of the 2 zones named "example.com" is active: ${A} ("${first}"), ${B} ("${second}"). Set zone to the ID of the right one`,
    });
  });

  test('is not guessed among very many, and ten are listed', async () => {
    const rows = Array.from({ length: 12 }, (_, index) => zone(index.toString(16).repeat(32), 'example.com', ''));
    await expect(findZoneId([named('example.com')], zones(...rows).api)).rejects.toThrow(
      `${'9'.repeat(32)} ("state unknown") and 2 more. Set zone`,
    );
  });

  test.each<[string, ZoneReference, unknown]>([
    ['"example.com"', named('example.com'), []],
    ['"example.com"', named('example.com'), null],
    ['"example.com"', named('example.com'), [zone(A, 'sub.example.com')]],
    ['"example.com"', named('example.com'), [zone('not-an-id', 'example.com')]],
    ['"bücher.example" ("xn--bcher-kva.example")', BUECHER, [zone(A, 'bucher.example')]],
  ])('that is not there is an error: %s', async (shown, reference, rows) => {
    await expect(findZoneId([reference], scripted(() => success(rows)).api)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`No zone named ${shown} is visible to this credential. Check the spelling`),
    });
  });

  test.each([
    ['denied', failure(403, 9109)],
    ['no-route', failure(404, 7003)],
  ])('cannot be looked up where that is %s', async (kind, answer) => {
    const error = await findZoneId([named('example.com')], scripted(() => answer).api).catch((failed) => failed);
    expect(error).toMatchObject({ kind });
    expect(error.message).toMatch(
      /^The zone "example\.com" cannot be looked up: Cloudflare answered .* Zone: Read as well/,
    );
    expect(error.message).not.toContain('Zone Settings');
  });

  test('that does not answer is reported as it is', async () => {
    await expect(findZoneId([named('example.com')], scripted(() => failure(400, 1)).api)).rejects.toThrow(
      /^Cloudflare answered 1 /,
    );
  });

  test('is one: references to two are an error', async () => {
    const { api } = zones(zone(A, 'example.com'), zone(B, 'example.net'));
    await expect(findZoneId([named('example.com'), named('example.net')], api)).rejects.toMatchObject({
      kind: 'refused',
      message: `The input zone (or CLOUDFLARE_ZONE_ID) means the zone ${A}, and the mappings file names the zone ${B}: give one of them, or the same`,
    });
    await expect(findZoneId([named('example.com'), { kind: 'id', id: A }], api)).resolves.toBe(A);
  });

  test('has to be given', async () => {
    await expect(findZoneId([], zones().api)).rejects.toThrow('No zone is given');
  });
});
