import { describe, expect, test } from '@jest/globals';
import { CloudflareError, type CloudflareErrorKind } from '../../../src/cloudflare/cloudflare-error.ts';
import type { Existing } from '../../../src/domain/mapping.ts';
import type { ApiVersion } from '../../../src/domain/result.ts';
import { type Application, applyTo } from '../../support/applying.ts';
import type { Effect, FakeRequest, FakeZone, FakeZoneOptions } from '../../support/fake-zone.ts';
import { address, anywhere, at, desired, EAST, many, NORTH, type Row, WEST } from '../../support/reconcile.ts';

const [A, B, C] = many(3) as [Row, Row, Row];
const outcomes = ({ outcomes: list }: Application) => list.map(({ outcome }) => outcome);
const rowsOf = (existing: Existing | undefined) => [...(existing?.mappings.values() ?? [])];
const isWrite = ({ kind }: FakeRequest) => kind !== 'list';
const isBatch = ({ kind }: FakeRequest) => kind.endsWith('Batch');
const isRemoval = ({ kind }: FakeRequest) => kind.startsWith('remove');
/** Others act once, at the first write. */
const atFirstWrite = (act: Required<FakeZoneOptions>['before']): FakeZoneOptions => ({
  before: (request, zone) => (isWrite(request) && request.nth === 1 ? act(request, zone) : undefined),
});
const LOST = "of this run's writes are missing and are sent again";

describe('Changes', () => {
  test.each<[ApiVersion, number]>([
    ['v1', 0],
    ['v2', 1],
  ])('of which there is one are one write; on %s the list is read %d times after it', async (version, lists) => {
    const done = await applyTo({ version }, { present: desired([A]), absent: anywhere(B) });
    expect(done).toMatchObject({ changed: true, outcomes: [{ outcome: 'created' }, { outcome: 'unchanged' }] });
    expect(done.zone.requests).toEqual([`put ${A.ip}`, ...Array(lists).fill('list')]);
    expect(rowsOf(done.existing)).toEqual([A]);
  });

  test('of which there are none are no request', async () => {
    const done = await applyTo({ mappings: [A] }, { present: desired([A]), absent: anywhere(B) });
    expect(outcomes(done)).toEqual(['unchanged', 'unchanged']);
    expect(done).toMatchObject({ changed: false, zone: { requests: [] } });
    expect(rowsOf(done.existing)).toEqual([A]);
  });

  test('leave alone what is skipped', async () => {
    const present = desired([{ ...A, ...WEST }, B]);
    const done = await applyTo({ mappings: [A] }, { present }, { onConflict: 'skip' });
    expect(done.outcomes).toMatchObject([
      { outcome: 'skipped', message: expect.stringContaining('left as it is (on-conflict: skip)') },
      { outcome: 'created' },
    ]);
    expect(done.zone.content()).toEqual([A, B]);
  });

  test('carry host names and evidence into the outcomes', async () => {
    const evidence = { kind: 'published', words: 'published by AWS' } as const;
    const present = desired([A], { hosts: ['a.example'], location: { kind: 'known', target: EAST, evidence } });
    expect((await applyTo({}, { present })).outcomes).toEqual([
      { ip: A.ip, target: EAST, hosts: ['a.example'], evidence, outcome: 'created' },
    ]);
  });

  test('go in batches of at most 100, updates first, then creates, then removals; the list is read once', async () => {
    const held = many(350, 'us-west-2');
    const present = desired([...many(101), ...many(102, 'us-east-1', '198.51')]);
    const done = await applyTo({ mappings: held }, { present, absent: anywhere(...held.slice(150, 253)) });
    expect(done.zone.requests).toEqual([
      'putBatch 100',
      'put 203.0.0.100',
      'putBatch 100',
      'putBatch 2',
      'removeBatch 100',
      'removeBatch 3',
      'list',
    ]);
    expect(outcomes(done)).not.toContain('failed');
  });

  test('begin with removals only as far as the limit forces it', async () => {
    const held = many(3498);
    const fresh = many(5, 'us-east-1', '198.51');
    const done = await applyTo({ mappings: held }, { present: desired(fresh), absent: anywhere(...held.slice(0, 8)) });
    expect(done.zone.writes).toEqual(['removeBatch 3', 'putBatch 5', 'removeBatch 5']);
    expect(outcomes(done)).toEqual([...Array(5).fill('created'), ...Array(8).fill('removed')]);
    expect(done.existing?.mappings.size).toBe(3495);
  });

  test('are reported now and then', async () => {
    expect((await applyTo({}, { present: desired(many(1150)) })).progress).toEqual(['1000 of 1150 sent']);
  });

  test('are single writes where batches are not routed', async () => {
    const done = await applyTo(
      { effect: (request) => (isBatch(request) ? { throws: 'no-route' } : undefined) },
      { present: desired([A, B, C]) },
    );
    expect(outcomes(done)).toEqual(['created', 'created', 'created']);
    expect(done.zone.writes).toEqual(['putBatch 3', ...[A, B, C].map(({ ip }) => `put ${ip}`)]);
  });
});

