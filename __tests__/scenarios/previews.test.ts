import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startEmulator } from '../../emulator/emulator.ts';
import { startFeeds } from '../../emulator/feed-server.ts';
import { type GitHubFake, NOT_ACCESSIBLE, readOnly } from '../../emulator/github.ts';
import { runSource } from '../support/action.ts';
import { writes } from '../support/cloudflare.ts';
import { errorsOf, noticesOf, warningsOf } from '../support/messages.ts';
import { AWS, GCP, mapping, OCI, REPOSITORY, recordLineOf, startWorld, type World } from '../support/pull-requests.ts';

const A: string = '192.0.2.1';
const B: string = '192.0.2.2';
const MARKER = '<!-- cloudflare-origin-cloud-regions zone=';
const RECORD = /<!-- cloudflare-origin-cloud-regions record [0-9a-f]+ [\w+/-]+={0,2} -->$/;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.reset());

const zone = () => world.emulator.mappings();
const opened = (pull: number, ip = A, target = AWS, inputs = {}) =>
  world.step('opened', pull, { ...mapping(ip, target), ...inputs });
const pushed = (pull: number, ip = A, target = AWS, inputs = {}) =>
  world.step('synchronize', pull, { ...mapping(ip, target), ...inputs });
const closed = (pull: number) => world.step('closed', pull);
const NOTHING_CHANGED = { exitCode: 0, outputs: { changed: 'false' } };

describe('One step for a pull request', () => {
  test('registers on opening, follows a new address, and reverts on closing', async () => {
    expect(await opened(7)).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(world.bodies(7)).toHaveLength(1);
    expect(await pushed(7, B)).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '1' } });
    expect(zone()).toEqual([mapping(B)]);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1', count: '0' } });
    expect(zone()).toEqual([]);
    expect(world.bodies(7)).toHaveLength(1);
    expect(world.bodies(7)[0]).toContain('what it registered has been taken away');
  });

  test('writes a comment that begins with the marker and ends with a sealed record, also an empty one', async () => {
    await opened(7);
    const begin = `${MARKER}${world.emulator.zoneId} -->\n`;
    for (const when of ['open', 'closed']) {
      const [body = ''] = world.bodies(7);
      expect(body.startsWith(begin)).toBe(true);
      expect(body).toMatch(RECORD);
      expect(Buffer.from(recordLineOf(body).split(' ')[4] ?? '', 'base64').toString('latin1')).not.toContain(A);
      if (when === 'open') await closed(7);
    }
  });

  test('saves the record before it writes the zone, and the first word of it is "running"', async () => {
    let atWrite: string[] = [];
    world.emulator.onRequest = ({ method }) => {
      if (method !== 'GET') atWrite = world.bodies(7);
    };
    await opened(7);
    expect(atWrite).toHaveLength(1);
    expect(atWrite[0]).toContain('A run is writing 1 mapping');
    expect(atWrite[0]).toMatch(RECORD);
  });

  test('that dies between the record and the zone leaves nothing that nobody remembers', async () => {
    const stop = Promise.withResolvers<void>();
    world.emulator.onAnswer = async ({ method }) => {
      if (method === 'GET') return;
      stop.resolve();
      await new Promise((done) => setTimeout(done, 5));
    };
    const died = await world.step('opened', 7, mapping(A), { cancel: { when: stop.promise } });
    expect(died.exitCode).toBe(1);
    expect(world.bodies(7)[0]).toContain('⏳');
    Object.assign(world.emulator, { onAnswer: undefined });
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('a second closing, and one without a comment, have nothing to do', async () => {
    await opened(7);
    await closed(7);
    world.emulator.forget();
    expect(await closed(7)).toMatchObject(NOTHING_CHANGED);
    expect(await closed(8)).toMatchObject(NOTHING_CHANGED);
    expect(writes(world.emulator)).toEqual([]);
    expect(world.bodies(8)).toEqual([]);
  });

  test('closing works from pull_request_target, with the head repository gone and a file that is not there', async () => {
    await opened(7);
    const ending = await world.step(
      'closed',
      7,
      { 'mappings-file': 'gone.yaml' },
      { event: 'pull_request_target', pullRequest: { head: { sha: 'a'.repeat(40), repo: null } } },
    );
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('closing reverts all of the record, whatever the inputs say', async () => {
    await opened(7);
    expect(await world.step('closed', 7, mapping(A))).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('closing names in its summary what it removed', async () => {
    await opened(7);
    const { summary } = await closed(7);
    expect(summary).toContain('1 removed');
    expect(summary).toContain(A);
  });

  test('a plan writes the comment and neither the zone nor the record', async () => {
    expect(await opened(7, A, AWS, { mode: 'plan' })).toMatchObject({
      exitCode: 0,
      outputs: { created: '1', changed: 'true' },
    });
    expect(zone()).toEqual([]);
    expect(world.bodies(7)).toHaveLength(1);
    expect(await closed(7)).toMatchObject(NOTHING_CHANGED);
  });

  test('a plan leaves the record of an earlier run byte for byte', async () => {
    await opened(7);
    const [before = ''] = world.bodies(7);
    await pushed(7, B, AWS, { mode: 'plan' });
    const [after = ''] = world.bodies(7);
    expect(recordLineOf(after)).toBe(recordLineOf(before));
    expect(after).not.toBe(before);
    expect(zone()).toEqual([mapping(A)]);
  });

  test('on-conflict is no matter of what this pull request wrote itself', async () => {
    await opened(7);
    expect(await pushed(7, A, GCP, { 'on-conflict': 'fail' })).toMatchObject({
      exitCode: 0,
      outputs: { updated: '1' },
    });
    await closed(7);
    expect(zone()).toEqual([]);
  });

  test('a mapping that it only found is somebody else’s for on-conflict', async () => {
    world.emulator.seed([mapping(A)]);
    await opened(7);
    expect(await pushed(7, A, GCP, { 'on-conflict': 'fail' })).toMatchObject({
      exitCode: 1,
      outputs: { updated: '0' },
    });
    expect(zone()).toEqual([mapping(A)]);
  });

  test('what the brake says does not count what the record reverts', async () => {
    const ips = Array.from({ length: 12 }, (_, index) => `198.51.100.${index + 1}`);
    await opened(7, ips.join(' '));
    expect(await pushed(7, B, AWS, { 'max-removals': '0' })).toMatchObject({ exitCode: 0, outputs: { removed: '12' } });
    expect(zone()).toEqual([mapping(B)]);
  });

  test('more than 300 addresses are an error before any write', async () => {
    const ips = Array.from({ length: 301 }, (_, index) => `2001:db8::${(index + 1).toString(16)}`).join(' ');
    const ending = await opened(7, ips);
    expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '301' } });
    expect(errorsOf(ending).join()).toContain('at most 300');
    expect(zone()).toEqual([]);
  });

  test('300 addresses fit the comment of one pull request', async () => {
    const ips = Array.from({ length: 300 }, (_, index) => `2001:db8:${index}:a:b:c:${index * 7}:1`).join(' ');
    expect(await opened(7, ips)).toMatchObject({ exitCode: 0, outputs: { created: '300' } });
    expect(world.bodies(7)[0]?.length).toBeLessThanOrEqual(65_536);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '300' } });
  });
});

