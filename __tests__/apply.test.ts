import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import type { Address } from '../src/domain/address.ts';
import type { ApiVersion } from '../src/domain/result.ts';
import { isChange } from '../src/plan.ts';
import { connect } from '../src/zone/connect.ts';
import { Failure } from '../src/zone/failure.ts';
import { oneZoneIdOf } from '../src/zone/lookup.ts';
import { type Carried, type CarryOptions, carryOut, many, reach, wanted, writes } from './fixtures/zone.ts';
import { manyRuns } from './many-runs.ts';

let emulator: Emulator;
const start = async (options: EmulatorOptions = {}) => {
  emulator = await startEmulator(options);
  return emulator;
};
afterEach(() => emulator.close());

type Seed = ReturnType<typeof many>[number];
const EAST = { vendor: 'aws', region: 'us-east-1' };
const WEST = { vendor: 'aws', region: 'us-west-2' };
const [A, B, C] = many(3) as [Seed, Seed, Seed];
const ips = (...list: readonly { ip: string }[]) => list.map(({ ip }) => ({ ip: ip as Address }));
const outcomes = ({ outcomes: list }: Carried) => list.map(({ outcome }) => outcome);
const reads = () => emulator.requests.filter(({ method }) => method === 'GET').length;
const VERSIONS: ApiVersion[] = ['v1', 'v2'];

