import { afterEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import type { SeedMapping } from '../emulator/record.ts';
import { actSource, at, type Ending } from './action.ts';

/** What the chaos suite found, each violation as a scenario of its own. */

const A: SeedMapping = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const B: SeedMapping = { ip: '192.0.2.2', vendor: 'aws', region: 'us-west-2' };
const C: SeedMapping = { ip: '192.0.2.3', vendor: 'gcp', region: 'us-east4' };
const ELSEWHERE = { vendor: 'oci', region: 'eu-zurich-1' };

let emulator: Emulator;
afterEach(() => emulator.close());

async function start(options: EmulatorOptions): Promise<void> {
  emulator = await startEmulator(options);
}

function act(wanted: readonly object[], inputs: Record<string, string> = {}): Promise<Ending> {
  return actSource({ inputs: at(emulator, { mappings: JSON.stringify(wanted), ...inputs }) });
}

/** With the first write of the run, another writer does this. */
function withFirstWrite(does: () => void): void {
  let done = false;
  emulator.onAnswer = ({ method }) => {
    if (done || method === 'GET') return;
    done = true;
    does();
  };
}

function entries({ result }: Ending): Record<string, { outcome: string; message?: string }> {
  const list = result?.entries as { ip: string; outcome: string; message?: string }[];
  return Object.fromEntries(list.map(({ ip, ...rest }) => [ip, rest]));
}

describe('a mapping that was there already, and that another run wrote while this one was at work', () => {
  test('is written again where it is gone, with its record', async () => {
    await start({ mappings: [A] });
    withFirstWrite(() => emulator.remove(A.ip));
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(0);
    expect(emulator.mappings()).toEqual([A, B, C]);
    expect(ending.outputs).toMatchObject({ created: '2', unchanged: '1', count: '3' });
    expect(ending.log).toContain('Another run overwrote');
  });

  test('is written again, and the zone read again, where the answer of a single PATCH tells that two are gone', async () => {
    await start({ mappings: [A, B] });
    emulator.onRequest = ({ method, path }) => {
      if (method === 'PATCH' && !path.endsWith('/batch')) emulator.remove(A.ip, B.ip);
    };
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(0);
    expect(emulator.mappings()).toEqual([A, B, C]);
    expect(ending.outputs).toMatchObject({ created: '1', unchanged: '2', count: '3' });
  });

  test('fails where the API will not have it again', async () => {
    await start({ mappings: [A] });
    withFirstWrite(() => {
      emulator.remove(A.ip);
      emulator.fault({ ip: A.ip, effect: { kind: 'refuse', code: 1146 } });
    });
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(1);
    expect(entries(ending)).toMatchObject({ [A.ip]: { outcome: 'failed' }, [B.ip]: { outcome: 'created' } });
    expect(ending.outputs).toMatchObject({ count: '2', 'error-codes': '1146' });
  });

  test('fails where it is mapped elsewhere now: the plan knew nothing of that', async () => {
    await start({ mappings: [A] });
    withFirstWrite(() => emulator.put({ ...A, ...ELSEWHERE }));
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(1);
    expect(entries(ending)[A.ip]).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('another run wrote it after this run had read the list'),
    });
    expect(emulator.mappings()).toContainEqual({ ...A, ...ELSEWHERE });
  });

  test('fails where it was to be absent, was, and is there now', async () => {
    await start({ mappings: [B, C] });
    withFirstWrite(() => emulator.put(A));
    const ending = await act([{ ip: A.ip }, { ip: B.ip }, { ip: C.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(1);
    expect(entries(ending)).toMatchObject({ [A.ip]: { outcome: 'failed' }, [B.ip]: { outcome: 'removed' } });
    expect(emulator.mappings()).toEqual([A]);
  });

  test('counts as it is where the other run itself put it back', async () => {
    await start({ mappings: [A] });
    let reads = 0;
    withFirstWrite(() => emulator.put({ ...A, ...ELSEWHERE }));
    emulator.onRequest = ({ method, path }) => {
      if (method === 'GET' && path.endsWith('/origin_cloud_regions')) reads += 1;
      if (reads === 2) emulator.remove(B.ip);
      if (reads === 3) emulator.put(A);
    };
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(0);
    expect(entries(ending)[A.ip]).toEqual(expect.objectContaining({ outcome: 'unchanged' }));
    expect(emulator.mappings()).toEqual([A, B, C]);
  });
});

describe('"was not attempted" is never said of what was sent', () => {
  test('in a batch that found no route, as single writes did not either', async () => {
    await start({
      surfaces: 'v1',
      faults: [{ method: 'PATCH', effect: { kind: 'status', status: 410, body: 'html' } }],
    });
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(1);
    for (const { outcome, message } of Object.values(entries(ending))) {
      expect(outcome).toBe('failed');
      expect(message).not.toContain('not attempted');
    }
    expect(entries(ending)[C.ip]?.message).toMatch(/^was not sent again: Cloudflare answered 7003/);
  });

  test('in a batch that refused it, where the time is up before it can be sent alone: the words of the batch stay', async () => {
    await start({});
    emulator.fault({ path: '/batch', ip: B.ip, effect: { kind: 'item', words: 'conflict' } });
    const stop = Promise.withResolvers<void>();
    emulator.onAnswer = async ({ path }) => {
      if (!path.endsWith('/batch')) return;
      stop.resolve();
      await stop.promise;
    };
    const ending = await actSource({
      inputs: at(emulator, { mappings: JSON.stringify([A, B, C]) }),
      cancel: { when: stop.promise },
    });
    expect(ending.exitCode).toBe(1);
    expect(entries(ending)[B.ip]).toMatchObject({ outcome: 'failed', message: 'Cloudflare answered: conflict' });
  });
});

describe('"was not attempted" is never said, as the run is cancelled,', () => {
  test('of what was sent to a surface that is gone, before the other one could be asked', async () => {
    await start({ faults: ['PATCH vanish v1'] });
    const stop = Promise.withResolvers<void>();
    emulator.onAnswer = async ({ method }) => {
      if (method === 'GET') return;
      stop.resolve();
      await stop.promise;
    };
    const ending = await actSource({
      inputs: at(emulator, { mappings: JSON.stringify([A, B]) }),
      cancel: { when: stop.promise },
    });
    expect(ending.exitCode).toBe(1);
    expect(ending.outputs).toMatchObject({ failed: '2', mappings: '' });
    expect(entries(ending)[A.ip]?.message).toBe('The run was cancelled');
  });
});

describe('a removal that took effect unseen counts as removed, not as gone before', () => {
  const removed = { removed: '2', unchanged: '0', changed: 'true', count: '1' };

  test('where the next try of one alone says that it is not there', async () => {
    await start({ mappings: [A, B], faults: ['DELETE #1 reset after'] });
    const ending = await act([{ ip: A.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(0);
    expect(ending.outputs).toMatchObject({ ...removed, removed: '1' });
  });

  test('where the batch then finds no route and each is sent alone', async () => {
    await start({ surfaces: 'v1', mappings: [A, B, C] });
    emulator.fault('DELETE /batch #1 reset after');
    emulator.fault({ path: '/batch', nth: 2, effect: { kind: 'status', status: 410, body: 'html' } });
    const ending = await act([{ ip: A.ip }, { ip: B.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(0);
    expect(ending.outputs).toMatchObject(removed);
  });

  test('where the batch is refused as a whole, and took effect all the same', async () => {
    await start({ mappings: [A, B, C] });
    emulator.fault({ path: '/batch', effect: { kind: 'status', status: 400, body: 'empty', applied: true } });
    const ending = await act([{ ip: A.ip }, { ip: B.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(0);
    expect(ending.outputs).toMatchObject(removed);
  });

  test('where the run then changes over to the other surface, with a batch', async () => {
    await start({ mappings: [A, B, C], faults: ['DELETE #1 reset after', 'DELETE #2 vanish v1'] });
    const ending = await act([{ ip: A.ip }, { ip: B.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(0);
    expect(ending.outputs).toMatchObject({ ...removed, 'api-version': 'v2' });
  });

  test('where the run then changes over to the other surface, with one alone', async () => {
    await start({ mappings: [A, B], faults: ['DELETE #1 reset after', 'DELETE #2 vanish v1'] });
    const ending = await act([{ ip: A.ip }], { state: 'absent' });
    expect(ending.exitCode).toBe(0);
    expect(ending.outputs).toMatchObject({ ...removed, removed: '1', 'api-version': 'v2' });
  });
});

describe('an API that has nothing but the one PATCH', () => {
  test('and that goes away: what was not sent and is so all the same is unchanged, not updated', async () => {
    await start({ surfaces: 'patch-only', mappings: [C], faults: ['PATCH #2 vanish v1'] });
    const ending = await act([A, B, C]);
    expect(ending.exitCode).toBe(1);
    expect(entries(ending)).toMatchObject({
      [A.ip]: { outcome: 'updated' },
      [B.ip]: { outcome: 'failed' },
      [C.ip]: { outcome: 'unchanged' },
    });
  });

  test('and whose last answer did not come: the list before it is not put out as the list now', async () => {
    await start({ surfaces: 'patch-only' });
    emulator.fault({
      method: 'PATCH',
      nth: 2,
      effect: { kind: 'status', status: 503, retryAfter: 900, applied: true },
    });
    const ending = await act([A, B]);
    expect(ending.exitCode).toBe(1);
    expect(emulator.mappings()).toEqual([A, B]);
    expect(ending.outputs).toMatchObject({ updated: '1', failed: '1', mappings: '', count: '' });
  });

  test('and that refuses a second try of what the first may have done: nor then', async () => {
    await start({ surfaces: 'patch-only', faults: ['PATCH #2 reset after', 'PATCH #3 status 403 html'] });
    const ending = await act([A, B]);
    expect(ending.exitCode).toBe(1);
    expect(emulator.mappings()).toEqual([A, B]);
    expect(ending.outputs).toMatchObject({ updated: '1', failed: '1', mappings: '', count: '' });
  });

  test.each(['status 400 html after', 'status 404 empty after'])(
    'and that refuses without a code what it has done (%s): nor then',
    async (effect) => {
      await start({ surfaces: 'patch-only', faults: [`PATCH #2 ${effect}`] });
      const ending = await act([A, B]);
      expect(ending.exitCode).toBe(1);
      expect(emulator.mappings()).toEqual([A, B]);
      expect(ending.outputs).toMatchObject({ updated: '1', failed: '1', mappings: '', count: '' });
    },
  );
});

test('what is told as gone and cannot be read again stays what the answer said, and the step fails', async () => {
  await start({ surfaces: 'v2', mappings: [A] });
  emulator.fault('DELETE status 404 code=1163');
  // The look at the zone after the write finds it out of reach for longer than the run may wait.
  emulator.onRequest = ({ method }) => {
    if (method === 'DELETE') emulator.fault('GET status 503 retry-after=900');
  };
  const ending = await act([A], { state: 'absent' });
  expect(ending.exitCode).toBe(1);
  expect(ending.outputs).toMatchObject({ unchanged: '1', removed: '0', changed: 'false', mappings: '', count: '' });
  expect(ending.log).toContain('could not be verified');
});

test('a removal that the API does and calls gone counts as the API has said', async () => {
  await start({ mappings: [A, B, C], faults: ['DELETE status 400 code=1142 after'] });
  const ending = await act([A], { state: 'absent' });
  expect(ending.exitCode).toBe(0);
  expect(emulator.mappings()).toEqual([B, C]);
  expect(ending.outputs).toMatchObject({ unchanged: '1', removed: '0', changed: 'false', count: '2' });
});
