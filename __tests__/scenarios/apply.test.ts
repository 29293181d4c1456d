import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { population } from '../../emulator/population.ts';
import { at, runSource } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, noticesOf, warningsOf } from '../support/messages.ts';

const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };

describe.each(['v1', 'v2'] as const)('On %s', (surfaces) => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ surfaces });
  });
  beforeEach(() => {
    emulator.seed(0);
    emulator.clearFaults();
    emulator.forget();
    Object.assign(emulator, { onRequest: undefined, onAnswer: undefined });
  });
  afterAll(() => emulator.close());

  const write = surfaces === 'v1' ? 'PATCH' : 'PUT';
  const alone = (ip: string) => (surfaces === 'v1' ? 'PATCH ' : `PUT /${ip}`);
  const list = (mappings: readonly object[], inputs: Record<string, string> = {}) =>
    runSource({ inputs: at(emulator, { mappings: JSON.stringify(mappings), ...inputs }) });

  test('one change is one write', async () => {
    emulator.seed(many(3));
    const ending = await list([...many(3), { ip: '192.0.2.1', vendor: 'gcp', region: 'us-central1' }]);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '3', changed: 'true' } });
    expect(writes(emulator)).toEqual([alone('192.0.2.1')]);
  });

  test('nothing to do means no write, and no list read again', async () => {
    emulator.seed(many(3));
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { unchanged: '3', changed: 'false' } });
    expect(writes(emulator)).toEqual([]);
    expect(emulator.requests.filter(({ path }) => path.includes('origin') && !path.includes('supported'))).toHaveLength(
      2,
    );
  });

  test('250 changes go in three batches, one after another', async () => {
    expect(await list(many(250))).toMatchObject({ exitCode: 0, outputs: { created: '250', count: '250' } });
    expect(writes(emulator)).toEqual([`${write} /batch 100`, `${write} /batch 100`, `${write} /batch 50`]);
    expect(emulator.concurrency.writes).toBe(1);
  });

  test('updates come first, then creates, then removals', async () => {
    emulator.seed([...many(2, 'us-west-2'), ...many(2, 'us-east-1', '198.18')]);
    const ending = await list([...many(2), ...many(2, 'us-east-1', '198.51')], {
      prune: 'all',
      'max-removals': '2',
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '2', created: '2', removed: '2', count: '4' } });
    const bodies = emulator.requests.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.stringify(body));
    expect(bodies.findIndex((body) => body.includes('203.0.0.0'))).toBe(0);
    const created = bodies.findIndex((body) => body.includes('198.51'));
    const removed = bodies.findIndex((body) => body.includes('198.18'));
    expect(removed).toBeGreaterThan(created);
  });

  test('removals come first where the limit forces it: 20 mappings of a full zone are swapped', async () => {
    const held = population(3500);
    emulator.seed(held);
    const ending = await list([...held.slice(20), ...many(20)], { prune: 'all' });
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: { created: '20', removed: '20', unchanged: '3480', count: '3500', remaining: '0', truncated: 'false' },
    });
    expect(writes(emulator)).toEqual(['DELETE /batch 20', `${write} /batch 20`]);
  });

  test('what passes the limit is refused in advance, with the limit, what is there, what was asked for and what fits', async () => {
    emulator.seed(3490);
    const ending = await list(many(20));
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { failed: '20', changed: 'false', 'error-codes': '1164', count: '3490', remaining: '10' },
    });
    const [error] = errorsOf(ending);
    for (const number of [/3,?500/, /3,?490/, /\b20\b/, /\b10\b/]) expect(error).toMatch(number);
    expect(writes(emulator)).toEqual([]);
  });

  test.each(['apply', 'plan', 'check'])('an unsupported region is refused in advance (mode: %s)', async (mode) => {
    const ending = await list([...many(2), { ...ONE, region: 'us-est-1' }], { mode });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', changed: 'false', 'error-codes': '1157' } });
    expect(errorsOf(ending)[0]).toMatch(/192\.0\.2\.1.*"us-est-1".*us-east-1/);
    expect(writes(emulator)).toEqual([]);
  });

  test('one wrong region of thirty entries: the others were not attempted, and nothing says that they are refused', async () => {
    const ending = await list([...many(29), { ...ONE, region: 'us-est-1' }]);
    expect(errorsOf(ending)).toEqual([expect.stringMatching(/192\.0\.2\.1.*"us-est-1"/)]);
    const entries = entriesOf(ending);
    expect(entries.filter(({ code }) => code === 1157).map(({ ip }) => ip)).toEqual(['192.0.2.1']);
    const others = entries.filter(({ ip }) => ip !== '192.0.2.1');
    expect(others).toHaveLength(29);
    for (const { message } of others) expect(message).toMatch(/not attempted/);
    for (const { message } of others) expect(message).not.toMatch(/refused/);
    expect(ending.summary).not.toMatch(/(?:29|30) .*refused/);
  });

  test('the API judges regions where the supported ones cannot be had', async () => {
    emulator.fault('GET /supported_regions status 400 code=1155');
    const ending = await list([...many(2), { ...ONE, region: 'mars-1' }]);
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', failed: '1', changed: 'true', 'error-codes': '1157' },
      result: {
        entries: expect.arrayContaining([expect.objectContaining({ ip: '192.0.2.1', outcome: 'failed', code: 1157 })]),
      },
    });
    expect(warningsOf(ending)).toContainEqual(expect.stringMatching(/supported regions.*Tiered Cache/));
    expect(errorsOf(ending)[0]).toMatch(/192\.0\.2\.1.*mars-1.*aws|192\.0\.2\.1.*aws.*mars-1/);
    expect(writes(emulator)).toEqual([`${write} /batch 3`, alone('192.0.2.1')]);
  });

  test('failed items of a batch are sent alone for their code, ten at most; the rest keep the words', async () => {
    emulator.fault('GET /supported_regions status 400 code=1155');
    const ending = await list([...many(12, 'mars-1'), ...many(2, 'us-east-1', '198.51')]);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '2', failed: '12', 'error-codes': '1157' } });
    expect(writes(emulator)).toHaveLength(11);
    const failed = entriesOf(ending).filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter(({ code }) => code === 1157)).toHaveLength(10);
    expect(failed.filter(({ code }) => code === undefined).map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining("The vendor provided doesn't exist")),
    );
  });

  test('an item that only the batch refused is written', async () => {
    emulator.fault('@203.0.0.1 /batch item "internal error"');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', failed: '0', 'error-codes': '' } });
  });

  test('an entry that the API refuses never stops the others', async () => {
    emulator.fault('@203.0.0.0 WRITE status 400 code=1146');
    expect(await list(many(3))).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', failed: '1', changed: 'true', 'error-codes': '1146' },
    });
  });

  test('a lost write is written again, with a notice', async () => {
    emulator.fault('WRITE #1 lost-write');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '3', count: '3' } });
    expect(noticesOf(ending)).toEqual([expect.stringMatching(/another (?:run|writer)/i)]);
    expect(writes(emulator)).toHaveLength(2);
  });

  test('a write that is lost for the third time is a failure', async () => {
    emulator.fault('WRITE lost-write');
    const ending = await list(many(3));
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '3', count: '0', changed: 'true' } });
    expect(writes(emulator)).toHaveLength(3);
    expect(errorsOf(ending)[0]).toMatch(/one run at a time|concurrency/);
  });

  test('where it cannot verify, the outcomes stay what the answers said, and the step fails', async () => {
    emulator.seed(many(1));
    emulator.onAnswer = ({ method }) => {
      if (method !== 'GET') emulator.fault('GET status 401');
    };
    const ending = await list(many(3));
    expect(ending).toMatchObject({
      exitCode: 1,
      outputs: { created: '2', unchanged: '1', failed: '0', count: '', mappings: '', changed: 'true' },
    });
    expect(errorsOf(ending)).toEqual([expect.stringContaining('could not be verified')]);
  });

  describe('a deliberate change of somebody else', () => {
    const afterWrite = (act: () => void) => {
      let done = false;
      emulator.onAnswer = ({ method }) => {
        if (method === 'GET' || done) return;
        done = true;
        act();
      };
    };
    const third = { vendor: 'gcp', region: 'us-central1' };

    test('after a create is not written over: failed, and the message says what stands there now', async () => {
      afterWrite(() => emulator.put({ ip: '203.0.0.1', ...third }));
      const ending = await list(many(3));
      expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '2', failed: '1', count: '3' } });
      expect(errorsOf(ending)).toEqual([expect.stringMatching(/203\.0\.0\.1.*gcp us-central1/)]);
      expect(emulator.mappings()).toContainEqual({ ip: '203.0.0.1', ...third });
      expect(writes(emulator)).toHaveLength(1);
    });

    test('after an update: a third target, or nothing, stays', async () => {
      emulator.seed(many(3, 'us-west-2'));
      afterWrite(() => {
        emulator.put({ ip: '203.0.0.1', ...third });
        emulator.remove('203.0.0.2');
      });
      const ending = await list(many(3));
      expect(ending).toMatchObject({ exitCode: 1, outputs: { updated: '1', failed: '2', count: '2' } });
      expect(errorsOf(ending).join('\n')).toMatch(/203\.0\.0\.1.*gcp us-central1/);
      expect(emulator.mappings()).toEqual([{ ...many(1)[0] }, { ip: '203.0.0.1', ...third }]);
      expect(writes(emulator)).toHaveLength(1);
    });

    test('after a removal: a mapping made anew stays', async () => {
      emulator.seed(many(3));
      afterWrite(() => emulator.put({ ip: '203.0.0.1', ...third }));
      const ending = await list(many(3), { state: 'absent' });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '2', failed: '1', count: '1' } });
      expect(errorsOf(ending)).toEqual([expect.stringMatching(/203\.0\.0\.1.*gcp us-central1/)]);
      expect(emulator.mappings()).toEqual([{ ip: '203.0.0.1', ...third }]);
    });

    test('to what the zone said before is a lost write, and is written again', async () => {
      emulator.seed(many(3, 'us-west-2'));
      afterWrite(() => emulator.put(many(3, 'us-west-2')[1] as typeof ONE));
      const ending = await list(many(3));
      expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '3' } });
      expect(writes(emulator)).toHaveLength(2);
    });
  });
});

