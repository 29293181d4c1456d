import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../emulator/certificate.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { Fetch } from '../src/zone/transport.ts';
import { fakeClock, type ReachOptions, reach } from './fixtures/zone.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ mappings: 3 });
});
afterEach(() => emulator.close());

const path = '/zones/023e105f4ecef8ad9ca31a8372d0c353/cache/origin_cloud_regions';
const LIST = { method: 'GET', path } as const;
const WRITE = { method: 'PATCH', path, body: { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' } } as const;
const read = (options?: ReachOptions) => {
  const reached = reach(emulator, options);
  return { ...reached, reply: reached.api.call(LIST, 'v1List') };
};

describe('A request', () => {
  test('carries the token, or the key with its e-mail address', async () => {
    await read().reply;
    await read({ credential: { kind: 'key', key: emulator.apiKey, email: emulator.apiEmail } }).reply;
    const [first, second] = emulator.requests.map(({ headers }) => headers);
    expect(first).toMatchObject({
      authorization: `Bearer ${emulator.apiToken}`,
      accept: 'application/json',
      'user-agent': 'cloudflare-origin-cloud-regions',
    });
    expect(first).not.toHaveProperty('x-auth-key');
    expect(second).toMatchObject({ 'x-auth-key': emulator.apiKey, 'x-auth-email': emulator.apiEmail });
    expect(second).not.toHaveProperty('authorization');
  });

  test('has a JSON body only where there is something to say', async () => {
    const { api } = reach(emulator);
    await api.call(LIST, 'v1List');
    await api.call(WRITE, 'v1List');
    const [first, second] = emulator.requests;
    expect(first?.headers).not.toHaveProperty('content-type');
    expect(second).toMatchObject({ headers: { 'content-type': 'application/json' }, body: WRITE.body });
  });

  test('goes below the base, with or without a slash at its end', async () => {
    await read({ base: `${emulator.url}/` }).reply;
    expect(emulator.requests[0]?.path).toBe(path);
  });
});

describe('An answer', () => {
  test.each([
    ['status 500', 'Cloudflare answered 1140'],
    ['status 503 html', 'HTTP 503 without an error code'],
    ['status 502 empty', 'HTTP 502 without an error code'],
    ['status 429', 'Cloudflare answered 971'],
    ['status 408', 'Cloudflare answered'],
    ['refuse 1140', 'Cloudflare answered 1140'],
    ['status 400 code=1156', 'Cloudflare answered 1156'],
    ['reset', 'cannot be reached'],
    ['half', 'cannot be reached'],
    ['garbage', 'answered HTTP 200 with something that is not the API'],
    ['wrong-types', 'answered HTTP 200 with something that is not the API'],
    ['wrong-types null', 'answered HTTP 200 with something that is not the API'],
    ['wrong-types items', 'answered HTTP 200 with something that is not the API'],
    ['wrong-types fields', 'answered HTTP 200 with something that is not the API'],
    ['wrong-types envelope', 'answered HTTP 200 with something that is not the API'],
    ['status 200 html', 'answered HTTP 200 with something that is not the API'],
    ['status 200 empty', 'answered HTTP 200 with something that is not the API'],
  ])('that may pass is tried again, and the fifth try is the last: %s', async (effect, words) => {
    emulator.fault(`#1-4 ${effect}`);
    await expect(read().reply).resolves.toMatchObject({ tries: 5, value: { size: 3 } });
    emulator.clearFaults();
    emulator.fault(effect);
    emulator.forget();
    await expect(read().reply).rejects.toMatchObject({
      kind: 'unanswered',
      tries: 5,
      message: expect.stringMatching(new RegExp(`${words}.*, after 5 tries$`)),
    });
    expect(emulator.requests).toHaveLength(5);
  });

  test.each([
    ['status 400 code=1157', 'refused', 'Cloudflare answered 1157'],
    ['refuse 1157 "no such region"', 'refused', 'Cloudflare answered 1157 (no such region)'],
    ['refuse 0 ""', 'refused', 'Cloudflare answered 0'],
    ['status 302 location=http://127.0.0.1:1/', 'refused', 'a redirect, which is never followed; check api-base-url'],
    ['status 403', 'denied', 'the credential is not accepted for this'],
    ['status 401 html', 'denied', 'the credential is not accepted for this'],
    ['status 400 code=9106', 'denied', 'the credential is malformed'],
    ['status 403 code=1164', 'limit', 'Cloudflare answered 1164'],
    ['status 404 html', 'no-route', 'HTTP 404'],
  ])('that is final is not tried again: %s', async (effect, kind, words) => {
    emulator.fault(effect);
    await expect(read().reply).rejects.toMatchObject({ kind, tries: 1, message: expect.stringContaining(words) });
    expect(emulator.requests).toHaveLength(1);
  });

  test('of more than 1.5 MiB is not read to its end', async () => {
    let given = 0;
    const fetch: Fetch = async () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            given += 1;
            controller.enqueue(new Uint8Array(1024 * 1024));
          },
        }),
      );
    await expect(read({ transport: { fetch } }).reply).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining('cannot be reached (an answer of more than 1.5 MiB), after 5 tries'),
    });
    expect(given).toBeLessThanOrEqual(5 * 10);
  });

  test('of 1.5 MiB is read', async () => {
    const whole = JSON.stringify({ success: true, result: { value: [] } }).padEnd(1.5 * 1024 * 1024);
    const fetch: Fetch = async () => new Response(whole);
    await expect(read({ transport: { fetch } }).reply).resolves.toMatchObject({ tries: 1 });
  });

  test('without any body is not the API’s', async () => {
    const fetch: Fetch = async () => new Response(null, { status: 204 });
    await expect(read({ transport: { fetch } }).reply).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining("answered HTTP 204 with something that is not the API's"),
    });
  });

  test('of a redirect is refused, also where it reads like a success', async () => {
    const fetch: Fetch = async () => Response.json({ success: true, result: { value: [] } }, { status: 300 });
    await expect(read({ transport: { fetch } }).reply).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('a redirect, which is never followed'),
    });
  });

  test('whose characters are cut between two chunks is read whole', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ success: true, result: { value: [] }, messages: ['é'] }));
    const cut = bytes.indexOf(0xc3) + 1;
    const fetch: Fetch = async () =>
      new Response(
        ReadableStream.from([bytes.slice(0, cut), bytes.slice(cut)]) as unknown as ReadableStream<Uint8Array>,
      );
    await expect(read({ transport: { fetch } }).reply).resolves.toMatchObject({ tries: 1 });
    const cutText = new TextEncoder().encode(
      JSON.stringify({ success: false, errors: [{ code: 1146, message: 'é' }] }),
    );
    const at = cutText.indexOf(0xc3) + 1;
    const refusing: Fetch = async () =>
      new Response(
        ReadableStream.from([cutText.slice(0, at), cutText.slice(at)]) as unknown as ReadableStream<Uint8Array>,
        { status: 400 },
      );
    await expect(read({ transport: { fetch: refusing } }).reply).rejects.toThrow('Cloudflare answered 1146 (é)');
  });
});

