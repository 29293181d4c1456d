import { describe, expect, test } from '@jest/globals';
import type { OpenedZone } from '../../../src/cloudflare/choose-version.ts';
import type { Existing, Target } from '../../../src/domain/mapping.ts';
import type { Inputs } from '../../../src/inputs/inputs.ts';
import type { Preview } from '../../../src/preview/preview.ts';
import { NOTHING } from '../../../src/preview/preview-interface.ts';
import { decide, type Question } from '../../../src/stages/decide.ts';
import { openFakeZone } from '../../support/fake-zone.ts';
import { address, at, desired, EAST, existingOf, OVERWRITE, type Row, WEST } from '../../support/reconcile.ts';

const A = '192.0.2.1';
const B = '192.0.2.2';
const { own: _, ...POLICY } = OVERWRITE;
const FILE = { kind: 'file', path: 'origins.yaml' } as const;

/** What a list says of A and B, reading by reading; one that came in several pages unless said otherwise. */
function zoneOf(readings: readonly (readonly Row[])[], pages = 2): OpenedZone & { readings: number } {
  const lists = readings.map((rows): Existing => existingOf(rows, { pages }));
  const opened = {
    readings: 1,
    existing: lists[0] as Existing,
    regions: new Map(),
    zone: {
      ...openFakeZone(),
      list: async () => {
        const list = lists[opened.readings] ?? lists.at(-1);
        opened.readings += 1;
        return list as Existing;
      },
    },
  };
  return opened;
}

function question(
  opened: OpenedZone,
  policy: Partial<Inputs['policy']> = {},
  more: Partial<Question> = {},
  inputs: Partial<Inputs> = {},
): Question {
  return {
    inputs: { purpose: 'present', mode: 'apply', policy: { ...POLICY, ...policy }, source: FILE, ...inputs } as Inputs,
    opened,
    regions: undefined,
    preview: undefined,
    desired: desired([at(A, EAST)]),
    prune: { kind: 'none' },
    incomplete: false,
    ...more,
  };
}

/** A record: it notes what it was asked for. `absent`: what it would record as not mapped before. */
function previewOf(part: Partial<Preview> = {}, absent: readonly string[] = []) {
  const drafts: [string, Target][][] = [];
  const preview: Preview = {
    prepare: async () => NOTHING,
    draft(registered) {
      drafts.push([...registered]);
      return { problems: [], absent: new Set(absent.map(address)) };
    },
    save: async () => ({ problems: [], warnings: [], notices: [], deferred: new Set() }),
    finish: async () => ({ problems: [], warnings: [] }),
    ...part,
  };
  return { preview, drafts };
}

const kinds = (plan: Awaited<ReturnType<typeof decide>>['plan']) => plan?.entries.map(({ kind }) => kind);

describe('A plan that rests on an address not being there', () => {
  test.each(['fail', 'skip'] as const)(
    'is made once two readings in a row agree (on-conflict: %s)',
    async (onConflict) => {
      const opened = zoneOf([[], []]);
      const { plan, problems } = await decide(question(opened, { onConflict }));
      expect(kinds(plan)).toEqual(['create']);
      expect(problems).toEqual([]);
      expect(opened.readings).toBe(2);
    },
  );

  test('goes by the newer reading, where the address turns up', async () => {
    const opened = zoneOf([[], [at(A, WEST)]]);
    const { plan, existing } = await decide(question(opened, { onConflict: 'skip' }));
    expect(kinds(plan)).toEqual(['skip']);
    expect(existing?.mappings.size).toBe(1);
    expect(opened.readings).toBe(2);
  });

  test('is read again where an address that shall be absent is not listed', async () => {
    const opened = zoneOf([[], [at(A, WEST)]]);
    const { plan } = await decide(question(opened, {}, {}, { purpose: 'absent' }));
    expect(kinds(plan)).toEqual(['skip']);
    expect(opened.readings).toBe(2);
    const gone = zoneOf([[]]);
    expect(kinds((await decide(question(gone, {}, {}, { purpose: 'absent' }))).plan)).toEqual(['unchanged']);
    expect(gone.readings).toBe(2);
  });

  test('is made at once where it rests on none', async () => {
    const opened = zoneOf([[at(A, WEST)], []]);
    expect(kinds((await decide(question(opened, { onConflict: 'skip' }))).plan)).toEqual(['skip']);
    expect(opened.readings).toBe(1);
  });

  test('fails after three readings of which no two in a row agree, naming address and remedy', async () => {
    const both = desired([at(A, EAST), at(B, EAST)]);
    const opened = zoneOf([[at(A, WEST)], [at(B, WEST)], [at(A, WEST)]]);
    const decision = await decide(question(opened, { onConflict: 'skip' }, { desired: both }));
    expect(decision.plan).toBeUndefined();
    expect(decision.problems).toMatchObject([
      { message: expect.stringMatching(/changed.*3 times.*192\.0\.2\.2.*concurrency/) },
    ]);
    expect(opened.readings).toBe(3);
  });

  test('is made by the third reading where it agrees with the second', async () => {
    const both = desired([at(A, EAST), at(B, EAST)]);
    const opened = zoneOf([[at(A, WEST)], [at(B, WEST)], [at(B, WEST)]]);
    const { plan } = await decide(question(opened, { onConflict: 'skip' }, { desired: both }));
    expect(kinds(plan)).toEqual(['create', 'skip']);
    expect(opened.readings).toBe(3);
  });

  test('is made of a list of one page at once', async () => {
    const opened = zoneOf([[]], 1);
    expect(kinds((await decide(question(opened, { onConflict: 'fail' }))).plan)).toEqual(['create']);
    expect(opened.readings).toBe(1);
  });

  test('is made at once where it overwrites anyway, or is refused', async () => {
    const opened = zoneOf([[]]);
    await decide(question(opened));
    await decide(
      question(opened, { onConflict: 'fail' }, { regions: new Map([['aws', new Map([['us-west-2', []]])]]) }),
    );
    expect(opened.readings).toBe(1);
  });

  test('is read again as well where a preview records that nothing was there before', async () => {
    const opened = zoneOf([[], [at(A, WEST)]]);
    const { preview, drafts } = previewOf({}, [A]);
    const { plan } = await decide(question(opened, {}, { preview }));
    expect(opened.readings).toBe(2);
    expect(kinds(plan)).toEqual(['update']);
    expect(drafts).toHaveLength(2);
  });

  test('is not read again for the record in mode plan, which leaves the record as it is', async () => {
    const opened = zoneOf([[], [at(A, WEST)]]);
    const { preview } = previewOf({}, [A]);
    await decide(question(opened, {}, { preview }, { mode: 'plan' }));
    expect(opened.readings).toBe(1);
  });
});