describe('A limit that only the API knows', () => {
  test.each(['v1', 'v2'] as const)(
    'ends the creating, and updates are sent; another writer is named with the count read last (%s)',
    async (surfaces) => {
      const emulator = await startEmulator({ surfaces, mappings: many(5, 'us-west-2'), limit: 6 });
      try {
        const mappings = JSON.stringify([...many(2), ...many(5, 'us-east-1', '198.51')]);
        const ending = await runSource({ inputs: at(emulator, { mappings }) });
        expect(ending).toMatchObject({
          exitCode: 1,
          outputs: { updated: '2', failed: '5', created: '0', changed: 'true', 'error-codes': '1164', count: '5' },
        });
        const error = errorsOf(ending).join('\n');
        expect(error).toMatch(/1164/);
        expect(error).toMatch(/3,?500/);
        expect(error).toMatch(/\b5\b/);
        expect(error).not.toMatch(/no more fit/);
        expect(writes(emulator)[0]).toBe(`${surfaces === 'v1' ? 'PATCH' : 'PUT'} /batch 2`);
      } finally {
        await emulator.close();
      }
    },
  );

  test('names what was read before and what is there now where another writer filled the zone meanwhile', async () => {
    const emulator = await startEmulator({ mappings: 3496 });
    try {
      emulator.onRequest = ({ method }) => {
        if (method !== 'GET') emulator.put(...many(4, 'us-east-1', '198.51'));
      };
      const ending = await runSource({ inputs: at(emulator, { mappings: JSON.stringify(many(4)) }) });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '4', 'error-codes': '1164', count: '3500' } });
      const [error] = errorsOf(ending);
      expect(error).toMatch(/3,?500.*3,?496|3,?496.*3,?500/);
      expect(error).toMatch(/another (?:run|writer)|meanwhile/);
    } finally {
      await emulator.close();
    }
  });
});