describe('Between tries', () => {
  test.each([
    [1, [500, 1000, 2000, 4000]],
    [0, [250, 500, 1000, 2000]],
  ])('the waits grow, with jitter (%d)', async (random, waits) => {
    emulator.fault('status 503');
    const { reply, clock } = read({ clock: fakeClock(random) });
    await expect(reply).rejects.toThrow();
    expect(clock.waits).toEqual(waits);
  });

  test.each([
    ['retry-after=7', 7000],
    ['retry-after=1.5', 1500],
    ['retry-after=1.25', 1250],
    ['retry-after=date:-9', 500],
    ['retry-after=soon', 500],
    ['retry-after=0', 500],
    ['', 500],
  ])('Retry-After is obeyed where it says a span: %s', async (header, wait) => {
    emulator.fault(`#1 status 429 ${header}`);
    const { reply, clock } = read();
    await reply;
    expect(clock.waits).toEqual([wait]);
  });

  test('Retry-After as a date is read by the server’s own clock', async () => {
    emulator.fault('#1 status 503 retry-after=date:30');
    const { reply, clock } = read();
    await reply;
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(29_000);
    expect(clock.waits[0]).toBeLessThanOrEqual(31_000);
  });

  test('Retry-After as a date is read by our clock where the server does not tell its own', async () => {
    const clock = fakeClock();
    const headers = { 'retry-after': new Date(Math.ceil(clock.date() / 1000) * 1000 + 9000).toUTCString() };
    let tries = 0;
    const fetch: Fetch = async () => {
      tries += 1;
      return tries === 1
        ? new Response('', { status: 503, headers })
        : Response.json({ success: true, result: { value: [] } });
    };
    await read({ clock, transport: { fetch } }).reply;
    expect(clock.waits[0]).toBeGreaterThanOrEqual(8_998);
    expect(clock.waits[0]).toBeLessThanOrEqual(10_000);
  });

  test('Retry-After beyond the budget ends the run at once and says so', async () => {
    emulator.fault('status 429 retry-after=301');
    const { reply, clock } = read();
    await expect(reply).rejects.toMatchObject({
      kind: 'out-of-time',
      tries: 1,
      message: expect.stringMatching(
        /^Cloudflare answered 971 .*\. Cloudflare asks to wait 301 s \(Retry-After\), and 300 s of the run are left \(timeout-seconds allows 300 s for the run\)$/,
      ),
    });
    expect(clock.waits).toEqual([]);
    expect(emulator.requests).toHaveLength(1);
  });

  test('the run may be told to end', async () => {
    emulator.fault('status 503');
    const { reply, clock, stop } = read();
    clock.onSleep = () => stop.abort();
    await expect(reply).rejects.toMatchObject({ kind: 'cancelled', tries: 1, message: 'The run was cancelled' });
  });

  test('every try is told to the debug log, and the credential is not', async () => {
    emulator.fault('#1 status 503');
    emulator.fault('#2 status 400 code=1157');
    const { reply, trace } = read();
    await expect(reply).rejects.toThrow();
    expect(trace).toEqual([
      expect.stringContaining(`GET ${path}, try 1: Cloudflare answered 1140`),
      expect.stringContaining(`GET ${path}: Cloudflare answered 1157`),
    ]);
    expect(trace.join()).not.toContain(emulator.apiToken);
  });
});