describe('An entry that the API refuses', () => {
  test('is sent once more alone, to learn its code, and stops no other', async () => {
    const wrong = at(C.ip, { vendor: 'aws', region: 'mars-1' });
    const done = await applyTo(
      { mappings: [B], refuses: 'mars-1' },
      { present: desired([A, wrong]), absent: anywhere(B) },
    );
    expect(done.zone.writes).toEqual(['putBatch 2', `put ${C.ip}`, `remove ${B.ip}`]);
    expect(done.outcomes).toMatchObject([
      { outcome: 'created' },
      {
        outcome: 'failed',
        code: 1157,
        message: expect.stringMatching(/^Cloudflare answered 1157 .*\. Cloudflare knows no region "mars-1" of "aws"/),
      },
      { outcome: 'removed' },
    ]);
  });

  test('keeps the words of the batch after ten others have failed alone', async () => {
    const present = desired([...many(12, 'mars-1'), ...many(3, 'us-east-1', '198.51')]);
    const done = await applyTo({ refuses: 'mars-1' }, { present });
    expect(done.zone.writes).toHaveLength(11);
    const failed = done.outcomes.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter((one) => 'code' in one && one.code === 1157)).toHaveLength(10);
    const words = { outcome: 'failed', message: 'Cloudflare answered: The vendor provided does not exist' };
    expect(failed.slice(10)).toMatchObject([words, words]);
    expect(outcomes(done).slice(12)).toEqual(['created', 'created', 'created']);
  });

  test('by a batch is created where it is taken alone', async () => {
    const done = await applyTo(
      { effect: (request) => (isBatch(request) ? { failed: { [B.ip]: 'internal error' } } : undefined) },
      { present: desired([A, B]) },
    );
    expect(outcomes(done)).toEqual(['created', 'created']);
  });

  test('as part of a whole batch is sent alone, with all others of it', async () => {
    const done = await applyTo(
      { effect: (request) => (isBatch(request) ? { throws: 'refused' } : undefined) },
      { present: desired(many(12)) },
    );
    expect(outcomes(done)).toEqual(Array(12).fill('created'));
    expect(done.zone.writes).toHaveLength(13);
  });

  describe('as part of a whole batch', () => {
    /** A server that refuses every request that holds one of these. */
    const refusing = (wrong: readonly Row[]) => {
      const ips = new Set(wrong.map(({ ip }) => address(ip)));
      return (request: FakeRequest) =>
        isWrite(request) && request.ips.some((ip) => ips.has(ip)) ? ({ throws: 'refused' } as const) : undefined;
    };

    test('stops no other of it either after ten have failed alone: the rest is sent as one', async () => {
      const rows = many(100);
      const done = await applyTo({ effect: refusing(rows.slice(0, 10)) }, { present: desired(rows) });
      expect(outcomes(done)).toEqual([...Array(10).fill('failed'), ...Array(90).fill('created')]);
      expect(done.zone.writes).toHaveLength(12);
      expect(done.zone.writes[11]).toBe('putBatch 90');
    });

    test('nor where more are refused: the rest is sent in halves', async () => {
      const rows = many(100);
      const wrong = [...rows.slice(0, 10), ...rows.slice(50, 52), ...rows.slice(98)];
      const done = await applyTo({ effect: refusing(wrong) }, { present: desired(rows) });
      expect(done.outcomes.filter(({ outcome }) => outcome === 'failed')).toMatchObject(
        wrong.map(({ ip }) => ({ ip, code: 1146 })),
      );
      expect(outcomes(done).filter((outcome) => outcome === 'created')).toHaveLength(86);
    });

    test('nor of the batches after it', async () => {
      const rows = many(200);
      const done = await applyTo(
        { mappings: rows, effect: refusing([...rows.slice(0, 10), rows[150] as Row]) },
        { absent: anywhere(...rows) },
      );
      expect(outcomes(done).filter((outcome) => outcome === 'removed')).toHaveLength(189);
    });

    test('keeps the words of the batch after forty requests with parts of it', async () => {
      const rows = many(200);
      const done = await applyTo({ effect: refusing(rows) }, { present: desired(rows) });
      expect(done.zone.writes).toHaveLength(2 + 10 + 40);
      expect(done.outcomes).toMatchObject(Array(200).fill({ outcome: 'failed', code: 1146 }));
    });

    test('ends with the end of sending, and with 1164', async () => {
      const rows = many(30);
      const ended = (throws: 'denied' | 'limit') => (request: FakeRequest) => {
        if (request.kind === 'putBatch') return request.ips.length < 20 ? { throws } : ({ throws: 'refused' } as const);
        return isWrite(request) ? ({ throws: 'refused' } as const) : undefined;
      };
      for (const [throws, code] of [
        ['denied', 10000],
        ['limit', 1164],
      ] as const) {
        const done = await applyTo({ effect: ended(throws) }, { present: desired(rows) });
        expect(done.zone.writes).toHaveLength(1 + 10 + 1 + 1);
        expect(done.outcomes[10]).toMatchObject({ outcome: 'failed', code });
        expect(done.outcomes[29]).toMatchObject({ outcome: 'failed', code: 1146 });
      }
    });
  });

  test('with several codes keeps all of them', async () => {
    const effect = (request: FakeRequest) =>
      isWrite(request) ? ({ throws: 'refused', code: 1157, more: [1146, 9999] } as const) : undefined;
    const done = await applyTo({ effect }, { present: desired([A]) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1157, codes: [1157, 1146, 9999] }]);
    const full = (request: FakeRequest) =>
      isWrite(request) ? ({ throws: 'limit', more: [1146] } as const) : undefined;
    expect((await applyTo({ effect: full }, { present: desired([A]) })).outcomes).toMatchObject([
      { outcome: 'failed', code: 1164, codes: [1164, 1146], message: expect.stringContaining('takes no more') },
    ]);
  });

  test('as one that does not exist is a failure', async () => {
    const done = await applyTo({ effect: () => ({ throws: 'missing', code: 1142 }) }, { present: desired([A]) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1142 }]);
  });

  test('as a removal has no suggestion of regions', async () => {
    const done = await applyTo(
      { mappings: [A], effect: (request) => (isRemoval(request) ? { throws: 'refused', code: 1157 } : undefined) },
      { absent: anywhere(A) },
    );
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1157, message: 'Cloudflare answered 1157 (refused)' },
    ]);
  });
});

