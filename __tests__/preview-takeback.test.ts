import { describe, expect, test } from '@jest/globals';
import type { Address } from '../src/domain/address.ts';
import type { MappingList, Target } from '../src/domain/mapping.ts';
import type { Holder } from '../src/preview/claims.ts';
import { drafted } from '../src/preview/draft.ts';
import { renamed } from '../src/preview/places.ts';
import type { PreviewRecord, RecordEntry } from '../src/preview/record.ts';
import { openSeal } from '../src/preview/seal.ts';
import { settled } from '../src/preview/settle.ts';
import { sweep } from '../src/preview/sweep.ts';
import { type Situation, takeBack } from '../src/preview/takeback.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const A = '192.0.2.1' as Address;
const B = '2001:db8::b' as Address;
const [one, two, old]: [Target, Target, Target] = [
  { vendor: 'aws', region: 'one' },
  { vendor: 'gcp', region: 'two' },
  { vendor: 'oci', region: 'old' },
];
const seal = openSeal('token', ZONE);
const earlierSeal = openSeal('earlier token', ZONE);

function entry(ip: Address, wrote: Target | Target[], before?: Target): RecordEntry {
  return { name: { ip }, wrote: [wrote].flat(), ...(before ? { before } : {}) };
}

function sealed(ip: Address, wrote: Target, before?: Target, by = seal): RecordEntry {
  return { ...entry(ip, wrote, before), name: { seal: by.of(ip), check: by.check } };
}

function recordOf(...entries: RecordEntry[]): PreviewRecord {
  return { zoneId: ZONE, entries };
}

function holder(pull: number, entries: RecordEntry[], open = true): Holder {
  return { comment: { pull, id: pull, body: '' }, open, record: recordOf(...entries) };
}

function zoneOf(...mappings: [Address, Target][]): MappingList {
  return new Map(mappings.map(([ip, target]) => [ip, { ip, ...target, modifiedOn: '2026-01-01T00:00:00Z' }]));
}

function situation(parts: Partial<Situation>): Situation {
  return { pull: 7, record: recordOf(), wanted: new Set(), current: zoneOf(), holders: [], seal, ...parts };
}

