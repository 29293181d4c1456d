import { describe, expect, test } from '@jest/globals';
import { HttpError, type HttpRequest } from '../../../src/http/http.ts';
import { failure, fakeClock, reach, type ScriptedAnswer, scripted, success } from '../../support/cloudflare.ts';

const path = '/zones/023e105f4ecef8ad9ca31a8372d0c353/cache/origin_cloud_regions';
const LIST = { method: 'GET', path } as const;
const WRITE = { method: 'PATCH', path, body: { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' } } as const;
const ROWS = [{ 'origin-ip': '192.0.2.1', vendor: 'aws', region: 'us-east-1' }];
const LISTED = success({ value: ROWS });

/** Answers in their order; the last again and again. */
const inTurn = (...answers: readonly ScriptedAnswer[]) => {
  let index = 0;
  return () => answers[Math.min(index++, answers.length - 1)] ?? {};
};
const unreachable = (reason = 'ECONNREFUSED') =>
  new HttpError('unreachable', reason, `api.test cannot be reached (${reason})`);

describe('A request', () => {
  test('carries the token, or the key with its e-mail address', async () => {
    const token = scripted(() => LISTED);
    await token.api.call(LIST, 'v1List');
    expect(token.requests[0]?.headers).toEqual({
      authorization: 'Bearer token',
      accept: 'application/json',
      'user-agent': 'cloudflare-origin-cloud-regions',
    });
    const key = scripted(() => LISTED, { credential: { kind: 'key', key: 'k', email: 'e@example.com' } });
    await key.api.call(LIST, 'v1List');
    expect(key.requests[0]?.headers).toMatchObject({ 'x-auth-key': 'k', 'x-auth-email': 'e@example.com' });
    expect(key.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('has a JSON body only where there is something to say', async () => {
    const { api, requests } = scripted(() => LISTED);
    await api.call(LIST, 'v1List');
    await api.call(WRITE, 'v1Written');
    expect(requests[0]?.headers).not.toHaveProperty('content-type');
    expect(requests[1]).toMatchObject({ headers: { 'content-type': 'application/json' }, body: WRITE.body });
  });

  test.each(['https://api.test/client/v4', 'https://api.test/client/v4/'])('goes below the base %s', async (base) => {
    let url: string | undefined;
    const { api } = scripted(
      (_, sent) => {
        url = sent.url;
        return LISTED;
      },
      { base },
    );
    await api.call(LIST, 'v1List');
    expect(url).toBe(`https://api.test/client/v4${path}`);
  });

  test('permits an answer of 1.5 MiB, or as much as it says', async () => {
    const limits: number[] = [];
    const { api } = scripted((_, { maxBytes }) => {
      limits.push(maxBytes);
      return success({ value: Array(20_000).fill(ROWS[0]) });
    });
    const limit = { bytes: 9, values: 200_000 };
    await expect(api.call({ ...LIST, tries: 1 }, 'v1List')).rejects.toThrow("something that is not the API's");
    await expect(api.call({ ...LIST, limit }, 'v1List')).resolves.toMatchObject({ tries: 1 });
    expect(limits).toEqual([1.5 * 1024 * 1024, 9]);
  });
});

describe('Between attempts', () => {
  test.each([
    [1, [500, 1000, 2000, 4000]],
    [0, [250, 500, 1000, 2000]],
  ])('the waits grow, with jitter (%d)', async (random, waits) => {
    const { api, clock } = scripted(() => failure(503, 1140), { clock: fakeClock(random) });
    await expect(api.call(LIST, 'v1List')).rejects.toThrow();
    expect(clock.waits).toEqual(waits);
  });

  test.each([
    ['7', 7000],
    ['0', 500],
    ['soon', 500],
  ])('Retry-After is obeyed where it says a duration: %s', async (value, wait) => {
    const limited = { ...failure(429, 971), headers: { 'retry-after': value } };
    const { api, clock } = scripted(inTurn(limited, LISTED));
    await api.call(LIST, 'v1List');
    expect(clock.waits).toEqual([wait]);
  });

  test('Retry-After is obeyed also of an answer that is not the API’s', async () => {
    const { api, clock } = scripted(inTurn({ headers: { 'retry-after': '9' }, body: 'busy' }, LISTED));
    await api.call(LIST, 'v1List');
    expect(clock.waits).toEqual([9000]);
  });

  test('Retry-After beyond the budget ends the run at once and says so', async () => {
    const { api, clock, requests } = scripted(() => ({ ...failure(429, 971), headers: { 'retry-after': '301' } }));
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'out-of-time',
      tries: 1,
      codes: [971],
      message:
        'Cloudflare answered 971 (words of 971). Cloudflare asks to wait 301 s (Retry-After), and 300 s of the run are left (timeout-seconds allows 300 s for the run)',
    });
    expect([requests.length, clock.waits]).toEqual([1, []]);
  });

  test('the run may be cancelled', async () => {
    const { api, clock, stop } = scripted(() => failure(503, 1140));
    clock.onSleep = () => stop.abort();
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      tries: 1,
      codes: [1140],
      message: 'Cloudflare answered 1140 (words of 1140). The run was cancelled',
    });
  });

  test('the run may be cancelled just before the next attempt, and before the first', async () => {
    const { api, clock, stop } = scripted(() => failure(503, 1140));
    const { sleep } = clock;
    clock.sleep = async (...args) => {
      await sleep(...args);
      stop.abort();
    };
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      codes: [1140],
      message: 'Cloudflare answered 1140 (words of 1140). The run was cancelled',
    });
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      tries: 0,
      codes: [],
      message: 'The run was cancelled',
    });
  });

  test('every failed attempt is in the debug log, and the credential is not', async () => {
    const { api, trace } = scripted(inTurn(failure(503, 1140), failure(400, 1157)));
    await expect(api.call(LIST, 'v1List')).rejects.toThrow();
    expect(trace).toEqual([
      `GET ${path}, attempt 1: Cloudflare answered 1140 (words of 1140)`,
      `GET ${path}: Cloudflare answered 1157 (words of 1157)`,
    ]);
  });
});