describe('1164 that only the API knows', () => {
  const held = many(4, 'us-west-2');
  const FULL =
    /^Cloudflare takes no more mappings in this zone \(code 1164\): the limit is 3,500\. The zone held 4 when/;

  test('ends the creating, and nothing else', async () => {
    const fresh = many(150, 'us-east-1', '198.51');
    const input = { present: desired([...fresh, at(A.ip, EAST)]), absent: anywhere(held[3] as Row) };
    const done = await applyTo({ mappings: held, limit: 4 }, input);
    expect(done.zone.writes).toEqual([`put ${A.ip}`, 'putBatch 100', `remove ${held[3]?.ip}`]);
    expect(done.outcomes.slice(0, 150)).toEqual(
      fresh.map(({ ip }) => ({
        ip,
        target: EAST,
        outcome: 'failed',
        code: 1164,
        message: expect.stringMatching(FULL),
      })),
    );
    expect(outcomes(done).slice(150)).toEqual(['updated', 'removed']);
  });

  test('says what is there now, and that another writer has filled the zone meanwhile', async () => {
    const filled = many(3498);
    const fresh = many(2, 'us-east-1', '198.51');
    const done = await applyTo(
      {
        mappings: filled,
        ...atFirstWrite((_, zone) => many(2, 'us-east-1', '192.88').forEach((row) => void zone.set(row))),
      },
      { present: desired(fresh) },
    );
    const message =
      'Cloudflare takes no more mappings in this zone (code 1164): the limit is 3,500. The zone held 3,498 when this run read it, 2 more were requested, and 2 fitted; it holds 3,500 now: another writer has filled the zone meanwhile. Remove mappings that are no longer needed, for example in a run that lists them with state: absent, and run again';
    expect(done.outcomes).toMatchObject(Array(2).fill({ outcome: 'failed', code: 1164, message }));
  });

  test('for an item sent alone ends the sending alone of others that are new', async () => {
    const failed = { [A.ip]: 'no more', [B.ip]: 'not now' };
    const done = await applyTo(
      { effect: (request) => (isBatch(request) ? { failed } : isWrite(request) ? { throws: 'limit' } : undefined) },
      { present: desired([A, B, C]) },
    );
    expect(done.zone.writes).toHaveLength(2);
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164 },
      { outcome: 'failed', message: 'Cloudflare answered: not now' },
      { outcome: 'created' },
    ]);
  });

  test('against an update ends no creating', async () => {
    const present = desired([{ ...A, ...WEST }, B]);
    const done = await applyTo(
      {
        mappings: [A],
        effect: ({ ips }) => (ips.includes(address(A.ip)) ? { throws: 'limit' } : undefined),
      },
      { present },
    );
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1164 }, { outcome: 'created' }]);
  });

  test('against a removal is reported in Cloudflare’s words', async () => {
    const done = await applyTo(
      { mappings: [A], effect: (request) => (isRemoval(request) ? { throws: 'limit' } : undefined) },
      { absent: anywhere(A) },
    );
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164, message: 'Cloudflare answered 1164 (limit)' },
    ]);
  });

  test('holds in the next rounds', async () => {
    const fresh = many(101, 'us-east-1', '198.51');
    const done = await applyTo(
      {
        effect: (request) => (isWrite(request) && request.nth === 2 ? { throws: 'limit' } : undefined),
        after: (request, zone) => (request.nth === 2 && isWrite(request) ? zone.drop('198.51.0.0') : undefined),
      },
      { present: desired(fresh) },
    );
    expect(done.zone.writes).toHaveLength(2);
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 1164 },
      ...Array(99).fill({ outcome: 'created' }),
      { code: 1164 },
    ]);
  });
});

describe('An answer that did not come', () => {
  test.each([[[A]], [[A, B]]])('leaves the outcome to the list (%j)', async (rows) => {
    const lost = await applyTo(
      { effect: (request) => (isWrite(request) ? { throws: 'unanswered', applied: true } : undefined) },
      { present: desired(rows) },
    );
    expect(lost.changed).toBe(true);
    expect(outcomes(lost)).toEqual(rows.map(() => 'created'));
    const failed = await applyTo(
      { effect: (request) => (isWrite(request) ? { throws: 'unanswered', code: 1140, tries: 5 } : undefined) },
      { present: desired(rows) },
    );
    expect(failed.changed).toBe(false);
    expect(failed.outcomes).toMatchObject(
      rows.map(() => ({ outcome: 'failed', code: 1140, message: 'Cloudflare answered 1140 (unanswered)' })),
    );
    expect(failed.zone.writes).toHaveLength(1);
  });

  test('is no reason for a code', async () => {
    const effect = (request: FakeRequest) => (isWrite(request) ? ({ throws: 'unanswered' } as const) : undefined);
    const done = await applyTo({ effect }, { present: desired([A]) });
    expect(done.outcomes[0]).not.toHaveProperty('code');
  });

  test('of an item that a batch does not mention leaves it to the list as well', async () => {
    const effect = (request: FakeRequest) => (isBatch(request) ? 'silent' : undefined);
    expect(outcomes(await applyTo({ effect }, { present: desired([A, B]) }))).toEqual(['created', 'created']);
    const gone = (_: FakeRequest, zone: FakeZone) => zone.drop(A.ip);
    expect((await applyTo({ effect, after: gone }, { present: desired([A, B]) })).outcomes).toMatchObject([
      { outcome: 'failed', message: 'Cloudflare did not say what became of it' },
      { outcome: 'created' },
    ]);
  });

  test.each([[[A]], [[A, B]]])('but success with another result counts as sent once (%j)', async (rows) => {
    const effect = (request: FakeRequest) => (isWrite(request) ? 'other result' : undefined);
    const done = await applyTo({ effect }, { present: desired(rows) });
    expect(outcomes(done)).toEqual(rows.map(() => 'created'));
    expect(done.zone.requests).toEqual([expect.any(String), 'list']);
  });
});