describe('taking back', () => {
  test.each<[string, Partial<Situation>, { takeBack?: unknown; released?: number; notices?: RegExp[] }]>([
    [
      'removes what was not there before',
      { record: recordOf(entry(A, one)), current: zoneOf([A, one]) },
      { takeBack: [{ ip: A }] },
    ],
    [
      'puts back what was there before',
      { record: recordOf(entry(A, one, old)), current: zoneOf([A, one]) },
      { takeBack: [{ ip: A, to: old }] },
    ],
    [
      'covers both targets of a run that died',
      { record: recordOf(entry(A, [one, two])), current: zoneOf([A, one]) },
      { takeBack: [{ ip: A }] },
    ],
    [
      'covers the other one too',
      { record: recordOf(entry(A, [one, two])), current: zoneOf([A, two]) },
      { takeBack: [{ ip: A }] },
    ],
    [
      'has nothing to do where a mapping is gone already',
      { record: recordOf(entry(A, one)) },
      { takeBack: [{ ip: A }] },
    ],
    [
      'has nothing to do where the earlier target is back',
      { record: recordOf(entry(A, one, old)), current: zoneOf([A, old]) },
      { takeBack: [{ ip: A, to: old }] },
    ],
    [
      'leaves what the run still wants',
      { record: recordOf(entry(A, one)), current: zoneOf([A, one]), wanted: new Set([A]) },
      {},
    ],
    [
      'leaves what somebody changed',
      { record: recordOf(entry(A, one)), current: zoneOf([A, two]) },
      { released: 1, notices: [/no longer holds what pull request #7 wrote for 192\.0\.2\.1: left as it is/] },
    ],
    [
      'leaves what somebody removed that had been something else',
      { record: recordOf(entry(A, one, old)) },
      { released: 1, notices: [/no longer holds.* for 192\.0\.2\.1/] },
    ],
    [
      'leaves what is shared with an open pull request',
      { record: recordOf(entry(A, one)), current: zoneOf([A, one]), holders: [holder(9, [entry(A, one)])] },
      { released: 1, notices: [/Pull request #9 registered 192\.0\.2\.1 too, so pull request #7 leaves that to it/] },
    ],
    [
      'leaves it to the open pull request of the lowest number',
      {
        record: recordOf(entry(A, one)),
        current: zoneOf([A, one]),
        holders: [holder(9, [entry(A, one)]), holder(8, [entry(A, one)])],
      },
      { released: 1, notices: [/#8/] },
    ],
    [
      'does not leave it to one that is closed',
      { record: recordOf(entry(A, one)), current: zoneOf([A, one]), holders: [holder(9, [entry(A, one)], false)] },
      { takeBack: [{ ip: A }] },
    ],
    [
      'says nothing of what a closed one wrote over it',
      { record: recordOf(entry(A, one)), current: zoneOf([A, two]), holders: [holder(9, [entry(A, two)], false)] },
      { released: 1 },
    ],
    [
      'finds a sealed address in the list',
      { record: recordOf(sealed(B, one)), current: zoneOf([A, two], [B, one]) },
      { takeBack: [{ ip: B }] },
    ],
    [
      'knows a sealed address shared with another',
      {
        record: recordOf(sealed(B, one)),
        current: zoneOf([B, one]),
        holders: [holder(9, [entry(B, one)]), holder(10, [sealed(B, one)])],
      },
      { released: 1, notices: [/#9/] },
    ],
    [
      'drops a sealed address that is gone',
      { record: recordOf(sealed(B, one)), current: zoneOf([A, one]) },
      { released: 1 },
    ],
    [
      'says so where a sealed address had been something else',
      { record: recordOf(sealed(B, one, old), sealed(A, one, old)) },
      { released: 2, notices: [/for 2 hidden addresses/] },
    ],
    [
      'says so where one sealed address had been something else',
      { record: recordOf(sealed(B, one, old)) },
      { released: 1, notices: [/for a hidden address/] },
    ],
    [
      'finds nothing after a change of the credential, and says so',
      {
        record: recordOf(sealed(A, one, old, earlierSeal), sealed(B, one, undefined, earlierSeal)),
        current: zoneOf([A, one], [B, one]),
      },
      { notices: [/another credential, so 2 of its addresses cannot be told/] },
    ],
    [
      'says where it cannot tell what others share',
      {
        record: recordOf(entry(A, one)),
        current: zoneOf([A, one]),
        holders: [
          holder(9, [sealed(A, one, undefined, earlierSeal)]),
          holder(8, [sealed(A, one, undefined, earlierSeal)], false),
        ],
      },
      { takeBack: [{ ip: A }], notices: [/record of #9 were sealed with another credential/] },
    ],
    [
      'says nothing of what it cannot tell where nothing is taken away',
      { holders: [holder(9, [sealed(A, one, undefined, earlierSeal)])] },
      {},
    ],
  ])('%s', (_name, parts, { takeBack: back = [], released = 0, notices = [] }) => {
    const taken = takeBack(situation(parts));
    expect(taken.takeBack).toEqual(back);
    expect(taken.released.size).toBe(released);
    expect(taken.notices).toEqual(notices.map((notice) => expect.stringMatching(notice)));
  });

  test('names at most ten addresses in a notice', () => {
    const entries = Array.from({ length: 12 }, (_, n) => entry(`192.0.2.${n}` as Address, one));
    const current = zoneOf(...entries.map((_, n): [Address, Target] => [`192.0.2.${n}` as Address, two]));
    expect(takeBack(situation({ record: recordOf(...entries), current })).notices).toEqual([
      expect.stringMatching(/192\.0\.2\.9 and 2 more: left as it is$/),
    ]);
  });

  test('hands its original state on to one that took its target for the original', () => {
    const { holders } = takeBack(
      situation({
        record: recordOf(entry(A, one, old)),
        current: zoneOf([A, two]),
        holders: [holder(9, [entry(B, one, one), entry(A, two, one)])],
      }),
    );
    expect(holders).toEqual([holder(9, [entry(B, one, one), entry(A, two, old)])]);
  });

  test('hands what it left in the zone on to the heir, with the original state', () => {
    const { holders } = takeBack(
      situation({
        record: recordOf(entry(A, one, two)),
        current: zoneOf([A, one]),
        holders: [holder(9, [entry(A, two, old)]), holder(10, [entry(A, two, old)])],
      }),
    );
    expect(holders).toEqual([holder(9, [entry(A, [two, one], old)]), holder(10, [entry(A, two, old)])]);
  });

  test('hands both on to the same heir', () => {
    const [first, second] = [entry(A, one, two), entry(A, two, one)];
    const holders = [holder(9, [second])];
    const taken = takeBack(situation({ record: recordOf(first), current: zoneOf([A, one]), holders }));
    expect(taken.holders).toEqual([holder(9, [entry(A, [two, one], two)])]);
  });

  test('does not hand on what somebody else wrote', () => {
    const holders = [holder(9, [entry(A, two)])];
    const taken = takeBack(situation({ record: recordOf(entry(A, one)), current: zoneOf([A, old]), holders }));
    expect(taken.holders).toEqual(holders);
  });

  test('changes no record of others where there is nothing to hand on', () => {
    const holders = [holder(9, [entry(A, one)]), holder(10, [entry(B, one)])];
    const taken = takeBack(situation({ record: recordOf(entry(A, one)), current: zoneOf([A, one]), holders }));
    expect(taken.holders.every((other, n) => other === holders[n])).toBe(true);
  });
});

describe('the draft of a record', () => {
  test.each<
    [
      string,
      { record?: RecordEntry[]; current?: MappingList; holders?: Holder[]; writes?: [Address, Target][] },
      RecordEntry[],
    ]
  >([
    ['remembers that there was nothing', {}, [entry(A, one)]],
    ['remembers what was there', { current: zoneOf([A, old]) }, [entry(A, one, old)]],
    ['does not claim what is there already', { current: zoneOf([A, one]) }, []],
    [
      'claims what an open pull request made, with the original state',
      { current: zoneOf([A, one]), holders: [holder(9, [entry(A, one, old)])] },
      [entry(A, one, old)],
    ],
    [
      'takes the original state over from another that it overwrites',
      { current: zoneOf([A, two]), holders: [holder(9, [entry(A, two)])] },
      [entry(A, one)],
    ],
    [
      'follows others back to the original state',
      {
        current: zoneOf([A, two]),
        holders: [
          holder(9, [entry(A, two, { vendor: 'x', region: 'y' })]),
          holder(8, [entry(A, { vendor: 'x', region: 'y' }, old)]),
        ],
      },
      [entry(A, one, old)],
    ],
    [
      'keeps the original state, and both targets that the zone may hold',
      { record: [entry(A, two, old)], current: zoneOf([A, two]) },
      [entry(A, [two, one], old)],
    ],
    [
      'keeps one target where it is written again',
      { record: [entry(A, one, old)], current: zoneOf([A, one]) },
      [entry(A, one, old)],
    ],
    [
      'starts anew where somebody changed the zone',
      { record: [entry(A, two, old)], current: zoneOf([A, { vendor: 'x', region: 'y' }]) },
      [entry(A, one, { vendor: 'x', region: 'y' })],
    ],
    ['starts anew where somebody removed the mapping', { record: [entry(A, two, old)] }, [entry(A, one)]],
    ['gives up what somebody else wrote just so', { record: [entry(A, two, old)], current: zoneOf([A, one]) }, []],
    [
      'keeps what waits to be taken back',
      { record: [entry(B, two)], current: zoneOf([B, two]) },
      [entry(B, two), entry(A, one)],
    ],
    [
      'keeps what cannot be told',
      { record: [sealed(A, one, undefined, earlierSeal)] },
      [sealed(A, one, undefined, earlierSeal), entry(A, one)],
    ],
  ])('%s', (_name, { record = [], current = zoneOf(), holders = [], writes = [[A, one]] }, entries) => {
    const draft = drafted({
      record: recordOf(...record),
      writes: new Map(writes),
      current,
      holders,
      seal,
      hidden: false,
    });
    expect(draft.record).toEqual(recordOf(...entries));
  });

  test('names addresses by their seals where they are hidden, and counts what it registers', () => {
    const writes = new Map([[A, one]]);
    const record = recordOf(entry(B, two));
    expect(drafted({ record, writes, current: zoneOf([B, two]), holders: [], seal, hidden: true })).toEqual({
      record: recordOf(entry(B, two), sealed(A, one)),
      registered: 1,
    });
  });
});

describe('settling a record', () => {
  test.each<[string, { record: RecordEntry; list?: MappingList; wanted?: Address[]; released?: true }, RecordEntry[]]>([
    [
      'keeps the target that the zone holds',
      { record: entry(A, [one, two], old), list: zoneOf([A, two]), wanted: [A] },
      [entry(A, two, old)],
    ],
    ['keeps what could not be taken back', { record: entry(A, one), list: zoneOf([A, one]) }, [entry(A, one)]],
    ['is done with what was never written', { record: entry(A, one), list: zoneOf(), wanted: [A] }, []],
    ['is done with what is back', { record: entry(A, one, old), list: zoneOf([A, old]) }, []],
    [
      'is done with what it wrote just as it had been',
      { record: entry(A, [one, old], old), list: zoneOf([A, old]), wanted: [A] },
      [],
    ],
    ['is done with what was released', { record: entry(A, one), list: zoneOf([A, one]), released: true }, []],
    ['is done with what somebody changed', { record: entry(A, one), list: zoneOf([A, two]) }, []],
    [
      'keeps what another run wrote over, while it is wanted',
      { record: entry(A, one), list: zoneOf([A, two]), wanted: [A] },
      [entry(A, one)],
    ],
    ['keeps everything where there is no list', { record: entry(A, [one, two]), wanted: [A] }, [entry(A, [one, two])]],
    ['lets released entries go even without a list', { record: entry(A, one), released: true }, []],
    ['is done with a sealed address that is gone', { record: sealed(A, one), list: zoneOf() }, []],
    [
      'keeps what another credential sealed',
      { record: sealed(A, one, undefined, earlierSeal), list: zoneOf([A, two]) },
      [sealed(A, one, undefined, earlierSeal)],
    ],
  ])('%s', (_name, { record, list, wanted = [], released }, entries) => {
    expect(
      settled({
        record: recordOf(record),
        released: new Set(released ? [record] : []),
        wanted: new Set(wanted),
        list,
        seal,
      }),
    ).toEqual(recordOf(...entries));
  });
});

test('a record is named anew when addresses are to be hidden, or need not be any more', () => {
  const foreign = sealed(A, two, undefined, earlierSeal);
  const open = recordOf(entry(A, one), foreign);
  const hidden = recordOf(sealed(A, one), foreign);
  expect(renamed(open, [A], seal, true)).toEqual(hidden);
  expect(renamed(hidden, [A], seal, false)).toEqual(open);
  expect(renamed(hidden, [], seal, false)).toEqual(hidden);
  expect(renamed(open, [A], seal, false)).toEqual(open);
});

describe('sweeping up after closed pull requests', () => {
  test('ends in the original state where one wrote over the other, whichever comes first', () => {
    for (const closed of [
      [holder(1, [entry(A, one)], false), holder(2, [entry(A, two, one)], false)],
      [holder(2, [entry(A, two, one)], false), holder(1, [entry(A, one)], false)],
    ]) {
      const done = sweep({ closed, others: [], current: zoneOf([A, two]), wanted: new Set(), seal });
      expect(done.takeBack).toEqual([{ ip: A }]);
      expect(done.swept.flatMap(({ notices }) => notices)).toEqual([]);
    }
  });

  test('does not put back what one before it took away', () => {
    const closed = [holder(1, [entry(A, one)], false), holder(2, [entry(A, one, old)], false)];
    expect(sweep({ closed, others: [], current: zoneOf([A, one]), wanted: new Set(), seal }).takeBack).toEqual([
      { ip: A },
    ]);
  });

  test('puts a target back before the next one is looked at', () => {
    const closed = [holder(1, [entry(A, one, old)], false), holder(2, [entry(B, one)], false)];
    const done = sweep({ closed, others: [], current: zoneOf([A, one], [B, one]), wanted: new Set(), seal });
    expect(done.takeBack).toEqual([{ ip: A, to: old }, { ip: B }]);
    expect(done.swept.map(({ comment, ips }) => [comment.pull, [...ips]])).toEqual([
      [1, [A]],
      [2, [B]],
    ]);
  });

  test('leaves to open pull requests what they need, and to the run what it maps itself', () => {
    const closed = [holder(1, [entry(A, one), entry(B, one)], false)];
    const others = [holder(5, [entry(A, two, one)])];
    const done = sweep({ closed, others, current: zoneOf([A, two], [B, one]), wanted: new Set([B]), seal });
    expect(done.takeBack).toEqual([]);
    expect(done.swept[0]?.released.size).toBe(2);
    expect(done.holders).toEqual([holder(5, [entry(A, two)])]);
  });
});