describe('A plain run', () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  test('registers one mapping with one PATCH and nothing to read after it', async () => {
    emulator = await startEmulator({});
    const ending = await runSource({ inputs: at(emulator, ONE) });
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: {
        changed: 'true',
        created: '1',
        'api-version': 'v1',
        'zone-id': emulator.zoneId,
        count: '1',
        remaining: '3499',
      },
    });
    expect(emulator.mappings()).toEqual([ONE]);
    const sent = emulator.requests.map(
      ({ method, path }) => `${method} ${path.replace(`/zones/${emulator.zoneId}`, '')}`,
    );
    expect(sent.at(-1)).toBe('PATCH /cache/origin_cloud_regions');
    expect(sent.filter((line) => line.startsWith('GET')).sort()).toEqual([
      'GET /argo/tiered_caching',
      'GET /cache/origin_cloud_regions',
      'GET /cache/origin_cloud_regions/supported_regions',
      'GET /cache/tiered_cache_smart_topology_enable',
      'GET /origin/cloud_regions',
    ]);
  });

  test.each([
    ['both', 'v1', 5],
    ['v1', 'v1', 5],
    ['v2', 'v2', 39],
  ] as const)(
    'over 3,500 mappings without a change writes nothing, with few requests (%s)',
    async (surfaces, version, most) => {
      emulator = await startEmulator({ surfaces, mappings: 3500 });
      const files = { 'origins.json': JSON.stringify(population(3500)) };
      const ending = await runSource({ inputs: at(emulator, { 'mappings-file': 'origins.json' }), files });
      expect(ending).toMatchObject({
        exitCode: 0,
        outputs: { changed: 'false', unchanged: '3500', count: '3500', remaining: '0', 'api-version': version },
      });
      expect(emulator.requests.length).toBeLessThanOrEqual(most);
      expect(writes(emulator)).toEqual([]);
    },
  );

  test('asks nobody but Cloudflare where every entry has a region', async () => {
    emulator = await startEmulator({});
    await runSource({ inputs: at(emulator, ONE) });
    expect(emulator.requests.map(({ path }) => path)).not.toContain('/ips');
  });
});