describe('A removal', () => {
  test.each([[[A]], [[A, B]]])('done by a try whose answer was lost is a removal (%j)', async (rows) => {
    const effect = (request: FakeRequest) => (isWrite(request) ? 'second try' : undefined);
    const done = await applyTo({ mappings: rows, effect }, { absent: anywhere(...rows) });
    expect(outcomes(done)).toEqual(rows.map(() => 'removed'));
    expect(done.zone.requests).toEqual([expect.any(String), 'list']);
  });

  test('done by a try whose answer was lost is a removal, also where the list cannot be read', async () => {
    const effect = (request: FakeRequest) => (isWrite(request) ? 'second try' : ({ throws: 'unanswered' } as const));
    const done = await applyTo({ mappings: [A], effect }, { absent: anywhere(A) });
    expect(done).toMatchObject({
      changed: true,
      outcomes: [{ outcome: 'removed' }],
      unverified: { kind: 'unanswered' },
    });
  });

  test('of what somebody else removed is unchanged, alone and in a batch', async () => {
    const gone = atFirstWrite((_, zone) => zone.drop(A.ip, B.ip));
    const batch = await applyTo({ mappings: [A, B, C], ...gone }, { absent: anywhere(A, B, C) });
    expect(outcomes(batch)).toEqual(['unchanged', 'unchanged', 'removed']);
    expect(batch.zone.requests).toEqual(['removeBatch 3', 'list']);
    const alone = await applyTo({ mappings: [A], ...gone }, { absent: anywhere(A) });
    expect(alone).toMatchObject({ changed: false, outcomes: [{ outcome: 'unchanged' }] });
  });

  test('of what somebody else removed is unchanged where the list cannot be read any more', async () => {
    const done = await applyTo(
      {
        mappings: [A],
        ...atFirstWrite((_, zone) => zone.drop(A.ip)),
        effect: ({ kind }) => (kind === 'list' ? { throws: 'unanswered' } : undefined),
      },
      { absent: anywhere(A) },
    );
    expect(done).toMatchObject({ changed: false, outcomes: [{ outcome: 'unchanged' }], unverified: {} });
  });

  test('that a batch fails and that the list still shows is sent alone, without a notice', async () => {
    const effect = (request: FakeRequest) => {
      if (isBatch(request)) return { failed: { [A.ip]: 'internal error', [B.ip]: 'not allowed' } };
      return isRemoval(request) && request.ips[0] === B.ip ? ({ throws: 'refused' } as const) : undefined;
    };
    const done = await applyTo({ mappings: [A, B, C], effect }, { absent: anywhere(A, B, C) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'removed' },
      { outcome: 'failed', code: 1146 },
      { outcome: 'removed' },
    ]);
    expect(done.zone.requests).toEqual(['removeBatch 3', 'list', `remove ${A.ip}`, `remove ${B.ip}`, 'list']);
    expect(done.notices).toEqual([]);
  });

  test('that a batch fails keeps the words of the batch after ten others have failed alone', async () => {
    const rows = many(12);
    const failed = Object.fromEntries(rows.map(({ ip }) => [ip, 'not allowed']));
    const effect = (request: FakeRequest) => {
      if (isBatch(request)) return { failed };
      return isWrite(request) ? ({ throws: 'refused' } as const) : undefined;
    };
    const done = await applyTo({ mappings: rows, effect }, { absent: anywhere(...rows) });
    expect(done.zone.writes).toHaveLength(11);
    expect(done.outcomes.slice(9)).toMatchObject([
      { outcome: 'failed', code: 1146 },
      { outcome: 'failed', message: 'Cloudflare answered: not allowed' },
      { outcome: 'failed', message: 'Cloudflare answered: not allowed' },
    ]);
  });

  test('that a batch fails stays failed where the list cannot be read any more', async () => {
    const effect = (request: FakeRequest) =>
      isBatch(request) ? { failed: { [A.ip]: 'internal error' } } : ({ throws: 'unanswered' } as const);
    const done = await applyTo({ mappings: [A, B], effect }, { absent: anywhere(A, B) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', message: 'Cloudflare answered: internal error' },
      { outcome: 'removed' },
    ]);
  });

  test('that the API calls missing, and lists all the same, is sent again', async () => {
    const once = (request: FakeRequest) =>
      isWrite(request) && request.nth === 1 ? ({ throws: 'missing' } as const) : undefined;
    const done = await applyTo({ mappings: [A], effect: once }, { absent: anywhere(A) });
    expect([outcomes(done), done.zone.writes.length]).toEqual([['removed'], 2]);
    const always = (request: FakeRequest) => (isWrite(request) ? ({ throws: 'missing' } as const) : undefined);
    const failed = await applyTo({ mappings: [A], effect: always }, { absent: anywhere(A) });
    expect(failed.zone.writes).toHaveLength(3);
    expect(failed.outcomes).toMatchObject([{ outcome: 'failed', message: expect.stringContaining('no such mapping') }]);
  });

  test.each<[CloudflareErrorKind, boolean, string]>([
    ['refused', true, 'removed'],
    ['missing', false, 'removed'],
  ])('in a batch that is %s as a whole (applied: %p) is sent alone', async (throws, applied, outcome) => {
    const effect = (request: FakeRequest) => (isBatch(request) ? { throws, applied } : undefined);
    const done = await applyTo({ mappings: [A, B], effect }, { absent: anywhere(A, B) });
    expect(outcomes(done)).toEqual([outcome, outcome]);
    expect(done.zone.writes).toHaveLength(3);
  });

  test('in a batch that finds no route after a try that took effect is a removal', async () => {
    const effect = (request: FakeRequest) =>
      isBatch(request) ? ({ throws: 'no-route', applied: true, tries: 2 } as const) : undefined;
    const done = await applyTo({ mappings: [A, B], effect }, { absent: anywhere(A, B) });
    expect(outcomes(done)).toEqual(['removed', 'removed']);
  });
});

