import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Target } from '../../../src/domain/mapping.ts';
import { liveEntries } from '../../../src/preview/record.ts';
import { marker } from '../../../src/preview/record-lines.ts';
import { A, B, foreign, line, QUIET, T, U, World, X, Y, ZONE } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

describe('an address of several pull requests', () => {
  /** `open 1 T`: registers A; `close`, `lose` (no run), `hand`, `clean`. */
  async function play(...acts: string[]): Promise<void> {
    const named: Record<string, Target | undefined> = { T, U, X, Y };
    for (const act of acts) {
      const [what, who = '', target = ''] = act.split(' ');
      const pull = Number(who);
      if (what === 'open') {
        world.github.open(pull);
        await world.run(pull, [[A, named[target] as Target]]);
      } else if (what === 'close') await world.close(pull);
      else if (what === 'none') await world.run(pull, []);
      else if (what === 'break') await world.run(pull, [], { dies: 'written' });
      else if (what === 'lose') world.github.close(pull);
      else if (what === 'hand') world.put(A, named[who]);
      else await world.cleanUp();
    }
  }

  test.each<[string, string[], Target | undefined]>([
    ['belongs to the one that stays', ['open 1 T', 'open 2 T', 'close 1'], T],
    ['belongs to the one that stays, the later one being closed', ['open 1 T', 'open 2 T', 'close 2'], T],
    ['is removed with the last one', ['open 1 T', 'open 2 T', 'close 1', 'close 2'], undefined],
    ['gets the target of the one that registered it last', ['open 1 T', 'open 2 U', 'open 3 X', 'close 3'], U],
    [
      'counts who found its mapping there as having registered it',
      ['open 1 T', 'open 2 U', 'open 1 T', 'open 3 X', 'close 3'],
      T,
    ],
    ['keeps the later target where the earlier one is closed', ['open 1 T', 'open 2 U', 'close 1'], U],
    [
      'goes back to what a hand set between two, the later one closed first',
      ['open 1 T', 'hand X', 'open 2 U', 'close 2', 'close 1'],
      X,
    ],
    [
      'goes back to what a hand set between two, the earlier one closed first',
      ['open 1 T', 'hand X', 'open 2 U', 'close 1', 'close 2'],
      X,
    ],
    ['gets the owner’s target in between', ['open 1 T', 'hand X', 'open 2 U', 'close 2'], T],
    [
      'goes back to nothing that a hand left',
      ['hand X', 'open 1 T', 'hand -', 'open 2 U', 'close 1', 'close 2'],
      undefined,
    ],
    ['is not taken by the clean-up from one that found it', ['open 1 T', 'lose 1', 'open 2 T', 'clean'], T],
    [
      'is removed in the end where the clean-up came first',
      ['open 1 T', 'lose 1', 'open 2 T', 'clean', 'close 2'],
      undefined,
    ],
    [
      'is removed in the end where the clean-up came last',
      ['open 1 T', 'lose 1', 'open 2 T', 'close 2', 'clean'],
      undefined,
    ],
    [
      'is removed where it was written over and back',
      ['open 1 T', 'open 2 U', 'open 3 T', 'none 2', 'close 3', 'close 1'],
      undefined,
    ],
    [
      'is removed where a broken-off run had restored it, and found it again',
      ['open 1 T', 'lose 1', 'open 2 U', 'break 2', 'open 2 T', 'close 2', 'clean'],
      undefined,
    ],
    ['may keep what a lost closing left', ['open 1 T', 'lose 1', 'open 2 U', 'close 2'], T],
    ['is cleaned up after two lost closings', ['open 1 T', 'lose 1', 'hand X', 'open 2 U', 'lose 2', 'clean'], X],
    [
      'is cleaned up after two lost closings without a hand',
      ['open 1 T', 'lose 1', 'open 2 U', 'lose 2', 'clean'],
      undefined,
    ],
    [
      'is cleaned up after two lost closings and a hand at last',
      ['open 1 T', 'lose 1', 'open 2 U', 'lose 2', 'hand Y', 'clean'],
      Y,
    ],
    [
      'is cleaned up where one was opened again meanwhile',
      ['open 1 T', 'lose 1', 'open 2 U', 'lose 2', 'open 1 T', 'close 1', 'clean'],
      undefined,
    ],
    [
      'is what production sets to the same target after another one was seen',
      ['open 1 T', 'lose 1', 'hand X', 'open 2 U', 'hand T', 'open 3 Y', 'clean', 'close 2', 'close 3'],
      T,
    ],
    [
      'is left as a hand set it last, also where that had come back before',
      ['hand X', 'open 1 T', 'close 1', 'open 2 T', 'hand Y', 'open 3 T', 'hand X', 'lose 2', 'lose 3', 'clean'],
      X,
    ],
    [
      'is left empty as a hand left it last, also where it had been empty before',
      ['open 1 T', 'close 1', 'open 2 T', 'hand Y', 'open 3 T', 'hand -', 'lose 2', 'lose 3', 'clean'],
      undefined,
    ],
  ])('%s', async (_name, acts, target) => {
    await play(...acts);
    expect(world.at(A)).toEqual(target);
  });

  test('is said to be left to the other', async () => {
    await play('open 1 T', 'open 2 T');
    expect((await world.close(1)).notices).toEqual([like(/#2 registered 192\.0\.2\.1 too, so pull request #1 leaves/)]);
  });

  test('needs no edit of the other comment where that knows all', async () => {
    await play('open 1 T', 'open 2 T', 'close 1');
    expect(world.github.calls.filter((call) => call === 'editComment 2')).toHaveLength(1);
  });

  test('is own where it was restored for the one that had written it', async () => {
    await play('open 1 T', 'open 2 U', 'close 2');
    expect((await world.run(1, [[A, X]])).own).toEqual([A]);
  });

  test('is not reverted where what it leaves to the other cannot be recorded there', async () => {
    await play('open 1 T', 'hand X', 'open 2 U');
    world.github.refuse = (operation, pull) => (operation === 'editComment' && pull === 1 ? 'locked' : undefined);
    expect((await world.close(2)).problems).toEqual([
      like(/#1 could not be recorded in its comment.*The conversation is locked/),
    ]);
    expect(world.at(A)).toEqual(U);
    expect(liveEntries(world.record(2))).toHaveLength(1);
  });
});

describe('where the records of the others cannot be had', () => {
  const others: [string, () => void, RegExp][] = [
    ['GitHub refuses', () => world.refuse('forbidden', 'openPullRequests'), /\(forbidden\)/],
    ['GitHub is down', () => world.refuse('unavailable', 'openPullRequests'), /\(unavailable\)/],
    [
      'one is damaged',
      () => void world.github.add(2, `${marker(ZONE)}\nedited`),
      /#2 cannot be opened \(its last line/,
    ],
    [
      'one has an unsealed record of an earlier form',
      () => void world.github.add(2, `${marker(ZONE)}\n${line('ab'.repeat(16), '{"v":1}')}`),
      /#2 cannot be opened \(unsealed/,
    ],
    [
      'one has a record of another credential',
      () => void world.github.add(2, `${marker(ZONE)}\n${foreign(2)}`),
      /another credential/,
    ],
    [
      'many are damaged',
      () => {
        for (let pull = 2; pull < 9; pull += 1) {
          world.github.open(pull);
          world.github.add(pull, `${marker(ZONE)}\nedited`);
        }
      },
      /and 2 more/,
    ],
  ];

  test.each(others)('a closing leaves all for now: %s', async (_name, disturb, reason) => {
    world.github.open(2);
    await world.run(1, [[A, T]]);
    disturb();
    const closed = await world.close(1);
    expect(closed).toMatchObject({ ...QUIET, warnings: [like(reason)], revert: [] });
    expect(closed.warnings[0]).toMatch(/192\.0\.2\.1 is left for now and stays in the record/);
    expect(world.at(A)).toEqual(T);
    expect(world.states(1)).toEqual({ [A]: 'held' });
    expect(world.body(1)).toContain('not all');
  });

  test('a registration goes on, and what it found counts as what was there before', async () => {
    world.put(A, X);
    world.refuse('forbidden', 'openPullRequests');
    expect((await world.run(1, [[A, T]])).warnings).toEqual([like(/says now counts as what was there before/)]);
    expect(await world.run(1, [[B, T]])).toMatchObject({
      revert: [],
      warnings: [like(/192\.0\.2\.1 is left for now/)],
    });
    expect(world.states(1)).toEqual({ [A]: 'leaving', [B]: 'held' });
    world.refuse('forbidden');
    expect(await world.run(1, [[B, T]])).toMatchObject({ ...QUIET, revert: [{ ip: A, to: X }] });
  });
});