describe.each(VERSIONS)('On %s', (version) => {
  const write = version === 'v1' ? 'PATCH' : 'PUT';

  test('one change is one write', async () => {
    await start({ surfaces: version });
    const read = { before: 0 };
    const goal = { present: wanted(A), absent: ips(B) };
    const done = await carryOut(emulator, goal, { before: () => (read.before = reads()) });
    expect(done).toMatchObject({ changed: true, outcomes: [{ outcome: 'created' }, { outcome: 'unchanged' }] });
    expect(writes(emulator)).toEqual([version === 'v1' ? 'PATCH ' : `PUT /${A.ip}`]);
    // On v1 its own answer is the whole list.
    expect(reads() - read.before).toBe(version === 'v1' ? 0 : 1);
    expect([...(done.list?.values() ?? [])]).toMatchObject([A]);
  });

  test('nothing to do is no write', async () => {
    await start({ surfaces: version, mappings: [A] });
    const done = await carryOut(emulator, { present: wanted(A), absent: ips(B) });
    expect(outcomes(done)).toEqual(['unchanged', 'unchanged']);
    expect(done).toMatchObject({ changed: false });
    expect(writes(emulator)).toEqual([]);
    expect(done.list?.size).toBe(1);
  });

  test('what is skipped stays as it is', async () => {
    await start({ surfaces: version, mappings: [A] });
    const goal = { present: wanted({ ...A, ...WEST }, B) };
    const done = await carryOut(emulator, goal, { policy: { onConflict: 'skip' } });
    expect(done.outcomes).toMatchObject([
      { outcome: 'skipped', message: expect.stringContaining('left as it is (on-conflict: skip)') },
      { outcome: 'created' },
    ]);
    expect(emulator.mappings()).toEqual([A, B]);
  });

  test('many go in batches of at most 100, one after another, updates first, then creates, then removals', async () => {
    const held = many(350, 'us-west-2');
    await start({ surfaces: version, mappings: held });
    const present = wanted(...many(101), ...many(102, 'us-east-1', '198.51'));
    const done = await carryOut(emulator, { present, absent: ips(...held.slice(150, 253)) });
    expect(writes(emulator)).toEqual([
      `${write} /batch 100`,
      `${write} ${version === 'v1' ? '' : '/203.0.0.100'}`,
      `${write} /batch 100`,
      `${write} /batch 2`,
      'DELETE /batch 100',
      'DELETE /batch 3',
    ]);
    expect(emulator.concurrency.writes).toBe(1);
    expect(done.outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  test('removals come first only as far as the limit forces it', async () => {
    const held = many(3498);
    await start({ surfaces: version, mappings: held });
    const fresh = many(5, 'us-east-1', '198.51');
    const done = await carryOut(emulator, { present: wanted(...fresh), absent: ips(...held.slice(0, 8)) });
    expect(writes(emulator)).toEqual(['DELETE /batch 3', `${write} /batch 5`, 'DELETE /batch 5']);
    expect(outcomes(done)).toEqual([...Array(5).fill('created'), ...Array(8).fill('removed')]);
    expect(done.list?.size).toBe(3495);
  });

  test('1164 that only the API knows ends the creating, and nothing else', async () => {
    const held = many(4, 'us-west-2');
    await start({ surfaces: version, mappings: held, limit: 4 });
    const fresh = many(150, 'us-east-1', '198.51');
    const goal = { present: wanted(...fresh, { ...A, ...EAST }), absent: ips(held[3] as typeof A) };
    const done = await carryOut(emulator, goal);
    expect(writes(emulator)).toEqual([
      version === 'v1' ? 'PATCH ' : `PUT /${A.ip}`,
      `${write} /batch 100`,
      `DELETE /${held[3]?.ip}`,
    ]);
    expect(done.outcomes.slice(0, 150)).toEqual(
      fresh.map(({ ip }) => ({
        ip,
        target: EAST,
        outcome: 'failed',
        code: 1164,
        message: expect.stringMatching(
          /^Cloudflare takes no more mappings in this zone \(code 1164\): it holds 4, the run asked for 150 new ones/,
        ),
      })),
    );
    expect(outcomes(done).slice(150)).toEqual(['updated', 'removed']);
  });

  test('1164 against an update has the words for that code too', async () => {
    await start({ surfaces: version, mappings: many(2, 'us-west-2') });
    emulator.fault('WRITE status 403 code=1164');
    const done = await carryOut(emulator, { present: wanted(A) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164, message: expect.stringMatching(/takes no more mappings .*code 1164/) },
    ]);
  });

  test('what a batch refuses is sent once more alone, to learn its code', async () => {
    await start({ surfaces: version, mappings: [B] });
    const wrong = { ip: C.ip, vendor: 'aws', region: 'mars-1' };
    const done = await carryOut(emulator, { present: wanted(A, wrong), absent: ips(B) }, { judge: false });
    expect(writes(emulator)).toEqual([
      `${write} /batch 2`,
      version === 'v1' ? 'PATCH ' : `PUT /${C.ip}`,
      `DELETE /${B.ip}`,
    ]);
    expect(done.outcomes).toMatchObject([
      { outcome: 'created' },
      { outcome: 'failed', code: 1157, message: expect.stringContaining('no region "mars-1" of "aws"') },
      { outcome: 'removed' },
    ]);
  });

  test('after ten such lessons the rest keep the batch’s words', async () => {
    await start({ surfaces: version });
    const list = [...many(12, 'mars-1'), ...many(3, 'us-east-1', '198.51')];
    const done = await carryOut(emulator, { present: wanted(...list) }, { judge: false });
    expect(writes(emulator)).toHaveLength(11);
    const failed = done.outcomes.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter((one) => 'code' in one && one.code === 1157)).toHaveLength(10);
    expect(failed.slice(10)).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^Cloudflare answered: The vendor provided/) }),
      expect.objectContaining({ message: expect.stringMatching(/^Cloudflare answered: The vendor provided/) }),
    ]);
    expect(outcomes(done).slice(12)).toEqual(['created', 'created', 'created']);
  });

  test('1164 for an item sent alone ends the creating, lessons included', async () => {
    await start({ surfaces: version });
    emulator.fault(`@${A.ip} item "no more" code=1164`);
    emulator.fault(`@${B.ip} item "not now" code=1146`);
    const done = await carryOut(emulator, { present: wanted(A, B, C) });
    expect(writes(emulator)).toHaveLength(2);
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164 },
      { outcome: 'failed', message: 'Cloudflare answered: not now' },
      { outcome: 'created' },
    ]);
  });

  test('a cancel before an item is sent alone leaves it with the batch’s words', async () => {
    await start({ surfaces: version });
    emulator.fault(`@${A.ip} item "not now" code=1146`);
    const before: CarryOptions['before'] = ({ stop }) => {
      emulator.onAnswer = () => stop.abort();
    };
    const done = await carryOut(emulator, { present: wanted(A, B) }, { before });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', message: 'Cloudflare answered: not now' },
      { outcome: 'created' },
    ]);
    expect(writes(emulator)).toHaveLength(1);
  });

  test('what was as wanted and is lost by another run’s write is written again', async () => {
    await start({ surfaces: version, mappings: [C] });
    const goal = { present: wanted(A, B, C) };
    const done = await carryOut(emulator, goal, { before: () => emulator.remove(C.ip) });
    expect(outcomes(done)).toEqual(['created', 'created', 'unchanged']);
    expect(done.notices).toHaveLength(1);
    expect(emulator.mappings()).toEqual([A, B, C]);
  });

  test('what was as wanted, is lost and refused when it is written again is a failure', async () => {
    await start({ surfaces: version, mappings: [C] });
    emulator.fault(`@${C.ip} status 400 code=1146`);
    const done = await carryOut(emulator, { present: wanted(A, B, C) }, { before: () => emulator.remove(C.ip) });
    expect(done.outcomes.slice(2)).toMatchObject([{ ip: C.ip, outcome: 'failed', code: 1146 }]);
    expect(writes(emulator)).toHaveLength(2);
    expect(done.notices).toHaveLength(1);
  });

  test('a long writing is told now and then', async () => {
    await start({ surfaces: version });
    expect((await carryOut(emulator, { present: wanted(...many(1150)) })).progress).toEqual(['1000 of 1150 sent']);
  });

  test('what was as wanted and is changed by another run is a failure, and is not overwritten', async () => {
    await start({ surfaces: version, mappings: [C] });
    const late = { ip: '192.0.2.9', ...EAST };
    const goal = { present: wanted(A, B, C), absent: ips(late) };
    const done = await carryOut(emulator, goal, { before: () => emulator.put({ ...C, ...WEST }, late) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'created' },
      { outcome: 'created' },
      { outcome: 'failed', message: expect.stringContaining('another run wrote it after this run had read the list') },
      { outcome: 'failed', message: expect.stringContaining('another run wrote it after this run had read the list') },
    ]);
    expect(emulator.mappings()).toHaveLength(4);
  });

  test('an item that a batch refuses and that is taken alone is written', async () => {
    await start({ surfaces: version });
    emulator.fault(`@${B.ip} /batch item "internal error"`);
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(outcomes(done)).toEqual(['created', 'created']);
  });

  test('a batch that is refused as a whole is learned from, item by item', async () => {
    await start({ surfaces: version });
    emulator.fault('/batch status 400 code=1146');
    const done = await carryOut(emulator, { present: wanted(...many(12)) });
    expect(outcomes(done)).toEqual(Array(12).fill('created'));
    expect(writes(emulator)).toHaveLength(13);
  });

  test.each(['status 503', 'status 503 after', 'reset', 'reset after', 'half', 'garbage', 'status 429 retry-after=9'])(
    'a batch that meets "%s" is sent again',
    async (effect) => {
      await start({ surfaces: version, mappings: [B, C] });
      emulator.fault(`WRITE /batch #1 ${effect}`);
      const done = await carryOut(emulator, { absent: ips(B, C) });
      expect(outcomes(done)).toEqual(['removed', 'removed']);
      expect(writes(emulator)).toEqual(['DELETE /batch 2', 'DELETE /batch 2']);
      expect(emulator.mappings()).toEqual([]);
    },
  );

  test('a removal alone that was done by a try whose answer was lost is a removal', async () => {
    await start({ surfaces: version, mappings: [A] });
    emulator.fault('DELETE #1 reset after');
    expect(outcomes(await carryOut(emulator, { absent: ips(A) }))).toEqual(['removed']);
    emulator.seed([A]);
    emulator.clearFaults();
    emulator.fault('DELETE #1 reset after');
    const blind = { before: () => emulator.fault('GET status 500') };
    expect(outcomes(await carryOut(emulator, { absent: ips(A) }, blind))).toEqual(['removed']);
  });

  test('what somebody else removed in the meantime is unchanged, alone and in a batch', async () => {
    await start({ surfaces: version, mappings: [A, B, C] });
    const gone = { before: () => emulator.remove(A.ip, B.ip) };
    expect(outcomes(await carryOut(emulator, { absent: ips(A, B, C) }, gone))).toEqual([
      'unchanged',
      'unchanged',
      'removed',
    ]);
    emulator.seed([A]);
    expect(await carryOut(emulator, { absent: ips(A) }, gone)).toMatchObject({
      outcomes: [{ outcome: 'unchanged' }],
      changed: false,
    });
  });

  test('a removal that a batch refuses and that is still there is sent alone', async () => {
    await start({ surfaces: version, mappings: [A, B, C] });
    emulator.fault(`@${A.ip} /batch item "internal error"`);
    emulator.fault(`@${B.ip} item "not allowed" code=1146`);
    const done = await carryOut(emulator, { absent: ips(A, B, C) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'removed' },
      { outcome: 'failed', code: 1146, message: expect.stringContaining('not allowed') },
      { outcome: 'removed' },
    ]);
    expect(emulator.mappings()).toEqual([B]);
    expect(done.notices).toEqual([]);
  });

  test('a removal that is refused alone is no cause for advice about regions', async () => {
    await start({ surfaces: version, mappings: [A] });
    emulator.fault('DELETE status 400 code=1157');
    const [outcome] = (await carryOut(emulator, { absent: ips(A) })).outcomes;
    expect(outcome).toMatchObject({ outcome: 'failed', code: 1157, message: expect.not.stringContaining('no region') });
  });

  test('a write without an answer counts by what the zone holds', async () => {
    await start({ surfaces: version });
    emulator.fault('WRITE reset after');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(done).toMatchObject({ changed: true, outcomes: [{ outcome: 'created' }, { outcome: 'created' }] });
    emulator.clearFaults();
    emulator.fault('WRITE status 500');
    const failed = await carryOut(emulator, { present: wanted(C) });
    expect(failed).toMatchObject({
      changed: false,
      outcomes: [{ outcome: 'failed', code: 1140, message: expect.stringContaining('after 5 tries') }],
    });
    emulator.clearFaults();
    emulator.fault('WRITE reset');
    const [reset] = (await carryOut(emulator, { present: wanted(C) })).outcomes;
    expect(reset).toMatchObject({ outcome: 'failed', message: expect.stringContaining('cannot be reached') });
    expect(reset).not.toHaveProperty('code');
  });

  test('a lost write is written again, with a notice', async () => {
    await start({ surfaces: version });
    emulator.fault('WRITE #1-2 lost-write');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(outcomes(done)).toEqual(['created', 'created']);
    expect(done.notices).toEqual([
      "Another run overwrote the zone's record: 2 of this run's writes are missing and are sent again",
      "Another run overwrote the zone's record: 2 of this run's writes are missing and are sent again",
    ]);
    expect(emulator.mappings()).toEqual([A, B]);
  });

  test('a write that is lost three times is a failure', async () => {
    await start({ surfaces: version });
    emulator.fault('WRITE lost-write');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(writes(emulator)).toHaveLength(3);
    expect(done.outcomes).toMatchObject(
      [A, B].map(() => ({ outcome: 'failed', message: expect.stringContaining('It was sent 3 times.') })),
    );
    expect(done).toMatchObject({ changed: true });
    expect(done.list?.size).toBe(0);
  });

  test('a lost removal is removed again', async () => {
    await start({ surfaces: version, mappings: [A, B] });
    emulator.fault('WRITE #1 lost-write');
    expect(outcomes(await carryOut(emulator, { absent: ips(A, B) }))).toEqual(['removed', 'removed']);
    expect(emulator.mappings()).toEqual([]);
  });

  test('a lost write is not sent again once nothing more can be sent', async () => {
    await start({ surfaces: version });
    emulator.fault('WRITE /batch #1 lost-write');
    emulator.fault('WRITE #2- status 403');
    const done = await carryOut(emulator, { present: wanted(...many(101)) });
    expect(done.outcomes[0]).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('It was not sent again: Cloudflare answered 10000'),
    });
    expect(done.outcomes[100]).toMatchObject({ outcome: 'failed', code: 10000 });
    expect(writes(emulator)).toHaveLength(2);
  });

  test('a denied credential ends the writing; the rest say that they were not attempted', async () => {
    await start({ surfaces: version, readOnly: true, mappings: [C] });
    const done = await carryOut(emulator, { present: wanted(A, B), absent: ips(C) });
    expect(writes(emulator)).toEqual([`${write} /batch 2`]);
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 9109, message: expect.stringContaining('Zone Settings: Edit') },
      { outcome: 'failed', code: 9109 },
      { outcome: 'failed', message: expect.stringMatching(/^was not attempted: Cloudflare answered 9109/) },
    ]);
    expect(done.changed).toBe(false);
  });

  test('a list that cannot be read any more leaves the outcomes as the answers said, unverified', async () => {
    await start({ surfaces: version, mappings: [C] });
    const done = await carryOut(
      emulator,
      { present: wanted(A, B), absent: ips(C) },
      { before: () => emulator.fault('GET status 500') },
    );
    expect(outcomes(done)).toEqual(['created', 'created', 'removed']);
    expect(done.unverified).toMatchObject({ kind: 'unanswered' });
    expect(done.list).toBeUndefined();
  });

  test('a removal in a batch’s own words stays failed where the list cannot be read any more', async () => {
    await start({ surfaces: version, mappings: [A, B] });
    emulator.fault(`@${A.ip} /batch item "internal error"`);
    const done = await carryOut(emulator, { absent: ips(A, B) }, { before: () => emulator.fault('GET status 500') });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', message: 'Cloudflare answered: internal error' },
      { outcome: 'removed' },
    ]);
  });

  test('what a batch does not mention counts by the list', async () => {
    await start({ surfaces: version });
    const mute = async (url: string, init: RequestInit) => {
      const response = await fetch(url, init);
      if (!url.endsWith('/batch')) return response;
      const answer = { succeeded: [], failed: [] };
      return Response.json({ success: true, result: version === 'v1' ? { value: answer } : answer });
    };
    const done = await carryOut(emulator, { present: wanted(A, B) }, { transport: { fetch: mute } });
    expect(outcomes(done)).toEqual(['created', 'created']);
    emulator.fault('WRITE lost-write');
    const fresh = wanted(...many(2, 'us-east-1', '198.51'));
    const [lost] = (await carryOut(emulator, { present: fresh }, { transport: { fetch: mute } })).outcomes;
    expect(lost).toMatchObject({ outcome: 'failed', message: 'Cloudflare did not say what became of it' });
  });

  test('where batches are not routed, single writes do', async () => {
    await start({ surfaces: version });
    emulator.fault('/batch status 404 html');
    const done = await carryOut(emulator, { present: wanted(A, B, C) });
    expect(outcomes(done)).toEqual(['created', 'created', 'created']);
    expect(writes(emulator)).toHaveLength(5);
    expect(writes(emulator).slice(2)).toEqual([A, B, C].map(({ ip }) => (version === 'v1' ? 'PATCH ' : `PUT /${ip}`)));
  });

  test('a cancel ends the writing, and what was not sent says so', async () => {
    await start({ surfaces: version });
    const stopped = { current: () => {} };
    emulator.onAnswer = ({ method }) => (method === 'GET' ? undefined : stopped.current());
    const done = await carryOut(
      emulator,
      { present: wanted(...many(150)) },
      {
        before: ({ stop }) => {
          stopped.current = () => stop.abort();
        },
      },
    );
    expect(writes(emulator)).toEqual([`${write} /batch 100`]);
    expect(outcomes(done)).toEqual([...Array(100).fill('created'), ...Array(50).fill('failed')]);
    expect(done.outcomes[100]).toMatchObject({ message: 'was not attempted: The run was cancelled' });
    expect(done.unverified).toMatchObject({ kind: 'cancelled' });
  });

  test('a run that is out of time before its first write has changed nothing, and knows the list', async () => {
    await start({ surfaces: version, mappings: [C] });
    const done = await carryOut(emulator, { present: wanted(A) }, { before: ({ clock }) => clock.pass(400_000) });
    expect(done.outcomes).toMatchObject([
      { message: expect.stringMatching(/^was not attempted: The time for the run/) },
    ]);
    expect(done).toMatchObject({ changed: false });
    expect(done.list?.size).toBe(1);
    expect(done.unverified).toBeUndefined();
  });

  test('a zone without a record is an empty list', async () => {
    await start({ surfaces: version });
    emulator.fault('GET status 404 code=1142');
    const { list } = await connect(reach(emulator).api, emulator.zoneId, version, () => undefined);
    expect(list?.size).toBe(0);
  });

  test('a list that is right is read once after the writing', async () => {
    await start({ surfaces: version });
    const read = { before: 0 };
    await carryOut(emulator, { present: wanted(A, B) }, { before: () => (read.before = reads()) });
    expect(reads() - read.before).toBe(1);
  });

  test('what was lost and what a batch has other words for are both seen to', async () => {
    await start({ surfaces: version, mappings: many(2, 'us-east-1', '198.51') });
    emulator.fault('WRITE #1 lost-write');
    const absent = ips(...many(2, 'us-east-1', '198.51'));
    for (const { ip } of absent) emulator.fault(`@${ip} /batch #1 item "internal error"`);
    const done = await carryOut(emulator, { present: wanted(A, B), absent });
    expect(outcomes(done)).toEqual(['created', 'created', 'removed', 'removed']);
  });

  test('what was not sent and is so by another’s hand is unchanged', async () => {
    await start({ surfaces: version, readOnly: true, mappings: [C] });
    const goal = { present: wanted(A, B), absent: ips(C) };
    const done = await carryOut(emulator, goal, { before: () => emulator.remove(C.ip) });
    expect(outcomes(done)).toEqual(['failed', 'failed', 'unchanged']);
    expect(done.changed).toBe(false);
  });

  test('a removal that is said to be gone and is still there is sent again', async () => {
    await start({ surfaces: version, mappings: [A] });
    emulator.fault('DELETE #1 status 404 code=1163');
    expect(outcomes(await carryOut(emulator, { absent: ips(A) }))).toEqual(['removed']);
    expect(writes(emulator)).toHaveLength(2);
  });

  test('what was as wanted, is written again and lost again is written once more', async () => {
    await start({ surfaces: version, mappings: [C] });
    emulator.fault('WRITE #2 lost-write');
    const done = await carryOut(emulator, { present: wanted(A, B, C) }, { before: () => emulator.remove(C.ip) });
    expect(outcomes(done)).toEqual(['created', 'created', 'unchanged']);
    expect(writes(emulator)).toHaveLength(3);
    expect(emulator.mappings()).toEqual([A, B, C]);
  });

  test('what another run changed and set right again in the meantime is unchanged', async () => {
    await start({ surfaces: version, mappings: [C] });
    emulator.fault('WRITE #1 lost-write');
    emulator.onAnswer = ({ method }) => {
      if (method !== 'GET' && writes(emulator).length === 2) emulator.put(C);
    };
    const goal = { present: wanted(A, B, C) };
    const done = await carryOut(emulator, goal, { before: () => emulator.put({ ...C, ...WEST }) });
    expect(outcomes(done)).toEqual(['created', 'created', 'unchanged']);
  });

  test('the words for 1164 count what this run has written and removed', async () => {
    const fresh = many(101, 'us-east-1', '198.51');
    await start({ surfaces: version, mappings: many(4), limit: 104 });
    const grown = await carryOut(emulator, { present: wanted(...fresh) });
    expect(grown.outcomes[99]).toMatchObject({ outcome: 'created' });
    expect(grown.outcomes[100]).toMatchObject({
      message: expect.stringContaining('it holds 104, the run asked for 101 new ones'),
    });
    const held = many(3499);
    emulator.seed(held);
    const goal = { present: wanted(...fresh.slice(0, 3)), absent: ips(...held.slice(0, 2)) };
    const shrunk = await carryOut(emulator, goal);
    expect(outcomes(shrunk)).toEqual(['failed', 'failed', 'failed', 'removed', 'removed']);
    expect(shrunk.outcomes[0]).toMatchObject({
      message: expect.stringContaining('it holds 3497, the run asked for 3 new ones'),
    });
  });

  test('1164 against a removal is told in Cloudflare’s words', async () => {
    await start({ surfaces: version, mappings: [A] });
    emulator.fault('DELETE status 403 code=1164');
    const [outcome] = (await carryOut(emulator, { absent: ips(A) })).outcomes;
    expect(outcome).toMatchObject({
      outcome: 'failed',
      code: 1164,
      message: expect.stringMatching(/^Cloudflare answered 1164/),
    });
  });

  test('1164 against an update ends no creating, and is no other refusal’s word', async () => {
    await start({ surfaces: version, mappings: [A, B] });
    emulator.fault(`@${A.ip} item "no more" code=1164`);
    emulator.fault(`@${B.ip} item "not allowed" code=1146`);
    const done = await carryOut(emulator, { present: wanted({ ...A, ...WEST }, { ...B, ...WEST }, C) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164 },
      { outcome: 'failed', code: 1146, message: 'Cloudflare answered 1146 (not allowed)' },
      { outcome: 'created' },
    ]);
  });

  test('a removal that is refused after a try without an answer is a failure', async () => {
    await start({ surfaces: version, mappings: [A] });
    emulator.fault('DELETE #1 reset');
    emulator.fault('DELETE #2 status 400 code=1146');
    const done = await carryOut(emulator, { absent: ips(A) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1146 }]);
    expect(writes(emulator)).toHaveLength(2);
  });

  test.each([
    ['at once', [], 1],
    ['after a try without an answer', ['WRITE #1 reset'], 2],
  ])('a mapping that is refused as one that does not exist is a failure, %s', async (_, faults, tries) => {
    await start({ surfaces: version, faults: [...faults, `WRITE #${tries}- status 404 code=1142`] });
    const done = await carryOut(emulator, { present: wanted(A) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1142 }]);
    expect(writes(emulator)).toHaveLength(tries);
  });

  test('an answer that never came is no cause for advice about regions', async () => {
    await start({ surfaces: version });
    emulator.fault('WRITE status 500 code=1157');
    const [outcome] = (await carryOut(emulator, { present: wanted(A) })).outcomes;
    expect(outcome).toMatchObject({ code: 1157, message: expect.stringMatching(/after 5 tries$/) });
  });

  test('a write that was lost and cannot be sent again says so', async () => {
    await start({ surfaces: version, mappings: [B] });
    emulator.fault('WRITE lost-write');
    const done = await carryOut(
      emulator,
      { present: wanted(A), absent: ips(B) },
      {
        before: ({ stop }) => {
          emulator.onAnswer = ({ method }) => (method === 'GET' ? stop.abort() : undefined);
        },
      },
    );
    expect(done.outcomes.map((one) => 'message' in one && one.message)).toEqual([
      'was not sent again: The run was cancelled',
      'was not sent again: The run was cancelled',
    ]);
    expect(done.unverified).toMatchObject({ kind: 'cancelled' });
  });

  test('a credential that is denied in the middle ends the sending alone as well', async () => {
    await start({ surfaces: version });
    for (const { ip } of [A, B]) emulator.fault(`@${ip} /batch item "not now" code=1146`);
    emulator.fault('WRITE #2- status 403');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 10000 },
      { outcome: 'failed', message: 'Cloudflare answered: not now' },
    ]);
    expect(writes(emulator)).toHaveLength(2);
  });

  test('removals of a batch that is refused as a whole, and took effect, are removals', async () => {
    await start({ surfaces: version, mappings: [A, B] });
    emulator.fault('DELETE /batch status 400 code=1146 after');
    expect(outcomes(await carryOut(emulator, { absent: ips(A, B) }))).toEqual(['removed', 'removed']);
  });

  test('a batch of removals that says “no such mapping” for all is looked into, one by one', async () => {
    await start({ surfaces: version, mappings: [A, B] });
    emulator.fault('DELETE /batch status 404 code=1163');
    expect(outcomes(await carryOut(emulator, { absent: ips(A, B) }))).toEqual(['removed', 'removed']);
    expect(writes(emulator)).toHaveLength(3);
    emulator.seed([A, B]);
    const gone = { before: () => emulator.remove(A.ip, B.ip) };
    expect(outcomes(await carryOut(emulator, { absent: ips(A, B) }, gone))).toEqual(['unchanged', 'unchanged']);
  });

  test('whatever fails by chance, the outcomes tell the truth', async () => {
    await start({ surfaces: version });
    const target = fc.constantFrom(EAST, WEST, { vendor: 'aws', region: 'mars-1' });
    const effects = [
      'status 503',
      'status 500 after',
      'reset',
      'reset after',
      'lost-write',
      'garbage',
      'status 400 code=1157',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(target, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(EAST, WEST), { maxLength: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(...effects)), { maxLength: 4 }),
        fc.integer({ min: 0, max: 6 }),
        async (targets, held, faults, gone) => {
          emulator.clearFaults();
          emulator.seed(many(held.length).map((one, index) => ({ ...one, ...held[index] })));
          for (const [nth, effect] of faults) emulator.fault(`WRITE #${nth} ${effect}`);
          const present = many(targets.length).map((one, index) => ({ ...one, ...(targets[index] as typeof EAST) }));
          const absent = ips(...many(6).slice(targets.length)).slice(0, gone);
          const done = await carryOut(emulator, { present: wanted(...present), absent }, { judge: false });
          // For a single change on v1 its own answer is proof enough, and a loss right after it goes unseen.
          const single = version === 'v1' && done.plan.steps.filter(isChange).length === 1;
          if (single && faults.some(([, effect]) => effect === 'lost-write')) return;
          const truth = new Map(emulator.mappings().map((one) => [one.ip, one]));
          for (const { ip, target: want, outcome } of done.outcomes) {
            const there = truth.get(ip);
            if (outcome === 'created' || outcome === 'updated') expect(there).toEqual({ ip, ...want });
            if (outcome === 'removed') expect(there).toBeUndefined();
            if (outcome === 'unchanged') expect(there && { vendor: there.vendor, region: there.region }).toEqual(want);
          }
          expect([...(done.list?.values() ?? [])].map(({ ip }) => ip).sort()).toEqual([...truth.keys()].sort());
        },
      ),
      { numRuns: manyRuns(60) },
    );
  });
});

