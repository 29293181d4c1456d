import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { GitHubErrorKind } from '../../../src/github/github-error.ts';
import { marker } from '../../../src/preview/record-lines.ts';
import { A, B, foreign, QUIET, type Scene, T, U, World, ZONE } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

describe('other purposes and modes', () => {
  test('what a run with state: absent removes, or finds gone, leaves the record', async () => {
    const C = '192.0.2.3' as Address;
    await world.run(1, [
      [A, T],
      [B, T],
      [C, T],
    ]);
    world.put(B, undefined);
    await world.run(
      1,
      [
        [A, T],
        [B, T],
      ],
      { purpose: 'absent' },
    );
    expect(world.states(1)).toEqual({ [A]: 'past', [B]: 'past', [C]: 'held' });
    world.put(A, T);
    await world.close(1);
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
  });

  test.each<[GitHubErrorKind, 'problems' | 'warnings']>([
    ['forbidden', 'warnings'],
    ['unavailable', 'problems'],
  ])('what a run with state: absent cannot note (%s) is among the %s', async (kind, where) => {
    await world.run(1, [[A, T]]);
    world.refuse(kind, 'editComment');
    expect((await world.run(1, [[A, T]], { purpose: 'absent' }))[where]).toEqual([
      like(/still names what this run removed/),
    ]);
    world.refuse('forbidden', 'markedComments');
    expect(await world.run(1, [], { purpose: 'absent' })).toMatchObject({
      kind: 'none',
      warnings: [like(/keeps what this run removes/)],
    });
  });

  test.each(['plan', 'check'] as const)('mode: %s writes the comment and leaves the record as it was', async (mode) => {
    expect(await world.run(1, [[A, T]], { mode })).toMatchObject(QUIET);
    expect(world.states(1)).toEqual({});
    world.github.comments.splice(0);
    await world.run(1, [[A, T]]);
    const last = () => world.body(1).split('\n').at(-1);
    const before = last();
    await world.run(1, [[B, U]], { mode });
    expect(last()).toBe(before);
    world.github.close(1);
    expect((await world.run(1, [], { mode, purpose: 'close' })).revert).toEqual([{ ip: A }]);
    expect(last()).toBe(before);
    expect(world.body(1)).toContain('What would become of what it registered: 1 address removed.');
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
  });

  test('a refused plan leaves the record as it was', async () => {
    await world.run(1, [[A, T]]);
    const before = world.body(1).split('\n').at(-1);
    const many = Array.from(
      { length: 301 },
      (_, n) => [`198.51.${Math.floor(n / 250)}.${n % 250}` as Address, T] as const,
    );
    const { problems } = await world.run(1, many);
    expect(problems).toEqual([like(/would register 301 addresses.*at most 300/)]);
    expect(world.body(1).split('\n').at(-1)).toBe(before);
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
  });

  test('300 addresses can be exchanged for 300 others, and be reverted', async () => {
    const some = (start: number) =>
      Array.from(
        { length: 300 },
        (_, n) =>
          [`2001:db8:${(start + n).toString(16)}::${(n * 97 + 1).toString(16)}` as Address, n % 2 ? T : U] as const,
      );
    expect(await world.run(1, some(0x1000))).toMatchObject(QUIET);
    expect(await world.run(1, some(0x2000))).toMatchObject(QUIET);
    world.refuse('unavailable', 'openPullRequests');
    expect((await world.run(1, some(0x3000))).problems).toEqual([]);
    expect((await world.run(1, some(0x4000))).problems).toEqual([like(/would hold 900 addresses/)]);
    world.refuse('unavailable');
    expect((await world.close(1)).problems).toEqual([]);
    expect(world.state()).toEqual({});
    expect(world.body(1).length).toBeLessThan(65_536);
  });

  test('records that do not fit one comment are an error', async () => {
    const long = foreign(1)
      .replace(/ -->$/, `${'A'.repeat(59_900)} -->`)
      .replace(/=+A/, 'A');
    world.github.add(1, `${marker(ZONE)}\n${long}`);
    expect((await world.run(1, [[A, T]])).problems).toEqual([like(/characters, and at most 60,000 fit/)]);
  });

  test('a zone without a list: nothing is recorded, and nothing can be reverted', async () => {
    const before: Scene = { unlisted: 'before' };
    expect((await world.run(1, [[A, T]], before)).warnings).toEqual([
      like(/list cannot be read, so nothing is recorded/),
    ]);
    expect(world.states(1)).toEqual({});
    world.github.close(1);
    expect(await world.close(1, before)).toMatchObject(QUIET);
    world.github.open(1);
    await world.run(1, [[A, T]]);
    expect((await world.close(1, before)).problems).toEqual([like(/cannot be reverted. Run again/)]);
  });

  test('nobody but the credential can read a record', async () => {
    await world.run(1, [[A, T]]);
    const data = world.body(1).split(' ').at(-2) ?? '';
    expect(Buffer.from(data, 'base64').toString('latin1')).not.toMatch(/192\.0|us-east|aws/);
  });
});
