import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Target } from '../../../src/domain/mapping.ts';
import type { GitHubErrorKind } from '../../../src/github/github-error.ts';
import { World } from './world.ts';

const A = '192.0.2.1' as Address;
const B = '2001:db8::b' as Address;
const T: Target = { vendor: 'aws', region: 'us-east-1' };
const U: Target = { vendor: 'gcp', region: 'us-east4' };

const like = (pattern: RegExp) => expect.stringMatching(pattern);

let world: World;
beforeEach(() => {
  world = new World();
});

const refuse = (kind: GitHubErrorKind, operation: string, at?: number) => {
  world.github.refuse = (name, pull) => (name === operation && (at === undefined || at === pull) ? kind : undefined);
};

async function lost(pull: number, ip: Address, target: Target): Promise<void> {
  world.github.open(pull);
  await world.run(pull, [[ip, target]]);
  world.github.close(pull);
}

describe('the clean-up', () => {
  test.each<[GitHubErrorKind, 'problems' | 'warnings', RegExp]>([
    ['locked', 'warnings', /comment on pull request #1.*conversation is locked.*Nothing of it was reverted, so that/],
    ['forbidden', 'warnings', /#1.*pull-requests: write.*Nothing of it was reverted/],
    ['missing', 'warnings', /#1.*\(the comment was deleted\)\. Nothing of it was reverted/],
    ['unavailable', 'problems', /#1.*Nothing of it was reverted; run again/],
  ])('that cannot write one comment (%s) reverts nothing of it, with %s, and goes on', async (kind, where, words) => {
    await lost(1, A, T);
    await lost(2, B, T);
    refuse(kind, 'editComment', 1);
    for (const _ of [1, 2]) {
      const report = await world.cleanUp();
      expect([...report.problems, ...report.warnings]).toEqual(report[where]);
      expect(report[where]).toEqual([like(words)]);
      expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
    }
    expect(world.states(1)).toEqual({ [A]: 'held' });
    expect(world.body(2)).toContain('has been taken away');
    refuse(kind, 'viewer');
    expect(await world.cleanUp()).toMatchObject({ problems: [], warnings: [] });
    expect(world.state()).toEqual({});
  });

  test('leaves what a closed one shares with another whose comment cannot be written', async () => {
    await lost(1, A, T);
    await lost(2, A, T);
    refuse('locked', 'editComment', 1);
    await world.cleanUp();
    expect(world.at(A)).toEqual(T);
    expect(world.body(2)).toContain('1 address not reverted yet');
    refuse('locked', 'viewer');
    await world.cleanUp();
    expect(world.state()).toEqual({});
  });

  test.each<[GitHubErrorKind, 'problems' | 'warnings']>([
    ['locked', 'warnings'],
    ['unavailable', 'problems'],
  ])('that cannot bring a comment up to date in the end (%s) is among the %s', async (kind, where) => {
    await lost(1, A, T);
    const report = await world.cleanUp({ saved: () => refuse(kind, 'editComment', 1) });
    expect(report[where]).toEqual([like(/#1 could not be brought up to date.*What was reverted is reverted/)]);
    expect(world.state()).toEqual({});
  });

  test('writes nothing where what it leaves to others cannot be recorded', async () => {
    await lost(1, A, T);
    await world.run(2, [[A, U]]);
    refuse('unavailable', 'editComment', 2);
    expect((await world.cleanUp()).problems).toEqual([like(/left to pull request #2 could not be recorded/)]);
    expect(world.at(A)).toEqual(U);
  });
});