describe('Which surface answers', () => {
  test.each<[EmulatorOptions['surfaces'] & string, ApiVersion]>([
    ['both', 'v1'],
    ['v1', 'v1'],
    ['v2', 'v2'],
  ])('%s: %s is spoken', async (surfaces, version) => {
    await start({ surfaces, mappings: 250 });
    const { zone, list } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    expect([zone.version, zone.kind, list?.size]).toEqual([version, 'listed', 250]);
    expect(reads()).toBe(version === 'v1' ? 3 : 5);
  });

  test('once v1 has answered, the list of v2 is no longer waited for', async () => {
    await start({ mappings: 3, faults: ['GET /origin/ hang'] });
    const given = new Promise<void>((up) => {
      emulator.onEnd = ({ path }) => path.includes('/origin/') && up();
    });
    const { zone } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    expect(zone.version).toBe('v1');
    await given;
  });

  test('v1 on demand is bare only where it is not routed', async () => {
    await start({ surfaces: 'patch-only' });
    const { zone } = await connect(reach(emulator).api, emulator.zoneId, 'v1', () => undefined);
    expect(zone.kind).toBe('bare');
    emulator.fault('GET status 403');
    await expect(connect(reach(emulator).api, emulator.zoneId, 'v1', () => undefined)).rejects.toMatchObject({
      kind: 'denied',
    });
  });

  test('v1 that fails leaves the run to v2', async () => {
    await start({ mappings: 3 });
    emulator.fault('/cache/ status 503');
    const { zone, list } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    expect([zone.version, list?.size]).toEqual(['v2', 3]);
  });

  test.each([
    [['/cache/ status 403', '/origin/ status 401'], 'denied', '10000'],
    [['/cache/ status 404 html', '/origin/ status 403 code=9109'], 'denied', '9109'],
    [['/cache/ status 400 code=9106', '/origin/ status 404 html'], 'denied', '9106'],
  ])('where neither does (%j), the cause is told', async (faults, kind, words) => {
    await start();
    for (const fault of faults) emulator.fault(fault);
    const observed = connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    await expect(observed).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
    expect(emulator.requests).toHaveLength(2);
  });

  test('the regions are for the API to judge where they cannot be had', async () => {
    await start({ tieredCache: false });
    const { regions } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    expect(regions).toBeInstanceOf(Failure);
  });

  test.each<[ApiVersion, EmulatorOptions['surfaces'] & string]>([
    ['v1', 'v2'],
    ['v2', 'v1'],
  ])('a forced %s never changes over', async (wish, surfaces) => {
    await start({ surfaces });
    const run = carryOut(emulator, { present: wanted(A) }, { wish });
    if (wish === 'v2') await expect(run).rejects.toThrow('This can mean a wrong zone ID, a credential without access');
    else
      expect((await run).outcomes).toMatchObject([
        { outcome: 'failed', message: expect.stringContaining('This can mean a wrong zone ID') },
      ]);
    expect(emulator.requests.every(({ path }) => path.includes(wish === 'v1' ? '/cache/' : '/origin/'))).toBe(true);
    expect(emulator.mappings()).toEqual([]);
  });

  test.each<[ApiVersion]>([['v1'], ['v2']])(
    'a forced %s that vanishes in mid-run is told with its causes',
    async (wish) => {
      await start({ mappings: 1 });
      emulator.fault(`WRITE #2 vanish ${wish}`);
      const done = await carryOut(emulator, { present: wanted(...many(150)) }, { wish });
      expect(done.outcomes[149]).toMatchObject({
        outcome: 'failed',
        message: expect.stringContaining('This can mean a wrong zone ID'),
      });
      expect(done.unverified?.kind).toBe('no-route');
    },
  );

  test.each<[ApiVersion]>([['v1'], ['v2']])(
    'an entry that met no route says so, not that it was not attempted (%s)',
    async (wish) => {
      await start();
      const done = await carryOut(
        emulator,
        { present: wanted(A, B) },
        { wish, before: () => emulator.fault(`vanish ${wish}`) },
      );
      expect(done.outcomes[0]).toMatchObject({ message: expect.stringMatching(/^Cloudflare answered 7003/) });
      expect(done.outcomes[1]).toMatchObject({
        message: expect.stringMatching(/^was not sent again: Cloudflare answered 7003/),
      });
    },
  );
});

