import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NOT_ACCESSIBLE } from '../../emulator/github.ts';
import { writes } from '../support/cloudflare.ts';
import { errorsOf, noticesOf, warningsOf } from '../support/messages.ts';
import { AWS, GCP, mapping, startWorld, type World } from '../support/pull-requests.ts';

const [A, B, C] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'] as const;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const zone = () => world.emulator.mappings();
const opened = (pull: number, ip: string, target = AWS) => world.step('opened', pull, mapping(ip, target));

/** Opens pull requests that register an address each, and closes them without a run. */
async function lostClosings(...pulls: readonly (readonly [number, string])[]): Promise<void> {
  for (const [pull, ip] of pulls) await opened(pull, ip);
  for (const [pull] of pulls) world.github.shut(pull);
}

describe('The scheduled clean-up', () => {
  test('reverts what closed pull requests left, and nothing of open ones', async () => {
    world.emulator.seed([mapping(C, GCP)]);
    await lostClosings([7, A], [9, C]);
    await opened(8, B);
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { removed: '1', updated: '1' } });
    expect(zone()).toEqual([mapping(B), mapping(C, GCP)]);
    expect(world.bodies(7)[0]).toContain('has been taken away');
    expect(world.bodies(8)[0]).not.toContain('taken away');
  });

  test('registers nothing, whatever its inputs say, and needs none', async () => {
    expect(await world.cleanUp(mapping(A))).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(zone()).toEqual([]);
  });

  test('run again has nothing to do', async () => {
    await lostClosings([7, A]);
    await world.cleanUp();
    world.emulator.forget();
    const comment = world.bodies(7)[0];
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(writes(world.emulator)).toEqual([]);
    expect(world.bodies(7)[0]).toBe(comment);
  });

  test('as a plan says what it would remove, and removes nothing', async () => {
    await lostClosings([7, A]);
    const [before] = world.bodies(7);
    expect(await world.cleanUp({ mode: 'plan' })).toMatchObject({
      exitCode: 0,
      outputs: { removed: '1', changed: 'true' },
    });
    expect(zone()).toEqual([mapping(A)]);
    expect(world.bodies(7)[0]).toBe(before);
  });

  test('leaves what somebody changed since, with a notice', async () => {
    await lostClosings([7, A]);
    world.emulator.put(mapping(A, GCP));
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    expect(noticesOf(ending).join()).toContain('no pull request wrote');
    expect(zone()).toEqual([mapping(A, GCP)]);
  });

  test('takes at most 50 pull requests, those closed first, and says how many are left', async () => {
    const pulls = Array.from({ length: 53 }, (_, index) => [100 + index, `198.51.100.${index + 1}`] as const);
    for (const [pull, ip] of pulls) await opened(pull, ip);
    for (const [pull] of pulls.toReversed()) world.github.shut(pull);
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '50' } });
    expect(noticesOf(ending).join()).toMatch(/53 closed pull requests have something to revert.*3 are left/);
    expect(zone().map(({ ip }) => ip)).toEqual(pulls.slice(0, 3).map(([, ip]) => ip));
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { removed: '3' } });
    expect(zone()).toEqual([]);
  });

  test.each([
    ['GraphQL', 1_030, 30],
    ['REST', 230, 30],
  ] as const)('by %s, of %d closed ones, says that %d were not looked at', async (way, count, left) => {
    for (let pull = 1; pull <= count; pull += 1) world.github.shut(pull);
    world.github.interfere = ({ operation }) =>
      way === 'REST' && operation !== undefined && !/viewer/i.test(operation) ? { status: 502, body: '' } : undefined;
    const ending = await world.cleanUp();
    expect(ending.exitCode).toBe(0);
    expect(noticesOf(ending).join()).toMatch(
      way === 'GraphQL' ? new RegExp(`${left} closed pull requests were not looked at`) : /not looked at/,
    );
  });
});

describe('A clean-up that meets a record which cannot be read', () => {
  test('says of that one that nothing in it is reverted, and reverts the others', async () => {
    await lostClosings([7, A], [8, B]);
    const [comment] = world.github.comments;
    if (comment) comment.body = comment.body.replace(/(record [0-9a-f]+ )\S{4}/, '$1AAAA');
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '1' } });
    const errors = errorsOf(ending).join();
    expect(errors).toMatch(/#7 is damaged.*Nothing in it is reverted/);
    expect(ending.log).not.toContain('Nothing was touched');
    expect(zone()).toEqual([mapping(A)]);
  });

  test('of another credential warns of it, and reverts the others', async () => {
    const { apiKey, apiEmail } = world.emulator;
    await world.step('opened', 7, { ...mapping(A), 'api-token': '', 'api-key': apiKey, 'api-email': apiEmail });
    world.github.shut(7);
    await lostClosings([8, B]);
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(warningsOf(ending).join()).toMatch(/#7 was sealed with another credential/);
    expect(zone()).toEqual([mapping(A)]);
  });
});

describe('Where GitHub', () => {
  test('refuses the lists, nothing is reverted and the run fails', async () => {
    await lostClosings([7, A]);
    world.github.interfere = () => NOT_ACCESSIBLE;
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { changed: 'false' } });
    expect(errorsOf(ending).join()).toMatch(/cannot be read.*Nothing of theirs was reverted/);
    expect(zone()).toEqual([mapping(A)]);
  });

  test('has failed one question, it is asked nothing more', async () => {
    for (const pull of [7, 8]) world.github.shut(pull);
    const underway = Promise.withResolvers<void>();
    world.github.interfere = async ({ path, operation }) => {
      if (operation !== undefined) return NOT_ACCESSIBLE;
      if (path.endsWith('/issues/8/comments')) underway.resolve();
      if (!path.endsWith('/issues/7/comments')) return path.endsWith('/issues/8/comments') ? 'hang' : undefined;
      await underway.promise;
      return { status: 404, body: {} };
    };
    const ending = await world.cleanUp();
    expect(ending.exitCode).toBe(1);
    expect(world.github.requests.filter(({ path }) => path.endsWith('/issues/8/comments'))).toHaveLength(1);
  });

  test('has the conversation locked, nothing is reverted until it is unlocked, and then all', async () => {
    await lostClosings([7, A], [8, B]);
    const locked = world.github.comments.find(({ pull }) => pull === 7)?.id;
    world.github.interfere = ({ method, path }) =>
      method === 'PATCH' && path.endsWith(`/${locked}`)
        ? { status: 403, body: { message: 'Unable to update comment because issue is locked.' } }
        : undefined;
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1', skipped: '1' } });
    expect(warningsOf(ending).join()).toMatch(/#7.*conversation is locked.*Nothing of it was reverted/);
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { changed: 'false', skipped: '1' } });
    expect(zone()).toEqual([mapping(A)]);
    world.github.interfere = undefined;
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('refuses the comment afterwards, the run fails and the next one finds it done', async () => {
    await lostClosings([7, A]);
    let patches = 0;
    world.github.interfere = ({ method }) =>
      // The first one notes what will be reverted.
      method === 'PATCH' && ++patches > 1 ? { status: 422, body: { message: 'no' } } : undefined;
    const ending = await world.cleanUp();
    expect(ending).toMatchObject({ exitCode: 1, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
    world.github.interfere = undefined;
    world.emulator.put(mapping(A, GCP));
    await world.cleanUp();
    expect(zone()).toEqual([mapping(A, GCP)]);
  });
});
