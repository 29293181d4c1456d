import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubFake, NOT_ACCESSIBLE, readOnly, startGitHub } from '../emulator/github.ts';
import type { Address } from '../src/domain/address.ts';
import type { Mapping, MappingList, Target } from '../src/domain/mapping.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import type { Problem } from '../src/domain/problem.ts';
import type { Mode, Result } from '../src/domain/result.ts';
import { marker, printRecord, RECORD_BLOCK, readRecord } from '../src/preview/block.ts';
import { openCleanup } from '../src/preview/cleanup.ts';
import { type GitHub, openGitHub } from '../src/preview/github.ts';
import { openPreview } from '../src/preview/open.ts';
import type { RecordEntry } from '../src/preview/record.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const BOT = 'github-actions[bot]';
const [A, B] = ['192.0.2.1', '2001:db8::b'] as [Address, Address];
const one: Target = { vendor: 'aws', region: 'one' };
const two: Target = { vendor: 'gcp', region: 'two' };
const old: Target = { vendor: 'oci', region: 'old' };

let fake: GitHubFake;
let zone: Map<Address, Mapping>;

beforeEach(async () => {
  fake = await startGitHub();
  zone = new Map();
  for (const pull of [1, 2, 3]) fake.open(pull);
});
afterEach(() => fake.close());