describe('A surface that vanishes in mid-run', () => {
  test.each<[string, ApiVersion, string]>([
    ['in the writing', 'v1', 'WRITE #2 vanish v1'],
    ['before the list is read again', 'v1', 'GET /cache/ #3 vanish v1'],
  ])('%s leaves the rest to the other', async (_, version, fault) => {
    await start();
    emulator.fault(fault);
    const done = await carryOut(emulator, { present: wanted(...many(250)) });
    expect(outcomes(done)).toEqual(Array(250).fill('created'));
    expect(done.observed.zone.version).toBe('v2');
    expect(done.notices).toEqual(['The API v1 no longer answers for this zone; the run goes on with v2']);
    expect(version).toBe('v1');
    expect(emulator.mappings()).toHaveLength(250);
  });

  test('with one change leaves it to the other, and is verified there', async () => {
    await start();
    emulator.fault('WRITE #1 vanish v1');
    const done = await carryOut(emulator, { present: wanted(A) });
    expect(outcomes(done)).toEqual(['created']);
    expect(writes(emulator)).toEqual(['PATCH ', `PUT /${A.ip}`]);
    expect(done.list?.size).toBe(1);
  });

  test('changes over once only: when the other goes too, the run ends', async () => {
    await start();
    emulator.fault('WRITE #2 vanish v1');
    emulator.fault('PUT #2 vanish v2');
    const done = await carryOut(emulator, { present: wanted(...many(250)) });
    expect(outcomes(done).filter((one) => one === 'created')).toHaveLength(200);
    expect(done.outcomes[200]).toMatchObject({ message: expect.stringContaining('This can mean a wrong zone ID') });
    expect(writes(emulator)).toEqual([
      'PATCH /batch 100',
      'PATCH /batch 100',
      'PUT /batch 100',
      'PUT /batch 50',
      `PUT /203.0.0.200`,
    ]);
    expect(done.notices).toHaveLength(1);
    expect(done.unverified?.kind).toBe('no-route');
  });

  test('and the other refuses: that is told, and no change-over', async () => {
    await start();
    emulator.fault('WRITE #1 vanish v1');
    emulator.fault('PUT status 403');
    const done = await carryOut(emulator, { present: wanted(A) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 10000 }]);
  });

  test.each([1, 2])('in a removal that took effect unseen, %d alike: it was our own', async (count) => {
    await start({ mappings: [A, B] });
    emulator.fault('DELETE #1 reset after');
    emulator.fault('DELETE #2 vanish v1');
    expect(outcomes(await carryOut(emulator, { absent: ips(...[A, B].slice(0, count)) }))).toEqual(
      Array(count).fill('removed'),
    );
  });

  test.each([1, 2])('in the removal of what somebody else removed, %d alike: it was not', async (count) => {
    await start({ mappings: [A, B] });
    emulator.fault('DELETE #1 vanish v1');
    const gone = { before: () => emulator.remove(A.ip, B.ip) };
    expect(outcomes(await carryOut(emulator, { absent: ips(...[A, B].slice(0, count)) }, gone))).toEqual(
      Array(count).fill('unchanged'),
    );
  });

  test('with a request that was sent, and a cancel before the other is asked: it is not told as never sent', async () => {
    await start();
    emulator.fault('WRITE #1 vanish v1');
    const before: CarryOptions['before'] = ({ stop }) => {
      emulator.onAnswer = () => stop.abort();
    };
    const done = await carryOut(emulator, { present: wanted(A) }, { before });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', message: 'The run was cancelled' }]);
  });

  test.each(['remove', 'removeMany', 'regions'] as const)('%s changes over too', async (call) => {
    await start({ mappings: [A, B] });
    const { zone } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    emulator.fault('/cache/ status 410 html');
    if (call === 'remove') await zone.remove(A.ip as Address);
    else if (call === 'removeMany') await zone.removeMany([A.ip as Address]);
    else expect((await zone.regions()).has('aws')).toBe(true);
    expect(zone.version).toBe('v2');
  });

  test('a fault of the program on the other is thrown as it is', async () => {
    await start();
    const { zone } = await connect(reach(emulator).api, emulator.zoneId, 'auto', () => undefined);
    emulator.fault('/cache/ status 410 html');
    let readings = 0;
    const broken = {
      ip: A.ip as Address,
      vendor: 'aws',
      get region() {
        readings += 1;
        if (readings > 1) throw new RangeError('a fault');
        return 'us-east-1';
      },
    };
    await expect(zone.put(broken)).rejects.toThrow(RangeError);
  });

  test('a fault of the program in the list that is not needed ends nothing', async () => {
    await start();
    const { api } = reach(emulator);
    const faulty: typeof api = {
      call: async (request, shape) => {
        if (request.path.includes('/origin/')) throw new RangeError('a fault');
        return await api.call(request, shape);
      },
    };
    const { zone } = await connect(faulty, emulator.zoneId, 'auto', () => undefined);
    expect(zone.version).toBe('v1');
  });

  test('a fault of the program is thrown as it is', async () => {
    await start({ surfaces: 'v2' });
    for (const wish of ['auto', 'v2'] as const) {
      const { zone } = await connect(reach(emulator).api, emulator.zoneId, wish, () => undefined);
      const broken = {
        ip: A.ip as Address,
        vendor: 'aws',
        get region(): string {
          throw new RangeError('a fault');
        },
      };
      await expect(zone.put(broken)).rejects.toThrow(RangeError);
    }
  });
});