describe('A write that is lost to another writer', () => {
  const lostUpTo = (most: number) => (request: FakeRequest) =>
    isWrite(request) && request.nth <= most ? 'lost' : undefined;

  test.each<[string, FakeZoneOptions, Parameters<typeof applyTo>[1], string]>([
    ['create', {}, { present: desired([A, B]) }, 'created'],
    ['update', { mappings: [A, B] }, { present: desired([A, B].map((row) => ({ ...row, ...WEST }))) }, 'updated'],
    ['removal', { mappings: [A, B] }, { absent: anywhere(A, B) }, 'removed'],
  ])('is written again, twice at most, with a notice: a %s', async (_, options, input, outcome) => {
    const done = await applyTo({ ...options, effect: lostUpTo(2) }, input);
    expect(outcomes(done)).toEqual([outcome, outcome]);
    const notice = `Another run overwrote the zone's record: 2 ${LOST}`;
    expect(done.notices).toEqual([notice, notice]);
    const failed = await applyTo({ ...options, effect: lostUpTo(3) }, input);
    expect(failed.zone.writes).toHaveLength(3);
    expect(failed.outcomes).toMatchObject(
      Array(2).fill({ outcome: 'failed', message: expect.stringContaining('It was sent 3 times.') }),
    );
    expect(failed.changed).toBe(true);
  });

  test('is not sent again once nothing more can be sent', async () => {
    const effect = (request: FakeRequest) => {
      if (request.kind === 'putBatch') return 'lost';
      return isWrite(request) ? ({ throws: 'denied' } as const) : undefined;
    };
    const done = await applyTo({ effect }, { present: desired(many(101)) });
    expect(done.outcomes[0]).toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('It was not sent again: Cloudflare answered 10000'),
    });
    expect(done.outcomes[100]).toMatchObject({ outcome: 'failed', code: 10000 });
    expect(done.zone.writes).toHaveLength(2);
  });

  test('and then refused is a failure with the refusal', async () => {
    const effect = (request: FakeRequest) => {
      if (!isWrite(request)) return undefined;
      return request.nth === 1 ? 'lost' : ({ throws: 'refused' } as const);
    };
    const done = await applyTo({ version: 'v2', effect }, { present: desired([A]) });
    expect(done).toMatchObject({ changed: true, outcomes: [{ outcome: 'failed', code: 1146 }] });
  });

  test('alone, and then refused, is judged by a list that is read after the refusal', async () => {
    const effect = (request: FakeRequest) => {
      if (!isWrite(request)) return undefined;
      return request.nth === 1 ? 'lost' : ({ throws: 'refused' } as const);
    };
    const done = await applyTo({ effect }, { present: desired([A]) });
    expect(done.zone.requests).toEqual([`put ${A.ip}`, `put ${A.ip}`, 'list']);
  });

  test('and cannot be sent again for lack of time says so', async () => {
    const effect = (request: FakeRequest) => {
      if (!isWrite(request)) return undefined;
      return request.nth === 1 ? 'lost' : ({ throws: 'out-of-time', message: 'Time is up', tries: 0 } as const);
    };
    const done = await applyTo({ effect }, { present: desired([A, B]) });
    expect(done.outcomes).toMatchObject(
      Array(2).fill({ outcome: 'failed', message: 'was not sent again: Time is up' }),
    );
  });
});