describe('A server that does not answer', () => {
  test('is given 15 seconds for a try, or what is left of the run', async () => {
    const spans: number[] = [];
    const { timeout } = AbortSignal;
    const hang: Fetch = async (_, { signal }) => {
      clock.pass(span() ?? 0);
      throw signal?.reason;
    };
    const span = () => spans.at(-1);
    AbortSignal.timeout = (given) => {
      spans.push(given);
      return AbortSignal.abort();
    };
    const clock = fakeClock(0);
    try {
      const { reply } = read({ clock, transport: { fetch: hang }, budget: 32_250.5 });
      await expect(reply).rejects.toMatchObject({ kind: 'out-of-time' });
      expect(spans).toEqual([15_000, 15_000, 1501]);
    } finally {
      AbortSignal.timeout = timeout;
    }
  });

  test.each(['hang', 'half stall'])('is tried again until the budget ends: %s', async (effect) => {
    emulator.fault(effect);
    const clock = fakeClock();
    emulator.onEnd = () => clock.pass(100);
    await expect(read({ clock, budget: 100.5 }).reply).rejects.toMatchObject({
      kind: 'out-of-time',
      tries: 1,
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ did not answer within 0 s\. /),
    });
  });

  test('is left when its answer is no longer wanted', async () => {
    emulator.fault('hang');
    const given = new AbortController();
    emulator.onRequest = () => given.abort();
    await expect(reach(emulator).api.call({ ...LIST, signal: given.signal }, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The request was given up',
    });
  });

  test('is left when the run is over', async () => {
    emulator.fault('hang');
    const { api, abandon } = reach(emulator);
    emulator.onRequest = () => abandon.abort();
    await expect(api.call(WRITE, 'v1List')).rejects.toMatchObject({
      kind: 'cancelled',
      message: 'The run was cancelled before an answer came',
      tries: 1,
    });
  });

  test('is named with the system’s own code', async () => {
    const { url } = emulator;
    await emulator.close();
    await expect(read().reply).rejects.toMatchObject({
      message: `${new URL(url).host} cannot be reached (ECONNREFUSED), after 5 tries`,
    });
    emulator = await startEmulator();
  });

  test('at any of its addresses is named with the code of the first', async () => {
    const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    const fetch: Fetch = async () => {
      throw new TypeError('fetch failed', { cause: new AggregateError([refused, new Error('other')]) });
    };
    await expect(read({ transport: { fetch } }).reply).rejects.toThrow('cannot be reached (ECONNREFUSED)');
  });

  test.each<[string, Error]>([
    ['connection broken', new TypeError('fetch failed')],
    ['ECONNRESET', new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })],
    ['EPIPE', Object.assign(new Error('no', { cause: new Error('why') }), { code: 'EPIPE' })],
    ['connection broken', new Error('said: an answer of 7')],
  ])('is named with the code that there is: %s', async (code, error) => {
    const fetch: Fetch = () => Promise.reject(error);
    await expect(read({ transport: { fetch } }).reply).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringContaining(`cannot be reached (${code}), after 5 tries`),
    });
  });

  test('because its certificate is not trusted is not tried again', async () => {
    const secure = await startEmulator({ tls: selfSigned() });
    const { api } = reach(secure);
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'unanswered',
      tries: 1,
      message: expect.stringMatching(/^The certificate of 127\.0\.0\.1:\d+ is not trusted \([A-Z_]+\)/),
    });
    await secure.close();
  });
});

test('A fault of the program is thrown as it is', async () => {
  const { api } = reach(emulator);
  await expect(
    api.call(
      {
        ...LIST,
        get body() {
          throw new RangeError('a fault');
        },
      },
      'v1List',
    ),
  ).rejects.toThrow('a fault');
});
