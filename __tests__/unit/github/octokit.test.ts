import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { GitHubOptions } from '../../../src/github/github.ts';
import { githubErrorOf } from '../../../src/github/github-error.ts';
import { HttpError } from '../../../src/http/http.ts';
import { BOT, clientOf, type FakeAnswer, FakeGitHub, fakeClock, TOKEN } from './fake-github.ts';

const ELSEWHERE = 'https://elsewhere.example/';
const CUT = new HttpError('unreachable', 'ECONNRESET', 'api.github.com cannot be reached (ECONNRESET)');

let fake: FakeGitHub;
let trace: string[];
beforeEach(() => {
  fake = new FakeGitHub();
  trace = [];
});

const client = (options: Partial<GitHubOptions> = {}) =>
  clientOf(fake, { trace: (line) => trace.push(line), ...options });
const ask = (options: Partial<GitHubOptions> = {}) => client(options).markedComments(1, 'x');
/** Replaces the first answers. */
const first = (times: number, answer: FakeAnswer | Error) => {
  fake.interfere = () => (fake.requests.length <= times ? answer : undefined);
};

// First in this file: the library is loaded once, and this is about what it does then.
describe('the path of the event', () => {
  const path = process.env.GITHUB_EVENT_PATH;
  afterEach(() => {
    if (path === undefined) delete process.env.GITHUB_EVENT_PATH;
    else process.env.GITHUB_EVENT_PATH = path;
  });

  test.each(['/there/is/no such file', undefined])(
    'is not read by the library, and stays as it was: %s',
    async (value) => {
      if (value === undefined) delete process.env.GITHUB_EVENT_PATH;
      else process.env.GITHUB_EVENT_PATH = value;
      const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
      await Promise.all([ask(), ask()]);
      expect(write).not.toHaveBeenCalled();
      write.mockRestore();
      expect(process.env.GITHUB_EVENT_PATH).toBe(value);
    },
  );
});

