import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Target } from '../../../src/domain/mapping.ts';
import type { GitHubErrorKind } from '../../../src/github/github-error.ts';
import { recordOf } from '../../../src/preview/record.ts';
import { marker } from '../../../src/preview/record-lines.ts';
import { createRecordCipher } from '../../../src/preview/sealed-record.ts';
import { REPOSITORY, World, ZONE } from './world.ts';

const A = '192.0.2.1' as Address;
const B = '2001:db8::b' as Address;
const T: Target = { vendor: 'aws', region: 'us-east-1' };
const U: Target = { vendor: 'gcp', region: 'us-east4' };
const X: Target = { vendor: 'oci', region: 'us-ashburn-1' };

const like = (pattern: RegExp) => expect.stringMatching(pattern);
const NOTHING = { revert: [], problems: [], warnings: [], notices: [] };

let world: World;
beforeEach(() => {
  world = new World();
});

const refuse = (kind: GitHubErrorKind, operation: string, at?: number) => {
  world.github.refuse = (name, pull) => (name === operation && (at === undefined || at === pull) ? kind : undefined);
};
const edits = () => world.github.calls.filter((call) => call.startsWith('editComment')).length;

async function lost(pull: number, ip: Address, target: Target): Promise<void> {
  world.github.open(pull);
  await world.run(pull, [[ip, target]]);
  world.github.close(pull);
}

