import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Target } from '../../../src/domain/mapping.ts';
import { liveEntries } from '../../../src/preview/record.ts';
import { marker } from '../../../src/preview/record-lines.ts';
import { A, B, QUIET, type Scene, T, U, World, X, Y, ZONE } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

describe('a pull request from opening to closing', () => {
  test('is recorded before the zone is written, and reverted in the end', async () => {
    world.put(B, X);
    const saved: unknown[] = [];
    const scene: Scene = { saved: () => saved.push(world.states(1), world.state(), world.body(1)) };
    expect(
      await world.run(
        1,
        [
          [A, T],
          [B, T],
        ],
        scene,
      ),
    ).toMatchObject({ ...QUIET, revert: [], own: [], absent: [A] });
    expect(saved).toEqual([
      { [A]: 'held', [B]: 'held' },
      { [B]: 'oci us-ashburn-1' },
      like(/A run is writing 2 mappings/),
    ]);
    expect(world.body(1).startsWith(`${marker(ZONE)}\n`)).toBe(true);
    expect(world.body(1)).toMatch(/\n<!-- cloudflare-origin-cloud-regions record [0-9a-f]+ [\w+/=]+ -->$/);
    const closed = await world.close(1);
    expect(closed).toMatchObject({ ...QUIET, revert: [{ ip: A }, { ip: B, to: X }] });
    expect(world.state()).toEqual({ [B]: 'oci us-ashburn-1' });
    expect(world.states(1)).toEqual({ [A]: 'past', [B]: 'past' });
    expect(world.body(1)).toContain('1 address removed, 1 address given the earlier target again.');
    expect(world.body(1)).toContain('**removed**');
  });

  test('has all that it registers in its comment, also what was so already and in a run that changes nothing', async () => {
    world.put(B, X);
    const wanted: [Address, Target][] = [
      [A, T],
      [B, X],
    ];
    for (const mode of ['plan', 'apply', 'apply'] as const) {
      await world.run(1, wanted, { mode });
      expect(world.body(1)).toContain(`${mode === 'plan' ? 'would register' : 'registers'} 2 addresses`);
      expect(world.body(1)).toContain(`| \`${A}\` | aws us-east-1 |\n| \`${B}\` | oci us-ashburn-1 |`);
    }
    await world.run(1, [[B, X]]);
    expect(world.body(1)).toContain('registers 1 address**');
  });

  test('reverts an address that it no longer desires', async () => {
    await world.run(1, [[A, T]]);
    expect(await world.run(1, [[B, T]])).toMatchObject({ ...QUIET, revert: [{ ip: A }] });
    expect(world.state()).toEqual({ [B]: 'aws us-east-1' });
    expect(world.states(1)).toEqual({ [A]: 'past', [B]: 'held' });
  });

  test('remembers what it wrote although a list whose pages were torn apart does not show it', async () => {
    world.put(A, X);
    await world.run(1, [[A, T]], { written: () => world.zone.delete(A) });
    world.zone.set(A, T);
    expect(world.states(1)).toEqual({ [A]: 'held' });
    await world.close(1);
    expect(world.state()).toEqual({ [A]: 'oci us-ashburn-1' });
  });

  test('owns what it wrote itself, and not what it found', async () => {
    world.put(B, T);
    await world.run(1, [
      [A, T],
      [B, T],
    ]);
    expect(
      await world.run(1, [
        [A, U],
        [B, U],
      ]),
    ).toMatchObject({ ...QUIET, own: [A] });
    expect(
      await world.run(1, [
        [A, U],
        [B, U],
      ]),
    ).toMatchObject({ ...QUIET, own: [A, B] });
    await world.close(1);
    expect(world.state()).toEqual({ [B]: 'aws us-east-1' });
  });

  test('asks no other pull request where its address is not mapped, or says what it wrote itself', async () => {
    await world.run(1, [[A, T]]);
    await world.run(1, [[A, U]]);
    expect(world.github.calls).not.toContain('openPullRequests');
    expect(world.edits()).toBe(4);
  });

  test('is saved once only where nothing is new', async () => {
    await world.run(1, [[A, T]]);
    await world.run(1, [[A, T]]);
    expect(world.edits()).toBe(3);
  });

  test('has nothing to do where it is closed again, or never had a comment', async () => {
    await world.run(1, [[A, T]]);
    await world.close(1);
    const before = world.body(1);
    expect(await world.close(1)).toMatchObject({ ...QUIET, revert: [] });
    expect(await world.close(2)).toMatchObject({ ...QUIET, revert: [] });
    expect(world.body(1)).toBe(before);
    expect(world.github.comments).toHaveLength(1);
  });

  test('can be opened again', async () => {
    await world.run(1, [[A, T]]);
    await world.close(1);
    world.github.open(1);
    await world.run(1, [[A, U]]);
    await world.close(1);
    expect(world.state()).toEqual({});
  });

  test.each<Scene['dies']>(['saved', 'half', 'written'])(
    'is reverted where a run was broken off (%s)',
    async (dies) => {
      world.put(B, X);
      await world.run(
        1,
        [
          [A, T],
          [B, T],
        ],
        { dies: dies as 'saved' },
      );
      await world.run(
        1,
        [
          [A, U],
          [B, U],
        ],
        { dies: dies as 'saved' },
      );
      expect(await world.close(1)).toMatchObject(QUIET);
      expect(world.state()).toEqual({ [B]: 'oci us-ashburn-1' });
    },
  );

  test.each([
    ['another target', Y, 'azure eastus'],
    ['nothing', undefined, 'nothing'],
  ])('leaves %s that somebody set since, and says what stands there', async (_name, target, words) => {
    world.put(A, X);
    await world.run(1, [[A, T]]);
    world.put(A, target);
    const { notices, revert } = await world.close(1);
    expect(revert).toEqual([]);
    expect(notices).toEqual([like(new RegExp(`no pull request wrote.*#1.*192\\.0\\.2\\.1 \\("?${words}`))]);
    expect(world.at(A)).toEqual(target);
    expect(liveEntries(world.record(1))).toEqual([]);
  });

  test('leaves what a hand set back to what it wrote earlier', async () => {
    await world.run(1, [[A, T]]);
    await world.run(1, [[A, U]]);
    world.put(A, T);
    expect((await world.close(1)).notices).toHaveLength(1);
    expect(world.at(A)).toEqual(T);
  });

  test('has no entry for what the API refused, or the one from before', async () => {
    await world.run(
      1,
      [
        [A, T],
        [B, T],
      ],
      { refused: [B] },
    );
    expect(world.states(1)).toEqual({ [A]: 'held' });
    await world.run(1, [[A, U]], { refused: [A] });
    expect([...world.record(1).values()][0]).toMatchObject({ state: 'held', target: T });
  });

  test('keeps in its record what could not be reverted, or not be read back', async () => {
    await world.run(1, [[A, T]]);
    await world.run(1, [], { refused: [A] });
    expect(world.states(1)).toEqual({ [A]: 'leaving' });
    await world.close(1, { unlisted: 'after' });
    expect(world.states(1)).toEqual({ [A]: 'leaving' });
    expect(world.body(1)).toContain('not all that it registered could be reverted: 1 address not reverted yet.');
    await world.close(1);
    expect(world.states(1)).toEqual({ [A]: 'past' });
  });

  test('gets another comment where somebody deletes its own during the run', async () => {
    await world.run(1, [[A, T]], { saved: () => world.github.comments.splice(0) });
    expect(world.states(1)).toEqual({ [A]: 'held' });
  });
});