describe('With a preview', () => {
  test('the record gets what is registered, also what is so already, and not what is skipped', async () => {
    const opened = zoneOf([[at(A, EAST), at(B, WEST)]], 1);
    const { preview, drafts } = previewOf();
    const both = desired([at(A, EAST), at(B, EAST)]);
    await decide(question(opened, { onConflict: 'skip' }, { preview, desired: both }));
    expect(drafts).toEqual([[[A, EAST]]]);
  });

  test.each(['close', 'absent', 'clean-up'] as const)('nothing is drafted with the purpose %s', async (purpose) => {
    const { preview, drafts } = previewOf();
    await decide(question(zoneOf([[]], 1), {}, { preview }, { purpose }));
    expect(drafts).toEqual([]);
  });

  test('what its record no longer wants is reverted, unless a host may have more addresses than were answered', async () => {
    const revert = [{ ip: address(B) }];
    const { preview } = previewOf({ prepare: async () => ({ ...NOTHING, revert }) });
    const zone = () => zoneOf([[at(B, EAST)]], 1);
    expect(kinds((await decide(question(zone(), {}, { preview }))).plan)).toEqual(['create', 'remove']);
    expect(kinds((await decide(question(zone(), {}, { preview, incomplete: true }))).plan)).toEqual(['create']);
  });

  test('a discovery reverts nothing', async () => {
    const { preview } = previewOf({ prepare: async () => ({ ...NOTHING, revert: [{ ip: address(B) }] }) });
    const source = { kind: 'dns' } as Inputs['source'];
    const decision = await decide(question(zoneOf([[at(B, EAST)]], 1), {}, { preview }, { source }));
    expect(kinds(decision.plan)).toEqual(['create']);
  });

  const broken = { ...NOTHING, problems: [{ message: 'the record is damaged' }] };
  test('there is no plan where its record cannot be read', async () => {
    const { preview } = previewOf({ prepare: async () => broken });
    const decision = await decide(question(zoneOf([[]], 1), {}, { preview }));
    expect(decision.plan).toBeUndefined();
    expect(decision.problems).toEqual(broken.problems);
  });

  test('the clean-up goes on with the other records', async () => {
    const { preview } = previewOf({ prepare: async () => ({ ...broken, revert: [{ ip: address(B) }] }) });
    const decision = await decide(
      question(zoneOf([[at(B, EAST)]], 1), {}, { preview, desired: [] }, { purpose: 'clean-up' }),
    );
    expect(kinds(decision.plan)).toEqual(['remove']);
    expect(decision.problems).toEqual(broken.problems);
  });

  test('there is no plan where the draft has a problem', async () => {
    const { preview } = previewOf({ draft: () => ({ problems: [{ message: 'too many' }], absent: new Set() }) });
    const decision = await decide(question(zoneOf([[]], 1), {}, { preview }));
    expect(decision.plan).toBeUndefined();
    expect(decision.problems).toMatchObject([{ message: 'too many' }]);
  });

  test('what it wrote itself is updated whatever the policy', async () => {
    const { preview } = previewOf({ prepare: async () => ({ ...NOTHING, own: new Set([address(A)]) }) });
    const opened = zoneOf([[at(A, WEST)]], 1);
    expect(kinds((await decide(question(opened, { onConflict: 'fail' }, { preview }))).plan)).toEqual(['update']);
  });
});

test('Without a list, on a server that has nothing but the one PATCH, every entry is sent', async () => {
  const { existing: _existing, ...opened } = zoneOf([[]], 1);
  const decision = await decide(question(opened));
  expect(kinds(decision.plan)).toEqual(['update']);
  expect(decision.existing).toBeUndefined();
});
