import { beforeEach, describe, expect, test } from '@jest/globals';
import { marker } from '../../../src/preview/record-lines.ts';
import { A, B, foreign, line, QUIET, T, U, World, ZONE } from './world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

const like = (pattern: RegExp) => expect.stringMatching(pattern);

describe('a record', () => {
  test('of another credential is named, carried along byte for byte, and not reverted', async () => {
    const earlier = foreign(1);
    world.github.add(1, `${marker(ZONE)}\n${earlier}`);
    world.put(A, T);
    const { warnings } = await world.run(1, [[B, T]]);
    expect(warnings).toEqual([
      like(
        /pull request #1 was sealed with another credential \(key check value "[0-9a-f]{32}"\).*earlier credential, or.*state: absent/,
      ),
    ]);
    expect(world.body(1).split('\n').at(-1)).toBe(earlier);
    await world.close(1);
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
    expect(world.body(1).split('\n').at(-1)).toBe(earlier);
    expect(world.body(1)).toContain('not all');
    expect(await world.close(1, { credential: 'earlier token' })).toMatchObject({
      revert: [],
      notices: [like(/no pull request wrote/)],
    });
  });

  test('of an earlier form is not read, with a warning, and is replaced', async () => {
    world.github.add(1, `${marker(ZONE)}\n${line('0'.repeat(32), '{"v":1,"entries":[]}')}`);
    expect((await world.run(1, [[A, T]])).warnings).toEqual([like(/unsealed one of an earlier version/)]);
    expect((await world.run(1, [[A, T]])).warnings).toEqual([]);
    world.github.open(2);
    world.github.add(2, `${marker(ZONE)}\n${line('0'.repeat(32), '{"v":1')}`);
    expect((await world.run(2, [])).warnings).toEqual([like(/another credential/)]);
  });

  test.each<[string, (body: string) => string]>([
    ['without its line', (body) => body.slice(0, body.lastIndexOf('<!--'))],
    ['with text after it', (body) => `${body}\nedited`],
    ['with an edited text', (body) => body.replace(/(.) -->$/, (_, last) => `${last === 'A' ? 'B' : 'A'} -->`)],
    ['with a malformed line', (body) => `${body.replace(/ -->$/, '? -->')}\n${body.split('\n').at(-1)}`],
    ['with a longer key check value', (body) => body.replace(/(record [0-9a-f]+)/, '$10')],
    ['with a shorter key check value', (body) => body.replace(/(record [0-9a-f]+)[0-9a-f]/, '$1')],
    ['that is shortened', (body) => body.replace(/[\w+/=]{8} -->$/, ' -->')],
    ['that is shortened to almost nothing', (body) => body.replace(/ [\w+/=]+ -->$/, ' QUJD -->')],
  ])('%s is damaged: nothing is touched', async (_name, edit) => {
    await world.run(1, [[A, T]]);
    const [comment] = world.github.comments;
    if (comment) comment.body = edit(comment.body);
    const before = world.body(1);
    const damaged = like(/record in the comment on pull request #1 is damaged: .* Nothing was touched\. Restore/);
    expect(await world.run(1, [[B, U]])).toMatchObject({ kind: 'refused', problems: [damaged] });
    expect(await world.close(1)).toMatchObject({ kind: 'refused', problems: [damaged] });
    expect(world.body(1)).toBe(before);
    expect(world.state()).toEqual({ [A]: 'aws us-east-1' });
  });

  test.each([
    ['pull request', 2, {}],
    ['repository', 1, { repository: 'octo/other' }],
  ])('copied from another %s is damaged', async (_name, pull, scene) => {
    await world.run(1, [[A, T]]);
    const body = world.body(1);
    world.github.comments.splice(0);
    world.github.add(pull, body);
    expect(await world.run(pull, [[A, T]], scene)).toMatchObject({ kind: 'refused' });
  });

  test('counts only in a comment of the own login; a notice names the others', async () => {
    await world.run(1, [[A, T]]);
    world.github.add(2, world.body(1), 'mallory');
    expect(await world.run(2, [])).toMatchObject({
      ...QUIET,
      notices: [like(/by "mallory", which is not the login of github-token/)],
    });
  });

  test('in several own comments counts together: the oldest goes on, the others are emptied', async () => {
    await world.run(1, [[A, T]]);
    const [first] = world.github.comments.splice(0);
    await world.run(1, [[B, U]]);
    world.github.comments.unshift({ ...(first as (typeof world.github.comments)[0]), id: 0 });
    const { revert } = await world.run(1, [[B, U]]);
    expect(revert).toEqual([{ ip: A }]);
    const [oldest, other] = world.github.comments;
    expect(other?.body).toContain('An older comment');
    expect(oldest?.body).toContain('✅');
    await world.close(1);
    expect(world.state()).toEqual({});
  });

  test('in several own comments is reverted by closing too', async () => {
    await world.run(1, [[A, T]]);
    const [first] = world.github.comments.splice(0);
    await world.run(1, [[B, U]]);
    world.github.comments.unshift({ ...(first as (typeof world.github.comments)[0]), id: 0 });
    await world.close(1);
    expect(world.state()).toEqual({});
    expect(world.github.comments.map(({ body }) => body)).toEqual([
      like(/has been taken away/),
      like(/An older comment/),
    ]);
  });

  test('survives an editor that ends lines with CRLF and adds lines', async () => {
    await world.run(1, [[A, T]]);
    const [comment] = world.github.comments;
    if (comment) comment.body = `${comment.body.replaceAll('\n', '\r\n')}\r\n\r\n`;
    await world.close(1);
    expect(world.state()).toEqual({});
  });
});

describe('the state of the pull request', () => {
  test('closed: nothing is registered', async () => {
    world.github.close(1);
    expect(await world.run(1, [[A, T]])).toMatchObject({ kind: 'stale', notices: [like(/#1 is closed by now/)] });
    expect(world.github.comments).toEqual([]);
  });

  test('open again: nothing is reverted', async () => {
    await world.run(1, [[A, T]]);
    expect(await world.run(1, [], { purpose: 'close' })).toMatchObject({
      kind: 'stale',
      notices: [like(/is open again/)],
    });
    expect(world.at(A)).toEqual(T);
  });

  test('unknown: the event counts, with a warning', async () => {
    world.refuse('forbidden', 'isOpen');
    expect((await world.run(1, [[A, T]])).warnings).toEqual([like(/The event says that it is open, and that counts/)]);
    expect((await world.close(1)).warnings).toEqual([like(/The event says that it is closed/)]);
    expect(world.state()).toEqual({});
  });
});

describe('GitHub in trouble', () => {
  test('stops a registration before the zone is written', async () => {
    world.refuse('unavailable', 'createComment');
    const { problems, warnings } = await world.run(1, [[A, T]]);
    expect(problems).toEqual([like(/could not be recorded.*run again/)]);
    expect(warnings).toEqual([like(/No comment was written, so there is no record of this run/)]);
    expect(world.state()).toEqual({});
    world.refuse('unavailable', 'markedComments');
    expect(await world.run(1, [[A, T]])).toMatchObject({ kind: 'refused' });
  });

  test('after the zone was written is a warning: the saved record covers both', async () => {
    const fail = { written: () => world.refuse('unavailable', 'editComment') };
    expect((await world.run(1, [[A, T]], fail)).warnings).toEqual([like(/saved before the zone was written/)]);
    world.refuse('aborted');
    await world.run(1, [[A, T]]);
    expect((await world.run(1, [[A, T]], fail)).warnings).toEqual([like(/from before this run/)]);
    world.refuse('aborted');
    await world.close(1);
    expect(world.state()).toEqual({});
  });

  test('mistakes of the program are thrown on', async () => {
    world.github.refuse = () => {
      throw new TypeError('a mistake');
    };
    await expect(world.run(1, [])).rejects.toThrow('a mistake');
  });
});