describe('What the zone said before', () => {
  test('comes back, also after a merge', async () => {
    world.emulator.seed([mapping(A, GCP)]);
    await opened(7);
    expect(zone()).toEqual([mapping(A)]);
    world.github.shut(7, 'merged');
    expect(await world.step('closed', 7, {}, { pullRequest: { merged: true } })).toMatchObject({
      exitCode: 0,
      outputs: { updated: '1' },
    });
    expect(zone()).toEqual([mapping(A, GCP)]);
  });

  test('stays where it was so already', async () => {
    world.emulator.seed([mapping(A)]);
    expect(await opened(7)).toMatchObject({ exitCode: 0, outputs: { unchanged: '1' } });
    expect(await closed(7)).toMatchObject(NOTHING_CHANGED);
    expect(zone()).toEqual([mapping(A)]);
  });

  test('what somebody else changed since is left, with a notice', async () => {
    await opened(7);
    world.emulator.put(mapping(A, GCP));
    const ending = await closed(7);
    expect(ending.exitCode).toBe(0);
    expect(noticesOf(ending)).toContainEqual(expect.stringMatching(/no pull request wrote.*192\.0\.2\.1/));
    expect(zone()).toEqual([mapping(A, GCP)]);
  });

  test('what somebody took away is left so, with a notice', async () => {
    world.emulator.seed([mapping(A, GCP)]);
    await opened(7);
    world.emulator.remove(A);
    const ending = await closed(7);
    expect(ending.exitCode).toBe(0);
    expect(noticesOf(ending)).toContainEqual(expect.stringContaining('(nothing)'));
    expect(zone()).toEqual([]);
  });
});

