import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GitHubErrorKind } from '../../../src/github/github-error.ts';
import { A, B, QUIET, T, U, World, X } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

describe('a token that may not comment', () => {
  test.each<[GitHubErrorKind, string, RegExp]>([
    [
      'forbidden',
      'markedComments',
      /pull-requests: write.*nothing takes this registration away by itself; the registration stands/,
    ],
    ['locked', 'createComment', /conversation is locked.*nothing takes this registration away by itself/],
    ['forbidden', 'createComment', /pull-requests: write.*nothing takes this registration away by itself/],
  ])('is a warning to register (%s at %s)', async (kind, operation, words) => {
    world.refuse(kind, operation);
    const { problems, warnings } = await world.run(1, [[A, T]]);
    expect([problems, warnings]).toEqual([[], [like(words)]]);
    expect(world.at(A)).toEqual(T);
  });

  test('is a warning for a plan, which says where it is', async () => {
    world.refuse('forbidden', 'createComment');
    expect(await world.run(1, [[A, T]], { mode: 'plan' })).toMatchObject({
      problems: [],
      warnings: [like(/The plan is in the log/)],
    });
  });

  test('is a warning where there was nothing to record', async () => {
    world.refuse('forbidden', 'createComment');
    expect(await world.run(1, [])).toMatchObject({ problems: [], warnings: [like(/pull-requests: write/)] });
  });

  test('is a problem to close', async () => {
    await world.run(1, [[A, T]]);
    world.refuse('forbidden', 'markedComments');
    expect(await world.close(1)).toMatchObject({
      kind: 'refused',
      problems: [like(/cannot be read.*pull-requests: write/)],
    });
  });

  test.each<GitHubErrorKind>(['forbidden', 'locked'])(
    'reverts nothing on closing, with a warning (%s)',
    async (kind) => {
      await world.run(1, [[A, T]]);
      const before = world.body(1);
      world.refuse(kind, 'editComment');
      for (const _ of [1, 2])
        expect(await world.close(1)).toMatchObject({
          problems: [],
          warnings: [like(/may not comment on pull request #1.*Nothing was reverted, so that no run.*run again/)],
        });
      expect(world.at(A)).toEqual(T);
      expect(world.body(1)).toBe(before);
      world.refuse(kind);
      expect(await world.close(1)).toMatchObject(QUIET);
      expect(world.state()).toEqual({});
    },
  );

  test('has the zone as it was after closing where the permission goes away in between', async () => {
    await world.run(1, [[A, T]]);
    expect(await world.close(1, { saved: () => world.refuse('locked', 'editComment') })).toMatchObject({
      problems: [],
      warnings: [like(/conversation is locked.*What was reverted is reverted/)],
    });
    expect(world.state()).toEqual({});
    world.refuse('locked');
    expect(await world.close(1)).toMatchObject({ ...QUIET, revert: [{ ip: A }] });
    expect(world.body(1)).toContain('1 address as before already');
    expect(world.body(1)).not.toContain('taken away');
  });

  test('with a record from before registers, and reverts nothing of what that holds', async () => {
    world.put(A, X);
    await world.run(1, [[A, T]]);
    const before = world.body(1);
    world.refuse('forbidden', 'editComment');
    const { problems, warnings } = await world.run(1, [[B, U]]);
    expect([problems, warnings]).toEqual([
      [],
      [
        like(
          /pull-requests: write.*The registration stands, but.*record from before still holds what it held, and nothing/,
        ),
      ],
    ]);
    expect(warnings.join()).not.toContain('there is no record');
    expect(world.state()).toEqual({ [A]: 'aws us-east-1', [B]: 'gcp us-east4' });
    expect(world.body(1)).toBe(before);
    world.refuse('forbidden');
    expect((await world.run(1, [[B, U]])).revert).toEqual([{ ip: A, to: X }]);
  });
});