function client(): GitHub {
  return openGitHub({
    token: fake.token,
    apiUrl: fake.url,
    repository: fake.repository,
    transport: { fetch: (url, init) => fetch(url, init) },
    clock: { timeout: AbortSignal.timeout, date: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    trace: () => {},
  });
}

function put(ip: Address, target?: Target): void {
  if (target === undefined) zone.delete(ip);
  else zone.set(ip, { ip, ...target });
}

interface Scene {
  pull?: number;
  closing?: boolean;
  mode?: Mode;
  hidden?: boolean;
  credential?: string;
  /** The server has no list before the run, or the run could not read it at the end. */
  unlisted?: 'before' | 'after';
  /** Called between the steps. */
  saved?: () => void;
  written?: () => void;
  dies?: 'saved' | 'written';
  runUrl?: string;
}

interface Told {
  refused?: string;
  problems: string[];
  warnings: string[];
  notices: string[];
  takeBack: unknown[];
  own: Address[];
}

const words = (list: readonly Problem[]) => list.map(({ message }) => message);

/** One run of the action as far as it concerns the comment; writes go to `zone`. */
async function run(wants: [Address, Target][], scene: Scene = {}): Promise<Told> {
  const { pull = 1, closing = false, mode = 'apply', hidden = false, credential = 'token', unlisted, runUrl } = scene;
  const told: Told = { problems: [], warnings: [], notices: [], takeBack: [], own: [] };
  const opening = await openPreview({
    github: client(),
    pull,
    zoneId: ZONE,
    mode,
    intent: closing ? 'withdraw' : 'register',
    credential,
    hidden,
    veil: (text) => text,
    runUrl,
  });
  if (opening.kind === 'refused') return { ...told, refused: opening.problem.message };
  const { preview } = opening;
  told.warnings.push(...words(opening.warnings));
  const writes = new Map(wants);
  const current: MappingList | undefined = unlisted === 'before' ? undefined : new Map(zone);
  const prepared = await preview.prepare(current, new Set(writes.keys()));
  told.takeBack = [...prepared.takeBack];
  told.own = [...prepared.own];
  told.notices.push(...words(prepared.notices));
  told.warnings.push(...words(prepared.warnings));
  told.problems.push(...words(prepared.problems));
  const outcomes: Outcome[] = [];
  const goOn = () => told.problems.length === 0;
  if (goOn() && !closing) told.problems.push(...words(preview.draft(writes)));
  if (goOn() && mode === 'apply') {
    const saving = await preview.save();
    told.problems.push(...words(saving.problems));
    told.warnings.push(...words(saving.warnings));
    scene.saved?.();
    if (scene.dies === 'saved') return told;
  }
  if (goOn() && mode === 'apply') {
    for (const [ip, target] of writes) {
      outcomes.push({ ip, target, outcome: zone.has(ip) ? 'updated' : 'created' });
      put(ip, target);
    }
    for (const { ip, to } of prepared.takeBack) {
      outcomes.push({ ip, outcome: 'removed', ...(to ? { target: to } : {}) });
      put(ip, to);
    }
    scene.written?.();
    if (scene.dies === 'written') return told;
  }
  const published = await preview.publish(
    resultOf(mode, outcomes, told, unlisted === 'after' ? undefined : new Map(zone)),
  );
  told.warnings.push(...words(published.warnings));
  return told;
}

function resultOf(
  mode: Mode,
  outcomes: Outcome[],
  told: Pick<Told, 'problems' | 'notices'>,
  list?: MappingList,
): Result {
  const problems = told.problems.map((message) => ({ message }));
  const notices = told.notices.map((message) => ({ message }));
  return {
    mode,
    problems,
    warnings: [],
    notices,
    outcomes,
    changed: outcomes.length > 0,
    requests: 1,
    duration: 1,
    ...(list ? { list } : {}),
  };
}

const GOOD: Told = { problems: [], warnings: [], notices: [], takeBack: [], own: [] };

function body(pull = 1): string {
  return fake.comments.find((comment) => comment.pull === pull && comment.body.startsWith(marker(ZONE)))?.body ?? '';
}

async function recorded(pull = 1): Promise<readonly RecordEntry[]> {
  const reading = await readRecord(body(pull), ZONE);
  if (reading.kind === 'damaged') throw new Error(reading.reason);
  return reading.record.entries;
}

const plain = () => Object.fromEntries([...zone].map(([ip, { vendor, region }]) => [ip, `${vendor} ${region}`]));
const writesTo = (request: { method: string; path: string }) => request.method !== 'GET' && request.path !== '/graphql';
const sent = () =>
  fake.requests.map(
    ({ method, path, operation }) => operation ?? `${method} ${path.replace(/^\/repos\/octo\/shop|\d{6,}$/g, '')}`,
  );

describe('a pull request from opening to closing', () => {
  test('is remembered before the zone is written, settled after, and taken back in the end', async () => {
    put(B, old);
    let before = '';
    expect(
      await run(
        [
          [A, one],
          [B, two],
        ],
        {
          saved: () => {
            before = body();
          },
          runUrl: 'https://github.com/octo/shop/actions/runs/1',
        },
      ),
    ).toEqual(GOOD);
    expect(before).toContain('A run is registering 2 mappings');
    expect(await readRecord(before, ZONE)).toMatchObject({
      record: {
        entries: [
          { name: { ip: A }, wrote: [one] },
          { name: { ip: B }, before: old, wrote: [two] },
        ],
      },
    });
    expect(sent()).toEqual([
      'GET /issues/1/comments',
      'PullRequestComments',
      'POST /issues/1/comments',
      'PATCH /issues/comments/',
    ]);
    expect(body()).toContain('Done: 1 created, 1 updated.');
    expect(body()).toContain('[run](https://github.com/octo/shop/actions/runs/1)');

    expect(await run([], { closing: true })).toEqual({ ...GOOD, takeBack: [{ ip: A }, { ip: B, to: old }] });
    expect(plain()).toEqual({ [B]: 'oci old' });
    expect(await recorded()).toEqual([]);
    expect(body()).toContain('has been taken away');
    expect(body()).toMatch(/192\.0\.2\.1.*removed/);
    expect(fake.comments).toHaveLength(1);
  });

  test('registers another address, and takes the one before away', async () => {
    await run([[A, one]]);
    expect(await run([[B, one]])).toEqual({ ...GOOD, takeBack: [{ ip: A }] });
    expect(plain()).toEqual({ [B]: 'aws one' });
    expect(await recorded()).toEqual([{ name: { ip: B }, wrote: [one] }]);
  });

  test('may change the target of its own address, which is no conflict', async () => {
    put(A, old);
    await run([[A, one]]);
    expect(await run([[A, two]])).toEqual({ ...GOOD, own: [A] });
    expect(await recorded()).toEqual([{ name: { ip: A }, before: old, wrote: [two] }]);
    await run([], { closing: true });
    expect(plain()).toEqual({ [A]: 'oci old' });
  });

  test('may run again with nothing new: the record is not saved twice', async () => {
    await run([[A, one]]);
    fake.forget();
    expect(await run([[A, one]])).toEqual({ ...GOOD, own: [A] });
    expect(fake.requests.filter(writesTo)).toHaveLength(1);
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [one] }]);
  });

  test('that is closed twice has nothing to do at the second time, and keeps its comment', async () => {
    await run([[A, one]]);
    await run([], { closing: true });
    const kept = body();
    fake.forget();
    expect(await run([], { closing: true })).toEqual(GOOD);
    expect(sent()).toEqual(['GET /issues/1/comments', 'Viewer']);
    expect(body()).toBe(kept);
  });

  test('that never had a comment is closed with nothing to do', async () => {
    expect(await run([], { closing: true })).toEqual(GOOD);
    expect(sent()).toEqual(['GET /issues/1/comments']);
  });

  test('may be opened again', async () => {
    await run([[A, one]]);
    await run([], { closing: true });
    await run([[A, two]]);
    await run([], { closing: true });
    expect(plain()).toEqual({});
    expect(fake.comments).toHaveLength(1);
  });

  test('does not take away what was there already', async () => {
    put(A, one);
    expect(await run([[A, one]])).toEqual(GOOD);
    await run([], { closing: true });
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('leaves what somebody changed since, and says so', async () => {
    await run([[A, one]]);
    put(A, two);
    const { notices, takeBack } = await run([], { closing: true });
    expect([notices, takeBack]).toEqual([[expect.stringMatching(/no longer holds what pull request #1 wrote/)], []]);
    expect(plain()).toEqual({ [A]: 'gcp two' });
    expect(body()).toContain('no longer holds what pull request');
    expect(await recorded()).toEqual([]);
  });

  test('gets another comment where somebody deletes its own in mid-run, with the same record', async () => {
    await run([[A, one]]);
    const erase = () => fake.erase(fake.comments[0]?.id ?? 0);
    expect(await run([[A, two]], { saved: erase })).toEqual({ ...GOOD, own: [A] });
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [two] }]);
  });

  test.each(['saved', 'written'] as const)('is taken back as well where a run died once it had %s', async (dies) => {
    put(A, old);
    await run(
      [
        [A, one],
        [B, one],
      ],
      { dies },
    );
    expect(body()).toContain('If this stays, it was broken off');
    await run([], { closing: true });
    expect(plain()).toEqual({ [A]: 'oci old' });
  });

  test('keeps what it could not take back, until it can', async () => {
    await run([[A, one]]);
    await run([], { closing: true, written: () => put(A, one) });
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [one] }]);
    expect(body()).toContain('not all that it registered could be taken away');
    await run([], { closing: true });
    expect(plain()).toEqual({});
  });

  test('keeps all in its record where the zone cannot be read after the run', async () => {
    await run([[A, one]], { unlisted: 'after' });
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [one] }]);
  });
});