describe('a request', () => {
  test('goes to the API’s address with the token, a limit of size, and the signal of that moment', async () => {
    const signals = [new AbortController(), new AbortController()];
    let asked = 0;
    const signal = () => signals[asked++]?.signal ?? AbortSignal.abort();
    fake.comment(1, BOT, 'x');
    await ask({ signal, apiUrl: new URL('https://ghes.example/api/v3/') });
    expect(asked).toBe(2);
    const [comments, viewer] = fake.requests.map(({ sent }) => sent);
    expect(comments).toMatchObject({
      method: 'GET',
      url: 'https://ghes.example/api/v3/repos/octo/shop/issues/1/comments?per_page=100&page=1',
      headers: { authorization: `token ${TOKEN}` },
      maxBytes: 16 * 1024 * 1024,
    });
    expect(comments).not.toHaveProperty('body');
    expect(viewer?.url).toBe('https://ghes.example/api/graphql');
    signals[0]?.abort();
    expect([comments?.signal.aborted, viewer?.signal.aborted]).toEqual([true, false]);
  });

  test('is given up after fifteen seconds', async () => {
    const late = new AbortController();
    const durations: number[] = [];
    const timeout = (duration: number) => {
      durations.push(duration);
      return late.signal;
    };
    await ask({ clock: { ...fakeClock(), timeout } });
    late.abort();
    expect(durations).toEqual([15_000]);
    expect(fake.requests[0]?.sent.signal.aborted).toBe(true);
  });

  test('is sent three times at most', async () => {
    const clock = fakeClock();
    first(2, { status: 500 });
    await ask({ clock });
    expect(clock.waits).toEqual([500, 1000]);
    first(9, CUT);
    fake.requests.splice(0);
    await expect(ask()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(fake.requests).toHaveLength(3);
  });

  test.each([
    ['1', [1000]],
    ['10', [10_000]],
    ['11', undefined],
    [undefined, undefined],
  ])('over the rate limit waits as GitHub asks, for ten seconds at most: %s', async (after, waits) => {
    const clock = fakeClock();
    first(1, { status: 429, headers: after === undefined ? {} : { 'retry-after': after } });
    if (waits === undefined) await expect(ask({ clock })).rejects.toMatchObject({ kind: 'limited' });
    else await ask({ clock });
    expect(clock.waits).toEqual(waits ?? []);
  });

  test.each([400, 401, 403, 404, 410, 422])('that is answered with %i is not sent again', async (status) => {
    fake.interfere = () => ({ status });
    await expect(ask()).rejects.toThrow(`GitHub answered ${status}`);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a run that must stop', () => {
  test('sends nothing more', async () => {
    await expect(ask({ signal: AbortSignal.abort.bind(AbortSignal, undefined) })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(fake.requests).toHaveLength(0);
  });

  test('is not reported as a broken connection', async () => {
    const stop = new AbortController();
    fake.interfere = () => {
      stop.abort();
      return CUT;
    };
    await expect(ask({ signal: () => stop.signal })).rejects.toMatchObject({
      kind: 'aborted',
      message: 'The run was cancelled',
    });
  });

  test('because its time is used up says that, and speaks of no cancellation', async () => {
    const signal = AbortSignal.timeout(0);
    await new Promise((done) => signal.addEventListener('abort', done));
    await expect(ask({ signal: () => AbortSignal.any([signal]) })).rejects.toThrow('The time for the run is used up');
  });

  test('ends its wait for another try', async () => {
    const stop = new AbortController();
    const sleep = async () => {
      stop.abort();
      throw new Error('stopped');
    };
    fake.interfere = () => ({ status: 500 });
    await expect(ask({ signal: () => stop.signal, clock: { ...fakeClock(), sleep } })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a redirect', () => {
  const redirect = (status: number, location?: string): FakeAnswer => ({
    status,
    ...(location ? { headers: { location } } : {}),
  });

  test('is followed on the same server', async () => {
    first(1, redirect(301, '/repositories/1/issues/1/comments?page=1'));
    expect(await ask()).toEqual({ own: [], others: [] });
    expect(fake.requests.map(({ sent }) => sent.url)).toEqual([
      'https://api.github.com/repos/octo/shop/issues/1/comments?per_page=100&page=1',
      'https://api.github.com/repositories/1/issues/1/comments?page=1',
    ]);
  });

  test('is followed with the body where its status says so', async () => {
    first(1, redirect(307, '/repos/octo/shop/issues/1/comments'));
    await client().createComment(1, 'text');
    expect(fake.comments.map(({ body }) => body)).toEqual(['text']);
  });

  test.each<[string, FakeAnswer]>([
    ['another server', redirect(302, `${ELSEWHERE}x`)],
    ['nowhere', redirect(302)],
    ['itself again and again', redirect(302, '/repos/octo/shop/issues/1/comments')],
  ])('to %s is an error, and the token goes to no other server', async (_name, answer) => {
    fake.interfere = () => answer;
    await expect(ask()).rejects.toMatchObject({
      kind: 'unexpected',
      message: 'GitHub answered 302, a redirect that is not followed',
    });
    expect(fake.requests.every(({ sent }) => sent.url.startsWith('https://api.github.com/'))).toBe(true);
    expect(fake.requests.length).toBeLessThan(5);
  });

  test('of a comment that would become a reading is an error', async () => {
    fake.interfere = () => redirect(302, '/repos/octo/shop/issues/1/comments');
    await expect(client().createComment(1, 'text')).rejects.toMatchObject({ kind: 'unexpected' });
  });
});

describe('the debug log', () => {
  test('has a line for each try', async () => {
    first(1, { status: 500, body: { message: 'trouble' } });
    await ask();
    expect(trace.filter((line) => line.startsWith('GitHub: '))).toEqual([
      'GitHub: comments of #1, page 1: GitHub answered 500 ("trouble") (try 1)',
      'GitHub: comments of #1, page 1: answered (try 2)',
    ]);
  });

  test('has what the library logs, in no place the token', async () => {
    fake.interfere = () => ({
      body: [],
      headers: { deprecation: 'true', sunset: `soon ${TOKEN}`, link: '<https://x>; rel="deprecation"' },
    });
    await ask();
    fake.interfere = () => ({ status: 500, body: { message: `you sent ${TOKEN}` } });
    const error = await ask().catch(githubErrorOf);
    expect(error).toMatchObject({ message: 'GitHub answered 500 ("you sent ***")' });
    expect(trace.join('\n')).toMatch(/is deprecated/);
    expect(trace.join('\n')).not.toContain(TOKEN);
  });
});

test('an answer whose content type is malformed is read as text', async () => {
  fake.interfere = () => ({ status: 404, body: 'x', headers: { 'content-type': ';;;=' } });
  await expect(ask()).rejects.toMatchObject({ kind: 'missing', message: 'GitHub answered 404' });
});