describe('A server that has nothing but the one PATCH', () => {
  test('takes each entry alone, and its last answer is the list', async () => {
    await start({ surfaces: 'patch-only', mappings: [C] });
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(writes(emulator)).toEqual(['PATCH ', 'PATCH ']);
    expect(outcomes(done)).toEqual(['updated', 'updated']);
    expect(done.list?.size).toBe(3);
    expect(done.observed).toMatchObject({ zone: { kind: 'bare', version: 'v1' }, regions: { kind: 'no-route' } });
  });

  test('a write that its last answer lacks is written again', async () => {
    await start({ surfaces: 'patch-only' });
    emulator.fault('PATCH #1 lost-write');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(outcomes(done)).toEqual(['updated', 'updated']);
    expect(done.notices).toHaveLength(1);
    expect(emulator.mappings()).toEqual([A, B]);
  });

  test('is full for new addresses only, as far as its last answer tells which are', async () => {
    await start({ surfaces: 'patch-only', mappings: [C], limit: 2 });
    const late = { ip: '192.0.2.9', ...EAST };
    const done = await carryOut(emulator, { present: wanted(A, B, late, { ...C, ...WEST }) });
    expect(writes(emulator)).toHaveLength(3);
    expect(done.outcomes).toMatchObject([
      { outcome: 'updated' },
      { outcome: 'failed', code: 1164, message: expect.stringContaining('it holds 2, the run asked for 4 new ones') },
      { outcome: 'failed', code: 1164 },
      { outcome: 'updated' },
    ]);
  });

  test('is not called full where no answer has told what it holds', async () => {
    await start({ surfaces: 'patch-only', mappings: [B] });
    emulator.fault('PATCH #1 status 403 code=1164');
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(outcomes(done)).toEqual(['failed', 'updated']);
  });

  test.each([
    ['without an answer', ['PATCH #2- reset after'], false],
    ['refused after a try without one', ['PATCH #2 reset after', 'PATCH #3- status 400 code=1146'], false],
    ['refused without a code', ['PATCH #2 status 400 html'], false],
    ['refused without a code, and done', ['PATCH #2 status 400 html after'], false],
    ['refused with a code', ['PATCH #2 status 400 code=1146'], true],
  ])('after a write %s, the last answer before it (%p) is the list: %p', async (_, faults, known) => {
    await start({ surfaces: 'patch-only', faults });
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(outcomes(done)).toEqual(['updated', 'failed']);
    expect(done.list === undefined).toBe(!known);
    expect(done).not.toHaveProperty('unverified');
  });

  test('a cancel leaves unverified what its answers said', async () => {
    await start({ surfaces: 'patch-only' });
    const done = await carryOut(
      emulator,
      { present: wanted(A, B) },
      {
        before: ({ stop }) => {
          emulator.onAnswer = () => stop.abort();
        },
      },
    );
    expect(outcomes(done)).toEqual(['updated', 'failed']);
    expect(done.unverified).toMatchObject({ kind: 'cancelled' });
  });

  test('is left alone by a run that is out of time', async () => {
    await start({ surfaces: 'patch-only' });
    const done = await carryOut(emulator, { present: wanted(A) }, { before: ({ clock }) => clock.pass(400_000) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', message: expect.stringMatching(/^was not attempted/) }]);
    expect(done).not.toHaveProperty('list');
    expect(done).not.toHaveProperty('unverified');
  });

  test('without even that is told with three causes', async () => {
    await start({ surfaces: 'none' });
    const done = await carryOut(emulator, { present: wanted(A, B) });
    expect(done.outcomes).toMatchObject([
      {
        outcome: 'failed',
        message: expect.stringContaining(
          'This can mean a wrong zone ID, a credential without access to the zone, or an API without these endpoints',
        ),
      },
      { outcome: 'failed', message: expect.stringMatching(/^was not attempted: /) },
    ]);
    expect(done.list).toBeUndefined();
    expect(writes(emulator)).toEqual(['PATCH ']);
  });
});

describe('The paged list of v2', () => {
  test('is read with at most 12 pages at once', async () => {
    await start({ surfaces: 'v2', mappings: 3500, latencyMs: 2 });
    const { list } = await connect(reach(emulator).api, emulator.zoneId, 'v2', () => undefined);
    expect(list?.size).toBe(3500);
    expect(emulator.requests).toHaveLength(36);
    expect(emulator.concurrency.requests).toBeLessThanOrEqual(13);
  });

  test('is read again where another writer shifts entries between its pages, three times at most', async () => {
    await start({ surfaces: 'v2', mappings: 250 });
    let shifts = 0;
    const most = { times: 1 };
    emulator.onAnswer = ({ query }) => {
      if (query.page !== '1' || shifts >= most.times) return;
      shifts += 1;
      emulator.put({ ip: `192.0.2.${shifts}`, ...EAST });
    };
    const { zone, list } = await connect(reach(emulator).api, emulator.zoneId, 'v2', () => undefined);
    expect(list?.size).toBe(251);
    shifts = 0;
    most.times = 9;
    emulator.seed(250);
    await expect(zone.list()).rejects.toMatchObject({
      kind: 'unanswered',
      message: 'The list of mappings changed between its pages 3 times in a row',
    });
  });

  /** Reads a list of so many mappings, in pages of two, from a server that pages as `pageOf` says. */
  async function readInPages(
    count: number,
    pageOf: (page: number, nth: number) => { readonly start?: number; readonly total?: number } = () => ({}),
  ) {
    await start({ surfaces: 'v2' });
    const asked: number[] = [];
    const all = many(count).map(({ ip, vendor, region }) => ({ origin_ip: ip, vendor, region, modified_on: null }));
    const fetch = async (url: string) => {
      const { searchParams, pathname } = new URL(url);
      if (pathname.endsWith('regions/supported_regions'))
        return Response.json({ success: true, result: { vendors: {} } });
      const page = Number(searchParams.get('page'));
      const { start: from = page * 2 - 2, total = count } = pageOf(page, asked.push(page));
      const info = { page, per_page: 2, total_count: total };
      return Response.json({ success: true, result: all.slice(from, from + 2), result_info: info });
    };
    const { api } = reach(emulator, { transport: { fetch } });
    const { list } = await connect(api, emulator.zoneId, 'v2', () => undefined);
    return { size: list?.size, asked };
  }

  test.each([
    ['which repeat an entry', { start: 1 }],
    ['which tell another number of entries', { total: 5 }],
  ])('is read again where it has pages %s', async (_, odd) => {
    const { size, asked } = await readInPages(4, (_page, nth) => (nth === 2 ? odd : {}));
    expect([size, asked]).toEqual([4, [1, 2, 1, 2]]);
  });

  test('is read by the page size that the server says', async () => {
    expect(await readInPages(5)).toEqual({ size: 5, asked: [1, 2, 3] });
  });
});

describe('The zone', () => {
  const zoneOf = (...zones: Parameters<typeof oneZoneIdOf>[0]) => oneZoneIdOf(zones, reach(emulator).api);
  const name = (text: string) => ({ kind: 'name', name: text }) as const;
  const id = (text: string) => ({ kind: 'id', id: text }) as const;

  test('has to be named', async () => {
    await start();
    await expect(zoneOf()).rejects.toThrow('no zone is named');
  });

  test('is looked up by its name, once, and not at all where its ID is given', async () => {
    await start({ otherZones: [{ id: 'f'.repeat(32), name: 'other.test' }] });
    await expect(zoneOf(name('example.com'))).resolves.toBe(emulator.zoneId);
    expect(emulator.requests).toMatchObject([{ path: '/zones', query: { name: 'example.com' } }]);
    await expect(zoneOf(id('a'.repeat(32)))).resolves.toBe('a'.repeat(32));
    expect(emulator.requests).toHaveLength(1);
    await expect(zoneOf(name('example.com'), id(emulator.zoneId))).resolves.toBe(emulator.zoneId);
    await expect(zoneOf(name('other.test'), id(emulator.zoneId))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(
        `means the zone ${'f'.repeat(32)}, and the mappings name the zone ${emulator.zoneId}`,
      ),
    });
  });

  test('that no credential sees is an error with its remedies', async () => {
    const evil = ['../evil', `../${'a'.repeat(32)}`, `${'a'.repeat(32)}/..`];
    await start({ otherZones: evil.map((id, index) => ({ id, name: `evil${index}.test` })) });
    for (const wrong of ['www.example.com', 'evil0.test', 'evil1.test', 'evil2.test'])
      await expect(zoneOf(name(wrong))).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining(`No zone named "${wrong}" is visible to this credential`),
      });
  });

  test('is found among others that the answer holds', async () => {
    await start();
    const result = [
      { id: 'f'.repeat(32), name: 'other.test' },
      { id: emulator.zoneId, name: 'Example.com' },
    ];
    const { api } = reach(emulator, { transport: { fetch: async () => Response.json({ success: true, result }) } });
    await expect(oneZoneIdOf([name('example.com')], api)).resolves.toBe(emulator.zoneId);
  });

  test.each([
    ['status 403', 'denied', 10000],
    ['status 404 code=7003', 'no-route', 7003],
  ])('that may not be looked up is an error with its remedies: %s', async (effect, kind, code) => {
    await start({ faults: [`/zones ${effect}`] });
    await expect(zoneOf(name('example.com'))).rejects.toMatchObject({
      kind,
      code,
      message: expect.stringMatching(
        /^The zone "example\.com" cannot be looked up: Cloudflare answered .* needs the permission Zone: Read as well; or set zone to the zone's ID$/,
      ),
    });
  });

  test('that cannot be looked up for another reason is that error', async () => {
    await start({ faults: ['/zones status 400 code=1146'] });
    await expect(zoneOf(name('example.com'))).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^Cloudflare answered 1146/),
    });
  });
});