describe('What somebody changes on purpose while the run is at work', () => {
  const afterFirstWrite = (act: Required<FakeZoneOptions>['before']): FakeZoneOptions => ({
    after: (request, zone) => (isWrite(request) && request.nth === 1 ? act(request, zone) : undefined),
  });
  const changed = (words: string) => ({
    outcome: 'failed',
    message: expect.stringMatching(new RegExp(`^somebody changed it meanwhile: the zone ${words} now`)),
  });

  test('to a third target after a create is never written over', async () => {
    const done = await applyTo(
      afterFirstWrite((_, zone) => zone.set(at(A.ip, NORTH))),
      { present: desired([A, B]) },
    );
    expect(done.outcomes).toMatchObject([changed('maps it to gcp europe-north1'), { outcome: 'created' }]);
    expect(done.zone.writes).toHaveLength(1);
    expect(done).toMatchObject({ changed: true, notices: [] });
  });

  test.each([
    ['a third target', (zone: FakeZone) => zone.set(at(A.ip, NORTH)), 'maps it to gcp europe-north1'],
    ['nothing', (zone: FakeZone) => zone.drop(A.ip), 'holds no mapping of it'],
  ])('to %s after an update is never written over', async (_, act, words) => {
    const present = desired([A, B].map((row) => ({ ...row, ...WEST })));
    const done = await applyTo({ mappings: [A, B], ...afterFirstWrite((__, zone) => act(zone)) }, { present });
    expect(done.outcomes).toMatchObject([changed(words), { outcome: 'updated' }]);
    expect(done.zone.writes).toHaveLength(1);
  });

  test.each([[[A]], [[A, B]]])('to another mapping after a removal is never removed (%j)', async (rows) => {
    const options = { mappings: rows, ...afterFirstWrite((_, zone) => zone.set(at(A.ip, NORTH))) };
    const done = await applyTo(options, { absent: anywhere(...rows) });
    expect(done.outcomes[0]).toMatchObject(changed('maps it to gcp europe-north1'));
    expect(done.zone.writes).toHaveLength(1);
    expect(done.zone.content()).toEqual([at(A.ip, NORTH)]);
  });

  test('to what was desired is unchanged where this run could not send it', async () => {
    const done = await applyTo(
      {
        mappings: [C],
        effect: (request) => (isWrite(request) ? { throws: 'denied' } : undefined),
        ...atFirstWrite((_, zone) => zone.drop(C.ip)),
      },
      { present: desired([A, B]), absent: anywhere(C) },
    );
    expect(outcomes(done)).toEqual(['failed', 'failed', 'unchanged']);
    expect(done.changed).toBe(false);
  });

  test('to a third target while the write was refused is reported with the refusal', async () => {
    const done = await applyTo(
      {
        effect: (request) => (isWrite(request) ? { throws: 'refused' } : undefined),
        ...afterFirstWrite((_, zone) => zone.set(at(A.ip, NORTH))),
      },
      { present: desired([A]) },
    );
    expect(done.outcomes).toMatchObject([
      {
        outcome: 'failed',
        code: 1146,
        message: expect.stringMatching(/^Cloudflare answered 1146 \(refused\); and somebody changed it meanwhile: /),
      },
    ]);
  });

  test.each([
    ['is gone', (zone: FakeZone) => zone.drop(C.ip), 'holds no mapping of it', undefined],
    ['is mapped elsewhere', (zone: FakeZone) => zone.set(at(C.ip, WEST)), 'maps it to aws us-west-2', WEST],
  ])('fails what was as desired and %s, and is not written over', async (_, act, words, left) => {
    const done = await applyTo(
      { mappings: [C], ...atFirstWrite((__, zone) => act(zone)) },
      { present: desired([A, B, C]) },
    );
    expect(done.outcomes).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }, changed(words)]);
    expect(done.zone.content().filter(({ ip }) => ip === C.ip)).toEqual(left === undefined ? [] : [at(C.ip, left)]);
    expect(done.zone.writes).toHaveLength(1);
  });

  test('fails what was to be absent, was, and is there now', async () => {
    const done = await applyTo(
      { mappings: [B], ...atFirstWrite((_, zone) => zone.set(A)) },
      { absent: [...desired([A]), ...anywhere(B)] },
    );
    expect(done.outcomes).toMatchObject([changed('maps it to aws us-east-1'), { outcome: 'removed' }]);
  });

  test('and sets right again before the zone is read is unchanged', async () => {
    const done = await applyTo(
      {
        mappings: [C],
        ...atFirstWrite((_, zone) => zone.drop(C.ip)),
        after: ({ nth }, zone) => (nth === 1 ? zone.set(C) : undefined),
      },
      { present: desired([A, B, C]) },
    );
    expect(outcomes(done)).toEqual(['created', 'created', 'unchanged']);
  });
});