describe('An address that two pull requests registered', () => {
  test('stays until the last of them closes', async () => {
    await opened(7);
    await opened(8);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
    expect(zone()).toEqual([mapping(A)]);
    expect(await closed(8)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('gets the target of the one that registered it last when another lets go', async () => {
    await opened(7);
    await opened(8, A, GCP);
    const ending = await closed(8);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
    expect(noticesOf(ending).join()).toContain('#7');
    expect(zone()).toEqual([mapping(A)]);
    await closed(7);
    expect(zone()).toEqual([]);
  });

  test('counts a run that finds its mapping there for the order as well', async () => {
    for (const pull of [7, 8]) await opened(pull);
    await opened(9, A, GCP);
    // 7 registers last; what it finds is written anew.
    await pushed(7);
    expect(zone()).toEqual([mapping(A)]);
    expect(await closed(9)).toMatchObject(NOTHING_CHANGED);
    for (const pull of [7, 8]) await closed(pull);
    expect(zone()).toEqual([]);
  });

  test('belongs to one that found it there too: the clean-up of the first, whose closing was lost, leaves it', async () => {
    await opened(7);
    world.github.shut(7);
    expect(await opened(8)).toMatchObject({ exitCode: 0, outputs: { unchanged: '1' } });
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
    expect(zone()).toEqual([mapping(A)]);
    expect(await closed(8)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  describe.each([
    ['B closes, then A', [8, 7]],
    ['A closes, then B', [7, 8]],
  ] as const)('A opens, a hand sets X, B opens over X, and %s', (_, order) => {
    test.each(['closing', 'the clean-up'])('X comes back by %s', async (way) => {
      await opened(7);
      world.emulator.put(mapping(A, OCI));
      await opened(8, A, GCP);
      for (const pull of order) {
        if (way === 'closing') expect((await closed(pull)).exitCode).toBe(0);
        else {
          world.github.shut(pull);
          expect((await world.cleanUp()).exitCode).toBe(0);
        }
      }
      expect(zone()).toEqual([mapping(A, OCI)]);
    });
  });

  test.each([
    [7, 8, 9],
    [9, 8, 7],
    [8, 9, 7],
    [8, 7, 9],
  ])('in whatever order three close (%d, %d, %d), what a hand set between them comes back', async (...order) => {
    world.emulator.seed([mapping(A, OCI)]);
    await opened(7);
    await opened(8, A, GCP);
    world.emulator.put(mapping(A, { vendor: 'azure', region: 'westeurope' }));
    await opened(9);
    for (const pull of order) await closed(pull);
    expect(zone()).toEqual([mapping(A, { vendor: 'azure', region: 'westeurope' })]);
  });
});

describe('Two own comments on one pull request', () => {
  test('count together: the oldest goes on, the other is emptied, and both addresses are reverted', async () => {
    await opened(7);
    const [first = ''] = world.bodies(7);
    for (const { id } of [...world.github.comments]) world.github.erase(id);
    await pushed(7, B);
    const [second = ''] = world.bodies(7);
    for (const { id } of [...world.github.comments]) world.github.erase(id);
    for (const body of [first, second]) world.github.comment(7, 'github-actions[bot]', body);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '2' } });
    expect(zone()).toEqual([]);
    const [oldest, other] = world.bodies(7);
    expect(oldest).toContain('has been taken away');
    expect(other).toContain('An older comment on this pull request goes on');
    expect(other).toMatch(RECORD);
  });

  test('that a lagging list made: the next run finds both, and the plan of the first stays whole', async () => {
    const lag = ({ method, path }: Parameters<NonNullable<GitHubFake['interfere']>>[0]) =>
      method === 'GET' && path.endsWith('/comments') ? { status: 200, body: [] } : undefined;
    await opened(7);
    world.github.interfere = lag;
    await pushed(7, B);
    world.github.interfere = undefined;
    expect(world.bodies(7)).toHaveLength(2);
    expect(await pushed(7, B)).toMatchObject({ exitCode: 0, outputs: { removed: '1', unchanged: '1' } });
    expect(zone()).toEqual([mapping(B)]);
    await closed(7);
    expect(zone()).toEqual([]);
  });
});

describe('A record that nobody may make up', () => {
  test('in a comment of another login counts for nothing, and a notice names the login', async () => {
    await opened(7);
    const [genuine = ''] = world.bodies(7);
    world.github.comment(9, 'mallory', genuine);
    const ending = await closed(9);
    expect(ending).toMatchObject(NOTHING_CHANGED);
    expect(noticesOf(ending).join()).toContain('mallory');
    expect(zone()).toEqual([mapping(A)]);
  });

  test('copied from another pull request by the workflow’s own login is damage', async () => {
    await opened(7);
    world.github.comment(9, 'github-actions[bot]', world.bodies(7)[0] ?? '');
    const ending = await closed(9);
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toMatch(/damaged.*copied from another pull request/);
    expect(zone()).toEqual([mapping(A)]);
  });

  test('with guessed addresses and a made-up form, in a comment that some workflow posts, removes nothing', async () => {
    world.emulator.seed(Array.from({ length: 6 }, (_, index) => mapping(`198.51.100.${index + 1}`)));
    const guesses = Array.from({ length: 256 }, (_, index) => ({
      ip: `198.51.100.${index}`,
      wrote: AWS,
      before: null,
    }));
    const forms = [
      JSON.stringify({ v: 2, entries: guesses }),
      JSON.stringify({ start: 0, targets: [], entries: guesses }),
    ];
    await opened(8, B);
    const [, , , check = ''] = recordLineOf(world.bodies(8)[0] ?? '').split(' ');
    for (const [index, form] of forms.entries())
      for (const encoding of ['base64', 'base64url'] as const) {
        const pull = 20 + index * 2 + (encoding === 'base64' ? 0 : 1);
        const line = `<!-- cloudflare-origin-cloud-regions record ${check} ${Buffer.from(form).toString(encoding)} -->`;
        world.github.comment(pull, 'github-actions[bot]', `${MARKER}${world.emulator.zoneId} -->\n\n${line}`);
        await closed(pull);
      }
    await world.cleanUp();
    expect(zone().filter(({ ip }) => ip !== B)).toHaveLength(6);
  });

  test('of an unsealed earlier form is not read, with a warning', async () => {
    const data = Buffer.from(JSON.stringify({ v: 1, entries: [{ ip: A }] })).toString('base64');
    const line = `<!-- cloudflare-origin-cloud-regions record ${'0'.repeat(64)} ${data} -->`;
    world.emulator.seed([mapping(A)]);
    world.github.comment(7, 'github-actions[bot]', `${MARKER}${world.emulator.zoneId} -->\n\n${line}`);
    const ending = await closed(7);
    expect(ending.exitCode).toBe(0);
    expect(warningsOf(ending).join()).toContain('unsealed');
    expect(zone()).toEqual([mapping(A)]);
  });

  test.each<[string, (body: string) => string]>([
    [
      'a letter is changed',
      (body) => body.replace(/(record [0-9a-f]+ \S{30})(.)/, (_, start, one) => `${start}${one === 'A' ? 'B' : 'A'}`),
    ],
    ['the line is gone', (body) => body.slice(0, body.lastIndexOf('<!--'))],
    ['text stands after it', (body) => `${body}\n\nthanks!`],
    ['it is cut', (body) => body.replace(/.{20} -->$/, ' -->')],
  ])('where %s, is a failure that says so, and nothing is touched', async (_, edit) => {
    await opened(7);
    const [comment] = world.github.comments;
    if (comment) comment.body = edit(comment.body);
    const edited = world.bodies(7)[0];
    world.emulator.forget();
    for (const ending of [await closed(7), await world.step('reopened', 7, mapping(B))]) {
      expect(ending.exitCode).toBe(1);
      expect(errorsOf(ending).join()).toMatch(/is damaged.*Nothing was touched/);
    }
    expect(zone()).toEqual([mapping(A)]);
    expect(writes(world.emulator)).toEqual([]);
    expect(world.bodies(7)[0]).toBe(edited);
  });
});

describe('A record sealed with another credential', () => {
  const pair = () => ({ 'api-token': '', 'api-key': world.emulator.apiKey, 'api-email': world.emulator.apiEmail });

  test('is carried along byte for byte beside a new one, with a warning and the remedy', async () => {
    await opened(7);
    const first = recordLineOf(world.bodies(7)[0] ?? '');
    const ending = await pushed(7, B, AWS, pair());
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '0' } });
    expect(warningsOf(ending).join()).toMatch(/sealed with another credential.*earlier credential.*state: absent/);
    const [body = ''] = world.bodies(7);
    expect(body.split('\n').filter((line) => /^<!-- \S+ record /.test(line))).toHaveLength(2);
    expect(body).toContain(first);

    const other = await world.step('closed', 7, pair());
    expect(other).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(warningsOf(other).join()).toContain('another credential');
    expect(world.bodies(7)[0]).toContain(first);
    expect(zone()).toEqual([mapping(A)]);

    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('of another open pull request leaves what may be shared for now, in the record, until it can be read', async () => {
    await world.step('opened', 8, { ...mapping(A), ...pair() });
    await opened(7);
    const ending = await closed(7);
    expect(ending.exitCode).toBe(0);
    expect(warningsOf(ending).join()).toMatch(/cannot be had.*192\.0\.2\.1 is left for now and stays in the record/);
    expect(zone()).toEqual([mapping(A)]);
    await world.step('closed', 8, pair());
    await world.cleanUp();
    expect(zone()).toEqual([]);
  });
});

describe('The state of the pull request', () => {
  test.each(['labeled', 'synchronize', 'opened'])(
    '%s on a closed one registers nothing, and a notice says so',
    async (action) => {
      const ending = await world.step(action, 7, mapping(A), { as: 'closed' });
      expect(ending).toMatchObject(NOTHING_CHANGED);
      expect(noticesOf(ending).join()).toContain('#7 is closed by now, so this run registers nothing');
      expect(zone()).toEqual([]);
      expect(world.bodies(7)).toEqual([]);
    },
  );

  test('an old run that is repeated after the closing does not register again', async () => {
    await opened(7);
    await closed(7);
    expect(await world.step('synchronize', 7, mapping(A), { as: 'closed' })).toMatchObject(NOTHING_CHANGED);
    expect(zone()).toEqual([]);
  });

  test('an old closing that is repeated on a reopened one reverts nothing', async () => {
    await opened(7);
    await closed(7);
    await world.step('reopened', 7, mapping(A));
    const ending = await world.step('closed', 7, {}, { as: 'open' });
    expect(ending).toMatchObject(NOTHING_CHANGED);
    expect(noticesOf(ending).join()).toContain('#7 is open again, so this run reverts nothing');
    expect(zone()).toEqual([mapping(A)]);
  });

  test('that cannot be asked is the event’s, with a warning', async () => {
    world.github.interfere = ({ method, path }) =>
      method === 'GET' && /\/pulls\/7$/.test(path) ? NOT_ACCESSIBLE : undefined;
    const ending = await opened(7);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(warningsOf(ending).join()).toMatch(/Whether pull request #7 is open cannot be asked.*that counts/);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });
});

describe('The lists of pull requests are read in an order that does not change', () => {
  test.each(['GraphQL', 'REST'])(
    'by %s: one that is touched between two pages keeps its shared mapping',
    async (way) => {
      for (let pull = 100; pull < 260; pull += 1) world.github.open(pull);
      await opened(120);
      await opened(259);
      let lists = 0;
      world.github.interfere = ({ path, operation }) =>
        way === 'REST' && path === '/graphql' && operation !== undefined && !/viewer/i.test(operation)
          ? { status: 502, body: '' }
          : undefined;
      world.github.onAnswer = ({ path, method }) => {
        if (path !== '/graphql' && !(method === 'GET' && path.endsWith('/pulls'))) return;
        lists += 1;
        // Everybody comments on everything between any two pages.
        for (const pull of [100, 120, 140, 200, 258]) world.github.comment(pull, 'octocat', `hello ${lists}`);
      };
      const ending = await closed(259);
      expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
      expect(warningsOf(ending)).toEqual([]);
      expect(zone()).toEqual([mapping(A)]);
      expect(lists).toBeGreaterThan(1);
    },
  );
});

describe('An event without a pull request', () => {
  test.each(['push', 'issue_comment', 'workflow_run', 'merge_group'])(
    'comment: true on %s registers, with a notice that nothing removes it by itself',
    async (name) => {
      const ending = await runSource({
        inputs: {
          'api-token': world.emulator.apiToken,
          'api-base-url': world.emulator.url,
          zone: world.emulator.zoneId,
          state: 'auto',
          comment: 'true',
          'github-token': world.github.token,
          ...mapping(A),
        },
        env: { GITHUB_API_URL: world.github.url },
        event: {
          name,
          payload: {
            repository: { full_name: REPOSITORY, visibility: 'private' },
            issue: { number: 7, pull_request: {} },
          },
        },
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(noticesOf(ending).join()).toMatch(/there is no record, and nothing removes this registration by itself/);
      expect(world.github.comments).toEqual([]);
    },
  );
});

describe('state: absent with comment: true', () => {
  test('takes what it removed out of the record, so nothing removes later what others put there since', async () => {
    await opened(7, `${A} ${B}`);
    const absent = await world.step('synchronize', 7, { state: 'absent', ip: A });
    expect(absent).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(world.bodies(7)[0]).toContain('1 removed');
    // Production maps it anew, to the same place.
    world.emulator.put(mapping(A));
    world.github.shut(7);
    expect(await world.cleanUp()).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([mapping(A)]);
  });

  test('takes also out what it found gone', async () => {
    await opened(7);
    world.emulator.remove(A);
    expect(await world.step('synchronize', 7, { state: 'absent', ip: A })).toMatchObject({
      exitCode: 0,
      outputs: { unchanged: '1' },
    });
    world.emulator.put(mapping(A));
    await closed(7);
    expect(zone()).toEqual([mapping(A)]);
  });
});

describe('Where GitHub refuses', () => {
  test('a comment that may not be written is a warning that names the permission; the registration stands', async () => {
    world.github.interfere = readOnly;
    const ending = await opened(7);
    expect(ending.exitCode).toBe(0);
    const [warning = '', ...more] = warningsOf(ending);
    expect(warning).toContain('pull-requests: write');
    expect(warning).toContain('nothing takes this registration away by itself');
    expect(warning).not.toContain('its record from before');
    expect(more).toEqual([]);
    expect(zone()).toEqual([mapping(A)]);
  });

  test('the comment of a registration that has a record, the registration goes on and nothing of that is reverted', async () => {
    await opened(7);
    world.github.interfere = readOnly;
    const ending = await pushed(7, B);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '0', skipped: '1' } });
    expect(warningsOf(ending).join()).toContain('The record from before still holds what it held');
    expect(zone()).toEqual([mapping(A), mapping(B)]);
    world.github.interfere = undefined;
    expect(await pushed(7, B)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('the comment on closing, nothing is reverted until it can be written', async () => {
    await opened(7);
    world.github.interfere = readOnly;
    const ending = await closed(7);
    expect(ending).toMatchObject({ exitCode: 0, outputs: { changed: 'false', removed: '0' } });
    expect(warningsOf(ending).join()).toMatch(/pull-requests: write.*Nothing was reverted/);
    expect(zone()).toEqual([mapping(A)]);
    world.github.interfere = undefined;
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('no token with state: absent: a record, if there is one, still names what was removed', async () => {
    await opened(7);
    const ending = await world.step('synchronize', 7, { state: 'absent', ip: A, 'github-token': '' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(warningsOf(ending).join()).toContain('a record, if there is one, still names what was removed');
    expect(ending.log).not.toContain('nothing removes this registration');
  });

  test('a locked conversation is told as that, and not as a missing permission', async () => {
    world.github.open(7);
    world.github.lock(7);
    world.github.interfere = ({ method, path }) =>
      method !== 'GET' && path !== '/graphql'
        ? { status: 403, body: { message: 'Unable to create comment because issue is locked.', status: '403' } }
        : undefined;
    const ending = await opened(7);
    expect(ending.exitCode).toBe(0);
    expect(warningsOf(ending).join()).toContain('The conversation is locked');
    expect(warningsOf(ending).join()).not.toContain('pull-requests: write');
    expect(zone()).toEqual([mapping(A)]);
  });

  test('a comment that cannot be written for another reason stops a registration before the zone is written', async () => {
    world.github.interfere = ({ method }) =>
      method === 'POST' || method === 'PATCH' ? { status: 422, body: { message: 'Validation Failed' } } : undefined;
    expect((await opened(7)).exitCode).toBe(1);
    expect(zone()).toEqual([]);
  });

  test('a first run with nothing to record does not speak of a record from before', async () => {
    world.emulator.fault('PATCH status 400 code=1157');
    let posts = 0;
    world.github.interfere = ({ method, path }) => {
      if (method !== 'POST' || path === '/graphql') return method === 'PATCH' ? NOT_ACCESSIBLE : undefined;
      posts += 1;
      return NOT_ACCESSIBLE;
    };
    const ending = await opened(7);
    expect(ending.exitCode).toBe(1);
    expect(posts).toBeGreaterThan(0);
    expect(ending.log).not.toMatch(/record (?:that was saved|from before)/);
  });

  test('the comments that cannot be read on closing are an error that names the permission, and nothing is touched', async () => {
    await opened(7);
    world.github.interfere = () => NOT_ACCESSIBLE;
    const ending = await closed(7);
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('pull-requests: write');
    expect(zone()).toEqual([mapping(A)]);
  });

  test('no token for GitHub: a registration stands with a warning, a closing fails', async () => {
    const registration = await opened(7, A, AWS, { 'github-token': '' });
    expect(registration.exitCode).toBe(0);
    expect(warningsOf(registration).join()).toContain('github-token');
    const closing = await world.step('closed', 7, { 'github-token': '' });
    expect(closing.exitCode).toBe(1);
    expect(errorsOf(closing).join()).toContain('Nothing was changed');
  });

  test('the lists of the others: what may be shared is left, and a later run finishes', async () => {
    await opened(7);
    world.github.interfere = ({ path, method }) =>
      path === '/graphql' || (method === 'GET' && path.endsWith('/pulls')) ? NOT_ACCESSIBLE : undefined;
    // The viewer is asked by GraphQL too: a personal token answers by REST.
    const ending = await closed(7);
    expect(zone()).toEqual([mapping(A)]);
    expect(ending.log).toMatch(/cannot be (?:had|read)/);
    world.github.interfere = undefined;
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });
});

test('An app acme[bot] does not count as the author for a personal token of the user acme', async () => {
  const other = await startWorld(
    {},
    { tokens: { 'ghp_token-of-the-user': 'acme', 'ghs_token-of-the-app': 'acme[bot]' } },
  );
  try {
    const as = (token: string) => ({ 'github-token': token });
    await other.step('opened', 7, { ...mapping(A), ...as('ghs_token-of-the-app') });
    const ending = await other.step('closed', 7, as('ghp_token-of-the-user'));
    expect(ending).toMatchObject(NOTHING_CHANGED);
    expect(noticesOf(ending).join()).toContain('acme[bot]');
    expect(other.emulator.mappings()).toEqual([mapping(A)]);
    const own = await other.step('closed', 7, as('ghs_token-of-the-app'));
    expect(own).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  } finally {
    await other.close();
  }
});

describe('Closes a pull request whose zone only the list names', () => {
  const list = () => `zone: ${world.emulator.zoneId}\nmappings: [{ip: ${A}, vendor: aws, region: us-east-1}]\n`;

  test.each<[string, (text: string) => [Record<string, string>, Record<string, string>]]>([
    ['a file', (text) => [{ 'mappings-file': 'z.yaml' }, { 'z.yaml': text }]],
    ['inline', (text) => [{ mappings: text }, {}]],
  ])('as %s', async (_, given) => {
    const [inputs, files] = given(list());
    const both = { ...inputs, zone: '' };
    expect((await world.step('opened', 7, both, { files })).exitCode).toBe(0);
    expect(await world.step('closed', 7, both, { files })).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(zone()).toEqual([]);
  });

  test('and says that none is given where the file is gone', async () => {
    const ending = await world.step('closed', 7, { 'mappings-file': 'z.yaml', zone: '' });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('No zone is given');
  });
});

describe('The comment', () => {
  test('is one for each zone', async () => {
    const other = await startEmulator({ zoneId: 'f'.repeat(32) });
    try {
      await opened(7);
      const there = { 'api-base-url': other.url, zone: other.zoneId };
      await opened(7, B, AWS, there);
      expect(world.bodies(7).map((body) => body.split('\n')[0])).toEqual(
        [world.emulator.zoneId, other.zoneId].map((id) => `${MARKER}${id} -->`),
      );
      expect(await world.step('closed', 7, there)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(other.mappings()).toEqual([]);
      expect(zone()).toEqual([mapping(A)]);
    } finally {
      await other.close();
    }
  });

  test('is there once where the answer to its creation is lost', async () => {
    let lost = false;
    world.github.interfere = ({ method, path }) => {
      if (lost || method !== 'POST' || !path.endsWith('/comments')) return undefined;
      lost = true;
      return 'lost';
    };
    expect(await opened(7)).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(lost).toBe(true);
    expect(world.bodies(7)).toHaveLength(1);
    await closed(7);
    expect(zone()).toEqual([]);
  });

  test('that somebody deletes while the run writes is written anew, with its record', async () => {
    world.emulator.onAnswer = ({ method }) => {
      if (method !== 'GET') for (const { id } of [...world.github.comments]) world.github.erase(id);
    };
    expect((await opened(7)).exitCode).toBe(0);
    Object.assign(world.emulator, { onAnswer: undefined });
    expect(world.bodies(7)).toHaveLength(1);
    expect(await closed(7)).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
  });

  test('of another open pull request that is damaged leaves what may be shared for now', async () => {
    await opened(8);
    await opened(7);
    const other = world.github.comments.find(({ pull }) => pull === 8);
    const whole = other?.body ?? '';
    if (other) other.body = whole.replace(/(record [0-9a-f]+ )\S{4}/, '$1AAAA');
    const ending = await closed(7);
    expect(ending.exitCode).toBe(0);
    expect(warningsOf(ending).join()).toMatch(/#8 cannot be opened.*stays in the record/);
    expect(ending.log).not.toContain('Nothing was touched');
    expect(zone()).toEqual([mapping(A)]);
    if (other) other.body = whole;
    await closed(8);
    await world.cleanUp();
    expect(zone()).toEqual([]);
  });
});

describe('On a public repository', () => {
  test('the comment hides what came by inputs, and shows what a file in the repository lists', async () => {
    const file = `- {ip: ${B}, vendor: aws, region: us-east-1}\n`;
    await world.step('opened', 7, mapping(A), { visibility: 'public' });
    await world.step('opened', 8, { 'mappings-file': 'o.yaml' }, { visibility: 'public', files: { 'o.yaml': file } });
    const [byInput = ''] = world.bodies(7);
    const [byFile = ''] = world.bodies(8);
    expect(byInput).not.toContain(A);
    expect(byInput).toMatch(/hidden-[0-9a-f]{8}/);
    expect(byFile).toContain(B);
    const ending = await world.step('closed', 7, {}, { visibility: 'public' });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(ending.log + ending.summary + world.bodies(7)[0]).not.toContain(A);
    expect(zone()).toEqual([mapping(B)]);
  });
});

describe('On a server that has nothing but the one PATCH', () => {
  let bare: World;
  beforeAll(async () => {
    bare = await startWorld({ surfaces: 'patch-only' });
  });
  afterAll(() => bare.close());

  test('closing a pull request that registered nothing is a success', async () => {
    expect(await bare.step('closed', 7)).toMatchObject(NOTHING_CHANGED);
  });

  test('a registration stands, and a warning says that there is no record', async () => {
    const ending = await bare.step('opened', 7, mapping(A));
    expect(ending.exitCode).toBe(0);
    expect(warningsOf(ending).join()).toMatch(/list cannot be read, so nothing is recorded/);
    expect(bare.emulator.mappings()).toEqual([mapping(A)]);
  });

  test('what was registered while there was a list cannot be reverted, and an error says so', async () => {
    await opened(7);
    const ending = await world.step('closed', 7, { 'api-base-url': bare.emulator.url });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('cannot be reverted');
  });
});

test('A discovery in a pull request shows its report in the comment, and neither reverts nor records anything', async () => {
  const feeds = await startFeeds();
  await opened(7);
  const record = recordLineOf(world.bodies(7)[0] ?? '');
  world.emulator.dnsRecords = [{ type: 'A', name: 'www.example.com', content: '11.1.0.1' }];
  const inputs = { state: 'present', discover: 'dns', 'ip-ranges': feeds.url };
  expect(await world.step('synchronize', 7, inputs)).toMatchObject({
    exitCode: 0,
    outputs: { created: '1', removed: '0' },
  });
  expect(zone().map(({ ip }) => ip)).toEqual(['11.1.0.1', A]);
  const [body = ''] = world.bodies(7);
  expect(body).toContain('11.1.0.1');
  expect(recordLineOf(body)).toBe(record);
  world.emulator.dnsRecords = [];
  await feeds.close();
});

test('The comment says that a run failed also where it failed before anything was planned', async () => {
  await opened(7);
  world.emulator.fault('GET status 500');
  expect(await pushed(7)).toMatchObject({ exitCode: 1 });
  expect(world.bodies(7)[0]).toContain('❌');
});