describe('Without an answer', () => {
  const hang = (sent: HttpRequest) =>
    new Promise<never>((_, reject) => {
      const abort = () => reject(new HttpError('aborted', 'aborted', 'The request was given up'));
      if (sent.signal.aborted) abort();
      else sent.signal.addEventListener('abort', abort);
    });

  test('a request is sent again, and in the end says why', async () => {
    const { api, requests } = scripted(() => Promise.reject(unreachable()));
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'unanswered',
      message:
        "api.test cannot be reached (ECONNREFUSED), after 5 attempts. Check the runner's network, HTTPS_PROXY, and api-base-url",
    });
    expect(requests).toHaveLength(5);
  });

  test('an attempt takes 15 seconds, or what is left of the run', async () => {
    const clock = fakeClock(0);
    const durations: number[] = [];
    clock.timeout = (duration) => {
      durations.push(duration);
      clock.pass(duration);
      return AbortSignal.abort();
    };
    const { api } = scripted((_, sent) => hang(sent), { clock, budget: 32_250.5 });
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'out-of-time',
      tries: 3,
      message: expect.stringMatching(/^api\.test did not answer within 2 s\. The next attempt is due in/),
    });
    expect(durations).toEqual([15_000, 15_000, 1501]);
  });

  test('a request can be given up', async () => {
    const given = new AbortController();
    const { api } = scripted((_, sent) => {
      setImmediate(() => given.abort());
      return hang(sent);
    });
    await expect(api.call({ ...LIST, signal: given.signal }, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The request was given up',
    });
  });

  test('a request is abandoned when the run is over', async () => {
    const { api, abandon } = scripted((_, sent) => {
      setImmediate(() => abandon.abort());
      return hang(sent);
    });
    await expect(api.call(WRITE, 'v1Written')).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The run was cancelled before an answer came',
      tries: 1,
    });
  });

  test('a certificate that is not trusted is not tried again', async () => {
    const { api } = scripted(() => Promise.reject(new HttpError('certificate', 'X', 'The certificate is not trusted')));
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'unanswered',
      tries: 1,
      message: 'The certificate is not trusted',
    });
  });
});

test('A credential with characters that HTTP does not allow is an error without it', async () => {
  const { api, close } = reach({ url: 'http://127.0.0.1:1', apiToken: 'sec“ret' });
  const error = await api.call(LIST, 'v1List').catch((failed) => failed);
  close();
  expect(error).toMatchObject({ kind: 'denied', tries: 1 });
  expect(error.message).toMatch(
    /^The request to 127\.0\.0\.1:1 cannot be written \(ERR_INVALID_CHAR\): .* Check that the secret holds the API token and nothing else$/,
  );
});

test('A fault of the program is thrown as it is', async () => {
  const { api } = scripted(() => {
    throw new RangeError('a fault');
  });
  await expect(api.call(LIST, 'v1List')).rejects.toThrow(RangeError);
});