describe('the clean-up', () => {
  test('reverts what closed pull requests left, names it in their comments, and then has nothing to do', async () => {
    world.put(B, X);
    await lost(1, A, T);
    await lost(2, B, U);
    await world.run(3, [['192.0.2.3' as Address, T]]);
    expect(await world.cleanUp()).toMatchObject({ ...NOTHING, revert: [{ ip: A }, { ip: B, to: X }] });
    expect(world.state()).toEqual({ [B]: 'oci us-ashburn-1', '192.0.2.3': 'aws us-east-1' });
    expect(world.body(1)).toContain('has been taken away');
    expect(world.body(1)).toContain(A);
    expect(world.body(1)).not.toContain(B);
    expect(world.states(3)).toEqual({ '192.0.2.3': 'held' });
    const before = edits();
    expect(await world.cleanUp()).toMatchObject(NOTHING);
    expect(edits()).toBe(before);
  });

  test('asks for no open pull request where nothing waits', async () => {
    await world.run(1, [[A, T]]);
    await world.close(1);
    world.github.calls.splice(0);
    expect(await world.cleanUp()).toMatchObject(NOTHING);
    expect(world.github.calls).toEqual(['closedPullRequests']);
  });

  test('leaves to an open pull request what it registered too, and hands on what was there before', async () => {
    await lost(1, A, T);
    await world.run(2, [[A, U]]);
    const { notices } = await world.cleanUp();
    expect(notices).toEqual([like(/#2 registered 192\.0\.2\.1 too, so pull request #1 leaves that to it/)]);
    expect(world.body(1)).toContain('What became of what it registered: 1 address left to #2.');
    expect(world.state()).toEqual({ [A]: 'gcp us-east4' });
    await world.close(2);
    expect(world.state()).toEqual({});
  });

  test('takes fifty pull requests, those closed first, and says how many are left', async () => {
    const address = (pull: number) => `198.51.100.${pull}` as Address;
    for (const pull of [60, ...Array.from({ length: 51 }, (_, n) => n + 1)]) await lost(pull, address(pull), T);
    const { revert, notices } = await world.cleanUp();
    expect(revert).toHaveLength(50);
    expect(revert).toContainEqual({ ip: address(60) });
    expect(notices).toEqual([like(/^52 closed pull requests have something to revert; .* of 50, and 2 are left/)]);
    expect((await world.cleanUp()).revert).toEqual([{ ip: address(50) }, { ip: address(51) }]);
    expect(world.state()).toEqual({});
  });

  test('hands on what was there before to closed ones that it comes to later', async () => {
    for (let pull = 1; pull <= 50; pull += 1) await lost(pull, A, pull === 1 ? T : U);
    await lost(51, A, X);
    await world.cleanUp();
    await world.cleanUp();
    expect(world.state()).toEqual({});
  });

  test('says how many closed pull requests were not looked at', async () => {
    world.github.unread = 1;
    expect((await world.cleanUp()).notices).toEqual([
      like(/^1 closed pull request was not looked at.*what it registered/),
    ]);
    world.github.unread = 1200;
    expect((await world.cleanUp()).notices).toEqual([
      like(/^1,200 closed pull requests were not looked at.*what they/),
    ]);
  });

  test('leaves a damaged record alone with a problem, and goes on with the others', async () => {
    await lost(1, A, T);
    world.github.close(2);
    world.github.add(2, `${marker(ZONE)}\nedited`);
    const { problems, revert } = await world.cleanUp();
    expect(problems).toEqual([like(/pull request #2 is damaged: .*\. Nothing in it is reverted\. Restore/)]);
    expect(revert).toEqual([{ ip: A }]);
    expect(world.body(1)).toContain('has been taken away');
    expect(world.body(1)).not.toContain('damaged');
  });

  test('reverts nothing where the records of open pull requests cannot all be had', async () => {
    await lost(1, A, T);
    world.github.open(2);
    world.github.add(2, `${marker(ZONE)}\nedited`);
    const before = world.body(1);
    const { warnings, revert } = await world.cleanUp();
    expect(warnings).toEqual([like(/#2 cannot be opened .*closed pull requests registered, so 192\.0\.2\.1 is left/)]);
    expect(revert).toEqual([]);
    expect(world.body(1)).toBe(before);
  });

  test('names records of another credential while something waits in them, and unsealed ones', async () => {
    const earlier = createRecordCipher('earlier token', ZONE, REPOSITORY);
    const entry = { ip: A, state: 'held', target: T, at: 1, events: [] } as const;
    for (const [pull, record] of [
      [1, [entry]],
      [2, []],
      [3, [entry]],
    ] as const) {
      world.github.close(pull);
      world.github.add(pull, `${marker(ZONE)}\n${earlier.seal(pull, recordOf(record))}`);
    }
    world.github.close(4);
    const unsealed = Buffer.from('{"v":1}').toString('base64');
    world.github.add(
      4,
      `${marker(ZONE)}\n<!-- cloudflare-origin-cloud-regions record ${'a'.repeat(32)} ${unsealed} -->`,
    );
    expect(await world.cleanUp()).toMatchObject({
      ...NOTHING,
      warnings: [
        like(/pull requests #1, #3 was sealed with another credential/),
        like(/pull request #4 is an unsealed one/),
      ],
    });
  });

  test('leaves what somebody changed since', async () => {
    await lost(1, A, T);
    world.put(A, X);
    expect((await world.cleanUp()).notices).toEqual([
      like(/no pull request wrote.*192\.0\.2\.1 \("oci us-ashburn-1"\)/),
    ]);
    expect(world.states(1)).toEqual({ [A]: 'past' });
  });

  test('keeps in the record what it could not read back', async () => {
    await lost(1, A, T);
    await world.cleanUp({ unlisted: 'after' });
    expect(world.states(1)).toEqual({ [A]: 'leaving' });
    expect(world.body(1)).toContain('not all that it registered');
    expect(await world.cleanUp({ unlisted: 'before' })).toMatchObject({
      problems: [like(/closed pull requests registered cannot/)],
    });
  });

  test('as a plan writes nothing', async () => {
    await lost(1, A, T);
    const before = edits();
    expect((await world.cleanUp({ mode: 'plan' })).revert).toEqual([{ ip: A }]);
    expect(edits()).toBe(before);
  });

  test('that cannot read closed pull requests is a problem', async () => {
    refuse('forbidden', 'closedPullRequests');
    expect(await world.cleanUp()).toMatchObject({
      problems: [like(/cannot be read: .*pull-requests: write.* Nothing of theirs/)],
    });
  });

  test('empties the further comments of a pull request, and the oldest goes on', async () => {
    await lost(1, A, T);
    const [first] = world.github.comments.splice(0);
    await lost(1, B, U);
    world.github.comments.unshift({ ...(first as (typeof world.github.comments)[0]), id: 0 });
    await world.cleanUp();
    expect(world.state()).toEqual({});
    expect(world.github.comments.map(({ body }) => body)).toEqual([
      like(/has been taken away/),
      like(/An older comment/),
    ]);
    const before = edits();
    expect(await world.cleanUp()).toMatchObject(NOTHING);
    expect(edits()).toBe(before);
  });

  test('reverts nothing of what was opened again between the two lists', async () => {
    await lost(1, A, T);
    await lost(2, B, T);
    const { client } = world.github;
    world.github.client = () => {
      const github = client.call(world.github);
      return {
        ...github,
        openPullRequests: (start) => {
          world.github.open(1);
          return github.openPullRequests(start);
        },
      };
    };
    expect(await world.cleanUp()).toMatchObject({ ...NOTHING, revert: [{ ip: B }] });
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
  });

  test('asks again whether each is closed before anything is written, and leaves one that is open', async () => {
    await lost(1, A, T);
    await lost(2, B, T);
    const before = world.body(1);
    const { client } = world.github;
    world.github.client = () => {
      const github = client.call(world.github);
      return { ...github, isOpen: async (pull) => pull === 1 || github.isOpen(pull) };
    };
    expect((await world.cleanUp()).notices).toEqual([like(/open again: pull request #1$/)]);
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
    expect(world.body(1)).toBe(before);
  });
});