describe('A list that came in several pages', () => {
  /** Readings of the list that lack some addresses; those after them are whole. */
  const torn = (...lacking: (readonly Row[])[]): FakeZoneOptions => ({
    version: 'v2',
    shown(list, { kind, nth }) {
      const mappings = new Map(list.mappings);
      if (kind === 'list') for (const { ip } of lacking[nth - 1] ?? []) mappings.delete(address(ip));
      return { ...list, mappings, pages: 2 };
    },
  });
  const lists = ({ zone }: Application) => zone.requests.filter((request) => request === 'list').length;

  test.each<[string, Parameters<typeof applyTo>[1], string]>([
    ['created', { present: desired([A]) }, 'created'],
    ['updated', { present: desired([at(A.ip, WEST)]) }, 'updated'],
    ['as it should be', { present: desired([A, B]) }, 'unchanged'],
  ])('and lacks what was %s is read again', async (_, input, outcome) => {
    const mappings = outcome === 'created' ? [] : [A];
    const done = await applyTo({ ...torn([A]), mappings }, input);
    expect(outcomes(done)[0]).toBe(outcome);
    expect([lists(done), done.zone.writes.length, done.notices]).toEqual([2, 1, []]);
    expect(done.existing?.mappings.has(address(A.ip))).toBe(true);
  });

  test('and lacks what could not be removed is read again', async () => {
    const refused = (request: FakeRequest) => (isWrite(request) ? ({ throws: 'refused' } as const) : undefined);
    const done = await applyTo({ ...torn([A]), mappings: [A], effect: refused }, { absent: anywhere(A) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', code: 1146 }]);
    expect(lists(done)).toBe(2);
  });

  test('is believed where two readings in a row agree, or after three', async () => {
    const present = desired([A, B, C]);
    const gone = { after: (_: FakeRequest, zone: FakeZone) => zone.drop(C.ip) };
    const agreed = await applyTo({ ...torn([A], [B]), mappings: [C], ...gone }, { present });
    expect(outcomes(agreed)).toEqual(['created', 'created', 'failed']);
    expect(lists(agreed)).toBe(3);
    const twice = await applyTo({ ...torn(), mappings: [C], ...gone }, { present });
    expect([lists(twice), outcomes(twice)[2]]).toEqual([2, 'failed']);
    const never = await applyTo({ ...torn([A], [B], [A]) }, { present: desired([A, B]) });
    expect([lists(never), outcomes(never)]).toEqual([4, ['created', 'created']]);
  });

  test('is read once where it lacks nothing, or only what was removed', async () => {
    const done = await applyTo({ ...torn(), mappings: [A] }, { present: desired([B]), absent: anywhere(A) });
    expect([lists(done), outcomes(done)]).toEqual([1, ['created', 'removed']]);
  });
});

test('A single write that answers a list without what was there before is judged by the list that is read', async () => {
  const shown = (list: Existing, { kind }: FakeRequest) =>
    kind === 'put' ? { ...list, mappings: new Map([...list.mappings].slice(-1)) } : list;
  const done = await applyTo({ mappings: [B, C], shown }, { present: desired([A]) });
  expect(done.zone.requests).toEqual([`put ${A.ip}`, 'list']);
  expect(done.existing?.mappings.size).toBe(3);
});

describe('The end of sending', () => {
  test('by a denied credential leaves the rest not attempted', async () => {
    const effect = (request: FakeRequest) =>
      isWrite(request) ? ({ throws: 'denied', code: 9109 } as const) : undefined;
    const done = await applyTo({ mappings: [C], effect }, { present: desired([A, B]), absent: anywhere(C) });
    expect(done.zone.writes).toEqual(['putBatch 2']);
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 9109 },
      { outcome: 'failed', code: 9109 },
      { outcome: 'failed', message: 'was not attempted: Cloudflare answered 9109 (denied)' },
    ]);
    expect(done.changed).toBe(false);
    expect(rowsOf(done.existing)).toEqual([C]);
  });

  test('while items are sent alone leaves the others with the words of the batch', async () => {
    const effect = (request: FakeRequest) => {
      if (isBatch(request)) return { failed: { [A.ip]: 'not now', [B.ip]: 'not now' } };
      return isWrite(request) ? ({ throws: 'denied' } as const) : undefined;
    };
    const done = await applyTo({ effect }, { present: desired([A, B]) });
    expect(done.outcomes).toMatchObject([
      { outcome: 'failed', code: 10000 },
      { outcome: 'failed', message: 'Cloudflare answered: not now' },
    ]);
    expect(done.zone.writes).toHaveLength(2);
  });

  test.each([[[A]], [[A, B]]])(
    'by a cancellation before an item is sent alone leaves it with the words of the batch',
    async () => {
      const effect = (request: FakeRequest) => {
        if (isBatch(request)) return { failed: { [A.ip]: 'not now' } };
        return { throws: 'cancelled', message: 'The run was cancelled', tries: 0 } as const;
      };
      const done = await applyTo({ effect }, { present: desired([A, B]) });
      expect(done.outcomes).toMatchObject([
        { outcome: 'failed', message: 'Cloudflare answered: not now' },
        { outcome: 'created' },
      ]);
    },
  );

  test('by a cancellation is not followed by a read; what was not sent says so', async () => {
    const effect = (request: FakeRequest) =>
      request.nth > 1 ? ({ throws: 'cancelled', message: 'The run was cancelled', tries: 0 } as const) : undefined;
    const done = await applyTo({ effect }, { present: desired(many(250)) });
    expect(done.zone.requests).toEqual(['putBatch 100', 'putBatch 100']);
    expect(outcomes(done)).toEqual([...Array(100).fill('created'), ...Array(150).fill('failed')]);
    expect(done.outcomes.slice(100)).toMatchObject(
      Array(150).fill({ message: 'was not attempted: The run was cancelled' }),
    );
    expect(done).toMatchObject({ changed: true, unverified: { kind: 'cancelled' } });
    expect(done).not.toHaveProperty('existing');
  });

  test('before the first write has changed nothing, and the list is known', async () => {
    const effect = () => ({ throws: 'out-of-time', message: 'Time is up', tries: 0 }) as const;
    const done = await applyTo({ mappings: [C], effect }, { present: desired([A]) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', message: 'was not attempted: Time is up' }]);
    expect(done.changed).toBe(false);
    expect(rowsOf(done.existing)).toEqual([C]);
    expect(done).not.toHaveProperty('unverified');
  });

  test('because nothing is routed differs for what was sent and what was not', async () => {
    const effect = () => ({ throws: 'no-route', message: 'No such route' }) as const;
    const done = await applyTo({ effect }, { present: desired([A, B, C]) });
    const [first, ...rest] = done.outcomes;
    expect(first).toMatchObject({ outcome: 'failed', code: 7003, message: 'No such route' });
    expect(rest).toMatchObject(Array(2).fill({ outcome: 'failed', message: 'was not sent again: No such route' }));
    expect(done.unverified?.kind).toBe('no-route');
  });

  test('because the list cannot be read any more leaves the outcomes as the answers said', async () => {
    const effect = ({ kind }: FakeRequest) => (kind === 'list' ? ({ throws: 'unanswered' } as const) : undefined);
    const done = await applyTo({ mappings: [C], effect }, { present: desired([A, B]), absent: anywhere(C) });
    expect(outcomes(done)).toEqual(['created', 'created', 'removed']);
    expect(done.unverified).toMatchObject({ kind: 'unanswered' });
    expect(done).not.toHaveProperty('existing');
  });

  test('is not a fault of the program: that is thrown as it is', async () => {
    const fault = () => {
      throw new RangeError('a fault');
    };
    await expect(applyTo({ before: fault }, { present: desired([A]) })).rejects.toThrow(RangeError);
    const late = (request: FakeRequest) => (isWrite(request) ? undefined : fault());
    await expect(applyTo({ before: late }, { present: desired([A, B]) })).rejects.toThrow(RangeError);
  });
});

describe('A patch-only API', () => {
  const PATCH_ONLY = { access: 'patch-only' } as const;

  test('that has no route for the first write is none at all, unless an earlier try of it may have taken effect', async () => {
    const effect = (tries: number) => (): Effect => ({ throws: 'no-route', tries });
    const input = { present: desired([A, B]) };
    await expect(applyTo({ ...PATCH_ONLY, effect: effect(1) }, input)).rejects.toMatchObject({ kind: 'no-route' });
    const done = await applyTo({ ...PATCH_ONLY, effect: effect(2) }, input);
    expect(outcomes(done)).toEqual(['failed', 'failed']);
    expect(done.outcomes[0]).not.toMatchObject({ message: expect.stringContaining('not attempted') });
  });

  test('takes each entry alone, and its last answer is the list', async () => {
    const done = await applyTo({ ...PATCH_ONLY, mappings: [C] }, { present: desired([A, B]) });
    expect(done.zone.requests).toEqual([`put ${A.ip}`, `put ${B.ip}`]);
    expect(outcomes(done)).toEqual(['updated', 'updated']);
    expect(done.existing?.mappings.size).toBe(3);
  });

  test('that does not answer the list leaves the outcomes as it answered', async () => {
    const done = await applyTo({ ...PATCH_ONLY, effect: () => 'other result' }, { present: desired([A, B]) });
    expect(outcomes(done)).toEqual(['updated', 'updated']);
    expect(done).not.toHaveProperty('existing');
    expect(done.unverified?.message).toBe('the API has no list to be read, and its last answer did not hold one');
  });

  test('gets a write again that its last answer lacks', async () => {
    const effect = ({ nth }: FakeRequest) => (nth === 1 ? 'lost' : undefined);
    const done = await applyTo({ ...PATCH_ONLY, effect }, { present: desired([A, B]) });
    expect(outcomes(done)).toEqual(['updated', 'updated']);
    expect(done.notices).toHaveLength(1);
    expect(done.zone.content()).toEqual([B, A]);
  });

  test('is full for new addresses only, as far as its last answer shows which are', async () => {
    const late = at('192.0.2.9', EAST);
    const present = desired([A, B, late, { ...C, ...WEST }]);
    const done = await applyTo({ ...PATCH_ONLY, mappings: [C], limit: 2 }, { present });
    expect(done.zone.writes).toHaveLength(3);
    expect(done.outcomes).toMatchObject([
      { outcome: 'updated' },
      {
        outcome: 'failed',
        code: 1164,
        message: expect.stringContaining('it holds 2 now, 4 were requested, and 0 more fit'),
      },
      { outcome: 'failed', code: 1164 },
      { outcome: 'updated' },
    ]);
  });

  test('is not called full where no answer has shown what it holds', async () => {
    const effect = ({ nth }: FakeRequest) => (nth === 1 ? ({ throws: 'limit' } as const) : undefined);
    const done = await applyTo({ ...PATCH_ONLY, mappings: [B], effect }, { present: desired([A, B]) });
    expect(outcomes(done)).toEqual(['failed', 'updated']);
  });

  test.each<[string, Effect, boolean]>([
    ['without an answer', { throws: 'unanswered', applied: true }, false],
    ['refused after a try without one', { throws: 'refused', applied: true, tries: 2 }, false],
    ['refused without a code', { throws: 'refused', code: 'none' }, false],
    ['refused with a code', { throws: 'refused' }, true],
    ['not sent any more', { throws: 'out-of-time', tries: 0 }, true],
  ])('after a write %s: whether the last answer before it is the list', async (_, failure, known) => {
    const effect = ({ nth }: FakeRequest) => (nth === 2 ? failure : undefined);
    const done = await applyTo({ ...PATCH_ONLY, effect }, { present: desired([A, B]) });
    expect(outcomes(done)).toEqual(['updated', 'failed']);
    expect(done.existing !== undefined).toBe(known);
    expect(done.unverified === undefined).toBe(known);
  });

  test('that goes away after its first answer: what was not sent and is so all the same is unchanged', async () => {
    const effect = ({ nth }: FakeRequest) => (nth === 2 ? ({ throws: 'no-route' } as const) : undefined);
    const done = await applyTo({ ...PATCH_ONLY, mappings: [C], effect }, { present: desired([A, B, C]) });
    expect(outcomes(done)).toEqual(['updated', 'failed', 'unchanged']);
  });

  test('without even that is one error, before any progress is reported', async () => {
    const effect = () => ({ throws: 'no-route', message: 'No such route' }) as const;
    const run = applyTo({ ...PATCH_ONLY, effect }, { present: desired(many(30)) });
    await expect(run).rejects.toThrow(CloudflareError);
    await expect(run).rejects.toMatchObject({ kind: 'no-route', message: 'No such route' });
  });

  test('that cannot be asked in time is left alone', async () => {
    const effect = () => ({ throws: 'out-of-time', message: 'Time is up', tries: 0 }) as const;
    const done = await applyTo({ ...PATCH_ONLY, effect }, { present: desired([A]) });
    expect(done.outcomes).toMatchObject([{ outcome: 'failed', message: 'was not attempted: Time is up' }]);
    expect(done).not.toHaveProperty('existing');
    expect(done).not.toHaveProperty('unverified');
  });

  test('leaves what was cancelled unverified', async () => {
    const effect = ({ nth }: FakeRequest) => (nth === 2 ? ({ throws: 'cancelled', tries: 0 } as const) : undefined);
    const done = await applyTo({ ...PATCH_ONLY, effect }, { present: desired([A, B]) });
    expect(done).toMatchObject({ changed: true, unverified: { kind: 'cancelled' } });
    expect(outcomes(done)).toEqual(['updated', 'failed']);
  });
});
