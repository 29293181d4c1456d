import { beforeEach, describe, expect, test } from '@jest/globals';
import { marker } from '../../../src/preview/record-lines.ts';
import { A, B, T, U, World, X, ZONE } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

test('a comment of another pull request that was deleted is named, and no permission', async () => {
  await world.run(1, [[A, T]]);
  world.put(A, X);
  await world.run(2, [[A, U]]);
  world.github.refuse = (operation, pull) => (operation === 'editComment' && pull === 1 ? 'missing' : undefined);
  const [problem = '', ...more] = (await world.close(2)).problems;
  expect(problem).toMatch(/#1 could not be recorded.*the comment was deleted.*run again/);
  expect(problem).not.toMatch(/#2|pull-requests: write/);
  expect(more).toEqual([]);
});

describe('a comment of another pull request that has changed since it was read', () => {
  /** #2 closes over what #1 registered as well; `meanwhile` happens once the records are read. */
  async function closing(meanwhile: () => unknown) {
    await world.run(1, [[A, T]]);
    world.put(A, X);
    await world.run(2, [[A, U]]);
    const { client } = world.github;
    world.github.client = () => {
      const github = client.call(world.github);
      return {
        ...github,
        async openPullRequests(start) {
          world.github.client = client;
          const read = await github.openPullRequests(start);
          await meanwhile();
          return read;
        },
      };
    };
    return world.close(2);
  }

  test('keeps what another run has written there', async () => {
    await closing(() =>
      world.run(1, [
        [A, T],
        [B, T],
      ]),
    );
    expect(world.states(1)).toEqual({ [A]: 'held', [B]: 'held' });
    await world.close(1);
    expect(world.state()).toEqual({ [A]: 'oci us-ashburn-1' });
  });

  test.each<[string, () => unknown, RegExp]>([
    ['was deleted', () => world.github.comments.splice(0, 1), /#1 could not be recorded.*the comment was deleted/],
    [
      'was damaged',
      () => Object.assign(world.github.comments[0] ?? {}, { body: `${marker(ZONE)}\nedited` }),
      /#1 could not be recorded.*is damaged: its last line/,
    ],
  ])('stops the run where it %s', async (_name, meanwhile, words) => {
    expect((await closing(meanwhile)).problems).toEqual([like(words)]);
    expect(world.at(A)).toEqual(U);
  });
});