describe('an address of several pull requests', () => {
  test('stays until the last of them is closed', async () => {
    for (const pull of [1, 2, 3]) await run([[A, one]], { pull });
    fake.shut(1);
    expect(await run([], { pull: 1, closing: true })).toEqual({
      ...GOOD,
      notices: [expect.stringMatching(/#2 registered 192\.0\.2\.1 too/)],
    });
    expect(await recorded(1)).toEqual([]);
    fake.shut(3);
    await run([], { pull: 3, closing: true });
    expect(plain()).toEqual({ [A]: 'aws one' });
    fake.shut(2);
    expect(await run([], { pull: 2, closing: true })).toEqual({ ...GOOD, takeBack: [{ ip: A }] });
    expect(plain()).toEqual({});
  });

  test('goes back to what it was where they wrote over each other', async () => {
    put(A, old);
    await run([[A, one]], { pull: 1 });
    await run([[A, two]], { pull: 2 });
    await run([[B, two]], { pull: 3 });
    const edits = () => fake.comments.filter(({ pull }) => pull === 3).map((comment) => comment.edits);
    const before = edits();
    fake.shut(2);
    await run([], { pull: 2, closing: true });
    expect(edits()).toEqual(before);
    fake.shut(3);
    await run([], { pull: 3, closing: true });
    expect(plain()).toEqual({ [A]: 'gcp two' });
    expect(await recorded(1)).toEqual([{ name: { ip: A }, before: old, wrote: [one, two] }]);
    expect(body(1)).toContain('Done: 1 updated.');
    fake.shut(1);
    await run([], { pull: 1, closing: true });
    expect(plain()).toEqual({ [A]: 'oci old' });
  });

  test('stays in the record where the other one’s cannot be written', async () => {
    await run([[A, one]], { pull: 1 });
    await run([[A, two]], { pull: 2 });
    fake.shut(2);
    const other = fake.comments.find(({ pull }) => pull === 1)?.id;
    fake.interfere = ({ path, method }) =>
      method === 'PATCH' && path.endsWith(`${other}`) ? NOT_ACCESSIBLE : undefined;
    const { warnings } = await run([], { pull: 2, closing: true });
    expect(warnings).toEqual([expect.stringMatching(/What pull request #2 leaves to others could not be noted/)]);
    expect(await recorded(2)).toEqual([{ name: { ip: A }, wrote: [two] }]);
  });

  test('is taken for unshared where the other’s record is damaged, with a warning', async () => {
    await run([[A, one]], { pull: 1 });
    fake.comment(2, BOT, `${marker(ZONE)}\nedited`);
    const { warnings, takeBack } = await run([], { pull: 1, closing: true });
    expect(takeBack).toEqual([{ ip: A }]);
    expect(warnings).toEqual([expect.stringMatching(/records in the comments on #2 cannot be read/)]);
  });

  test('is not taken back where the others’ records cannot be read', async () => {
    await run([[A, one]], { pull: 1 });
    const lists = ({ path, operation }: { path: string; operation?: string }) =>
      operation === 'PullRequestComments' || path.endsWith('/pulls');
    fake.interfere = (request) => (lists(request) ? NOT_ACCESSIBLE : undefined);
    expect(await run([[B, one]])).toMatchObject({
      takeBack: [],
      problems: [],
      warnings: [expect.stringMatching(/other pull requests cannot be read.*403/)],
    });
    expect(await recorded()).toEqual([
      { name: { ip: A }, wrote: [one] },
      { name: { ip: B }, wrote: [one] },
    ]);
    expect(await run([], { closing: true })).toMatchObject({ takeBack: [], problems: [expect.stringMatching(/403/)] });
    fake.interfere = (request) => (lists(request) ? 'cut' : undefined);
    expect(await run([[B, one]])).toMatchObject({
      takeBack: [],
      problems: [expect.stringMatching(/cannot be reached/)],
    });
    expect(plain()).toEqual({ [A]: 'aws one', [B]: 'aws one' });
  });
});

describe('a comment that counts', () => {
  test('is not another’s, be it a copy', async () => {
    const forged = `${marker(ZONE)}\n\n${printRecord({ zoneId: ZONE, entries: [{ name: { ip: A }, wrote: [one] }] })}`;
    put(A, one);
    fake.comment(1, 'mallory', forged);
    expect(await run([], { closing: true })).toEqual(GOOD);
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('is not that of another zone', async () => {
    fake.comment(1, BOT, `${marker('f'.repeat(32))}\nedited`);
    expect(await run([[A, one]])).toEqual(GOOD);
    expect(fake.comments).toHaveLength(2);
  });

  test.each([false, true])(
    'stops the run when its record is damaged (closing: %s), and nothing is touched',
    async (closing) => {
      await run([[A, one]]);
      const comment = fake.comments[0];
      if (comment) comment.body = comment.body.replace(RECORD_BLOCK, '');
      fake.forget();
      const { refused } = await run(closing ? [] : [[B, one]], { closing });
      expect(refused).toMatch(/record in the comment on pull request #1 cannot be read.*Nothing was touched/);
      expect(fake.requests.filter(writesTo)).toHaveLength(0);
    },
  );

  test('that cannot be read stops the run', async () => {
    fake.interfere = () => 'cut';
    expect(await run([[A, one]])).toMatchObject({
      refused: expect.stringMatching(/cannot be read: GitHub cannot be reached/),
    });
  });

  test('that may not be read stops a closing, which would not know what to take away', async () => {
    fake.interfere = () => NOT_ACCESSIBLE;
    expect(await run([], { closing: true })).toMatchObject({
      refused: expect.stringMatching(/403.*Nothing was touched/),
    });
  });
});

describe('a token that may not comment', () => {
  const warning =
    /may not comment on pull request #1: .*403.*pull-requests: write.*nothing will take this registration away by itself; the registration stands/;

  test('is a warning, and the registration stands', async () => {
    fake.interfere = readOnly;
    expect(await run([[A, one]])).toEqual({ ...GOOD, warnings: [expect.stringMatching(warning)] });
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('is a warning where it may not even read', async () => {
    fake.interfere = () => NOT_ACCESSIBLE;
    expect(await run([[A, one]])).toEqual({ ...GOOD, warnings: [expect.stringMatching(warning)] });
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('is a warning where there was nothing to record', async () => {
    put(A, one);
    fake.interfere = readOnly;
    expect(await run([[A, one]])).toEqual({ ...GOOD, warnings: [expect.stringMatching(warning)] });
  });

  test('is a warning for a plan, which says where the plan is', async () => {
    fake.interfere = readOnly;
    expect(await run([[A, one]], { mode: 'plan' })).toEqual({
      ...GOOD,
      warnings: [expect.stringMatching(/told by the log and the summary only/)],
    });
    fake.interfere = () => NOT_ACCESSIBLE;
    expect(await run([[A, one]], { mode: 'plan' })).toEqual({
      ...GOOD,
      warnings: [expect.stringMatching(/told by the log and the summary only/)],
    });
  });

  test('is a warning for a closing that could read it: what was recorded is taken away', async () => {
    await run([[A, one]]);
    fake.interfere = readOnly;
    const { warnings } = await run([], { closing: true });
    expect(warnings).toEqual([expect.stringMatching(/may not comment.*shows what was there before this run/)]);
    expect(plain()).toEqual({});
    fake.interfere = undefined;
    expect(await run([], { closing: true })).toMatchObject({ problems: [], warnings: [], notices: [] });
    expect(await recorded()).toEqual([]);
  });
});

describe('GitHub in trouble', () => {
  test('before the zone is written stops the run: what is not recorded is not written', async () => {
    fake.interfere = (request) => (writesTo(request) ? 'cut' : undefined);
    const { problems } = await run([[A, one]]);
    expect(problems).toEqual([expect.stringMatching(/could not be recorded.*Nothing was written; run again/)]);
    expect(plain()).toEqual({});
  });

  test('after the zone was written is a warning: the record covers what was and what is', async () => {
    const { warnings } = await run([[A, one]], {
      saved: () => {
        fake.interfere = (request) => (writesTo(request) ? 'cut' : undefined);
      },
    });
    expect(warnings).toEqual([expect.stringMatching(/could not be brought up to date: GitHub cannot be reached/)]);
    fake.interfere = undefined;
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [one] }]);
  });
});

describe('a plan', () => {
  test.each(['plan', 'check'] as const)(
    'in mode %s writes a comment with an empty record, and touches nothing',
    async (mode) => {
      expect(await run([[A, one]], { mode })).toEqual(GOOD);
      expect(await recorded()).toEqual([]);
      expect(plain()).toEqual({});
    },
  );

  test('leaves the record as it was, also where addresses are to be hidden from now on', async () => {
    await run([[A, one]]);
    const entries = await recorded();
    expect(await run([[B, one]], { mode: 'plan', hidden: true })).toMatchObject({ takeBack: [{ ip: A }] });
    expect(await recorded()).toEqual(entries);
    await run([], { mode: 'plan', closing: true });
    expect(body()).toContain('What it registered would be taken away');
    expect(await recorded()).toEqual(entries);
  });
});

describe('hidden addresses', () => {
  test('are in no comment, and are found again by the list of the zone', async () => {
    await run([[A, one]], { hidden: true });
    expect(await recorded()).toEqual([{ name: { seal: expect.any(String), check: expect.any(String) }, wrote: [one] }]);
    put(B, two);
    expect(await run([], { closing: true, hidden: true })).toEqual({ ...GOOD, takeBack: [{ ip: A }] });
    expect(plain()).toEqual({ [B]: 'gcp two' });
  });

  test('are not found after a change of the credential, which is said; with the earlier one they are', async () => {
    await run([[A, one]], { hidden: true });
    const { notices, takeBack } = await run([], { closing: true, hidden: true, credential: 'new' });
    expect([notices, takeBack]).toEqual([
      [expect.stringMatching(/sealed with another credential, so 1 of its addresses/)],
      [],
    ]);
    expect(plain()).toEqual({ [A]: 'aws one' });
    expect(await run([], { closing: true, hidden: true })).toMatchObject({ takeBack: [{ ip: A }], notices: [] });
  });

  test('are not saved openly either where they wait to be taken back', async () => {
    await run([[A, one]]);
    let saved = '';
    await run([[B, one]], {
      hidden: true,
      saved: () => {
        saved = body();
      },
    });
    expect(await readRecord(saved, ZONE)).toMatchObject({
      record: { entries: [{ name: { seal: expect.any(String) } }, { name: { seal: expect.any(String) } }] },
    });
    expect(plain()).toEqual({ [B]: 'aws one' });
  });

  test('take the place of open ones once they are to be hidden', async () => {
    await run([[A, one]]);
    await run([[A, one]], { hidden: true });
    expect(await recorded()).toEqual([{ name: { seal: expect.any(String), check: expect.any(String) }, wrote: [one] }]);
  });
});

describe('limits', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n): [Address, Target] => [`10.0.${n >> 8}.${n & 255}` as Address, one]);

  test('300 addresses can be registered, and be exchanged for 300 others', async () => {
    expect(await run(many(300), { hidden: true })).toEqual(GOOD);
    const others = many(600).slice(300);
    expect(await run(others, { hidden: true })).toMatchObject({ problems: [], takeBack: { length: 300 } });
    expect(await recorded()).toHaveLength(300);
  });

  test.each(['apply', 'plan'] as const)('301 are an error before anything is written (%s)', async (mode) => {
    const { problems } = await run(many(301), { mode });
    expect(problems).toEqual([expect.stringMatching(/would register 301 addresses.*at most 300/)]);
    expect(plain()).toEqual({});
  });

  test('a record that is too long for its comment is an error', async () => {
    const { problems } = await run(
      many(300).map(([ip], n) => [ip, { vendor: 'aws', region: `${'x'.repeat(200)}${n}` }]),
    );
    expect(problems).toEqual([expect.stringMatching(/would take \d+ characters, and at most 60000/)]);
  });
});

describe('a server without a list', () => {
  test('gets mappings, of which nothing can be recorded, and a warning says so', async () => {
    expect(await run([[A, one]], { unlisted: 'before' })).toEqual({
      ...GOOD,
      warnings: [expect.stringMatching(/list cannot be read, so nothing is recorded/)],
    });
    expect(await recorded()).toEqual([]);
  });

  test('cannot tell what is to be taken away', async () => {
    expect(await run([], { closing: true, unlisted: 'before' })).toEqual(GOOD);
    await run([[A, one]]);
    expect(await run([], { closing: true, unlisted: 'before' })).toMatchObject({
      problems: [expect.stringMatching(/cannot be taken away/)],
    });
    expect(await recorded()).toEqual([{ name: { ip: A }, wrote: [one] }]);
  });
});

describe('the clean-up', () => {
  async function clean(scene: { mode?: Mode; credential?: string; wanted?: Address[]; list?: 'unknown' } = {}) {
    const { mode = 'apply', credential = 'token', wanted = [], list } = scene;
    const cleanup = openCleanup({
      github: client(),
      zoneId: ZONE,
      mode,
      credential,
      hidden: true,
      veil: (text) => text,
    });
    const { takeBack, notices, warnings, problems } = await cleanup.prepare(new Map(zone), new Set(wanted));
    const outcomes: Outcome[] = takeBack.map(({ ip }) => ({ ip, outcome: 'removed' }));
    if (mode === 'apply') for (const { ip, to } of takeBack) put(ip, to);
    const told = { problems: words(problems), notices: words(notices) };
    const published = await cleanup.publish(resultOf(mode, outcomes, told, list ? undefined : new Map(zone)));
    return { takeBack, ...told, warnings: [...words(warnings), ...words(published.warnings)] };
  }
  const CLEAN = { takeBack: [], problems: [], notices: [], warnings: [] };

  test('takes away what closed pull requests left, says so in their comments, and then has nothing to do', async () => {
    put(B, old);
    await run([[A, one]], { pull: 1 });
    await run([[B, one]], { pull: 2, hidden: true });
    await run([['192.0.2.3' as Address, one]], { pull: 3 });
    fake.shut(2);
    fake.shut(1);
    expect(await clean()).toEqual({ ...CLEAN, takeBack: [{ ip: B, to: old }, { ip: A }] });
    expect(plain()).toEqual({ [B]: 'oci old', '192.0.2.3': 'aws one' });
    for (const pull of [1, 2]) {
      expect(await recorded(pull)).toEqual([]);
      expect(body(pull)).toContain('has been taken away');
    }
    expect(body(1)).toContain('192.0.2.1');
    expect(body(1)).not.toContain('2001:db8');
    expect(await recorded(3)).toHaveLength(1);
    fake.forget();
    expect(await clean()).toEqual(CLEAN);
    expect(fake.requests.filter(writesTo)).toHaveLength(0);
  });

  test('leaves to open pull requests what they registered too, and hands the original on', async () => {
    await run([[A, one]], { pull: 1 });
    fake.shut(1);
    await run([[A, two]], { pull: 2 });
    expect(await recorded(2)).toEqual([{ name: { ip: A }, before: one, wrote: [two] }]);
    expect(await clean()).toEqual({ ...CLEAN, notices: [expect.stringMatching(/#2 registered 192\.0\.2\.1 too/)] });
    expect(await recorded(2)).toEqual([{ name: { ip: A }, wrote: [two] }]);
    fake.shut(2);
    await run([], { pull: 2, closing: true });
    expect(plain()).toEqual({});
  });

  test('goes through fifty pull requests, the one closed first in front, and leaves the rest to the next run', async () => {
    const address = (pull: number) => `198.51.100.${pull}` as Address;
    for (let pull = 10; pull < 62; pull += 1) {
      fake.open(pull);
      await run([[address(pull), one]], { pull });
    }
    fake.shut(61);
    for (let pull = 10; pull < 61; pull += 1) fake.shut(pull);
    const { takeBack, notices } = await clean();
    expect(takeBack).toHaveLength(50);
    expect(takeBack[0]).toEqual({ ip: address(61) });
    expect(notices).toEqual([
      '52 closed pull requests have something registered; this run takes back that of 50, the next goes on',
    ]);
    expect((await clean()).takeBack).toEqual([{ ip: address(59) }, { ip: address(60) }]);
    expect(plain()).toEqual({});
  });

  test('leaves a damaged record alone, says so, and goes on with the others', async () => {
    await run([[A, one]], { pull: 1 });
    fake.comment(2, BOT, `${marker(ZONE)}\nedited`);
    fake.comment(3, BOT, `${marker(ZONE)}\nedited`);
    fake.shut(1);
    fake.shut(2);
    expect(await clean()).toEqual({
      ...CLEAN,
      takeBack: [{ ip: A }],
      problems: [expect.stringMatching(/record in the comment on pull request #2 cannot be read/)],
      warnings: [expect.stringMatching(/records in the comments on #3 cannot be read/)],
    });
    expect(plain()).toEqual({});
    expect(body(1)).not.toContain('cannot be read');
  });

  test('keeps in the record what it could not verify', async () => {
    await run([[A, one]], { pull: 1 });
    fake.shut(1);
    await clean({ list: 'unknown' });
    expect(await recorded(1)).toEqual([{ name: { ip: A }, wrote: [one] }]);
    expect(body(1)).toContain('not all that it registered');
  });

  test('leaves what the run itself maps, and no pull request owns it any more', async () => {
    await run([[A, one]], { pull: 1 });
    fake.shut(1);
    expect(await clean({ wanted: [A] })).toEqual(CLEAN);
    expect(await recorded(1)).toEqual([]);
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('passes over what another credential sealed, and says so', async () => {
    await run([[A, one]], { pull: 1, hidden: true, credential: 'earlier' });
    fake.shut(1);
    expect(await clean()).toEqual({
      ...CLEAN,
      notices: [expect.stringMatching(/closed pull requests #1 were sealed with another credential/)],
    });
    expect(plain()).toEqual({ [A]: 'aws one' });
  });

  test('as a plan touches nothing', async () => {
    await run([[A, one]], { pull: 1 });
    fake.shut(1);
    fake.forget();
    expect(await clean({ mode: 'plan' })).toEqual({ ...CLEAN, takeBack: [{ ip: A }] });
    expect(fake.requests.filter(writesTo)).toHaveLength(0);
  });

  test.each([
    ['may not read', NOT_ACCESSIBLE, /cannot be read: .*403.*Grant the job the permission pull-requests: write/],
    [
      'finds GitHub down',
      'cut' as const,
      /cannot be read: GitHub cannot be reached \(\w+\)\. Nothing of theirs was touched/,
    ],
  ])('that %s is a failure', async (_name, interference, problem) => {
    fake.interfere = () => interference;
    expect(await clean()).toEqual({ ...CLEAN, problems: [expect.stringMatching(problem)] });
  });

  test.each([
    ['may not write', readOnly, /could not be noted.*403.*pull-requests: write.*The next run finds it gone/],
    [
      'finds GitHub down at the end',
      (request: { method: string; path: string }) => (writesTo(request) ? ('cut' as const) : undefined),
      /could not be noted.*cannot be reached/,
    ],
  ])('that %s took things away all the same', async (_name, interfere, warning) => {
    await run([[A, one]], { pull: 1 });
    fake.shut(1);
    fake.interfere = interfere;
    expect(await clean()).toEqual({ ...CLEAN, takeBack: [{ ip: A }], warnings: [expect.stringMatching(warning)] });
    expect(plain()).toEqual({});
  });
});
