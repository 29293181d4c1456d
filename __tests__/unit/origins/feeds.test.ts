import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Http, HttpError, type HttpRequest } from '../../../src/http/http.ts';
import { FeedError, type FeedOptions, readFeed } from '../../../src/origins/feeds.ts';
import { testClock } from '../../support/clock.ts';

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
}

/** A web of made-up answers: one after another for each address, the last one again and again. */
function web(
  pages: Readonly<Record<string, readonly (Answer | Error | 'hang')[]>>,
  overrides: Partial<FeedOptions> = {},
) {
  const requests: HttpRequest[] = [];
  const http: Http = {
    async send(request) {
      const page = pages[request.url] ?? [{ status: 404 }];
      const before = requests.filter(({ url }) => url === request.url).length;
      requests.push(request);
      const answer = page[Math.min(before, page.length - 1)];
      if (answer === 'hang')
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () =>
            reject(new HttpError('aborted', 'aborted', 'The request was given up')),
          );
        });
      if (answer instanceof Error) throw answer;
      const { status = 200, body = '', location } = answer ?? {};
      return { status, header: (name) => (name === 'location' ? location : undefined), body: Buffer.from(body) };
    },
    close: () => undefined,
  };
  const opened: string[] = [];
  const options: FeedOptions = {
    async openHttp(base) {
      opened.push(base.host);
      return http;
    },
    clock: testClock({ longestAnswer: 20 }),
    signal: new AbortController().signal,
    ...overrides,
  };
  return { requests, opened, options, asked: () => requests.map(({ url }) => url) };
}

const AWS = 'https://ip-ranges.amazonaws.com/ip-ranges.json';
const AZURE = 'https://www.microsoft.com/en-us/download/details.aspx?id=56519';
const MICROSOFT = 'https://download.microsoft.com/download/7/1/d/71d86715-5596-4529-9b13-da13a5de5b63';
const PUBLISHED = { kind: 'published' } as const;

async function faultOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FeedError);
  return (error as Error).message;
}

describe('a feed of a cloud', () => {
  test.each([
    ['aws', AWS],
    ['gcp', 'https://www.gstatic.com/ipranges/cloud.json'],
    ['oci', 'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json'],
  ] as const)('of %s is read from its address, without a credential', async (vendor, url) => {
    const { requests, opened, options } = web({ [url]: [{ body: '{}' }] });
    expect(await readFeed(vendor, PUBLISHED, options)).toEqual({ body: Buffer.from('{}') });
    expect(opened).toEqual([new URL(url).host]);
    expect(requests).toEqual([
      {
        method: 'GET',
        url,
        headers: { accept: expect.any(String), 'user-agent': 'cloudflare-origin-cloud-regions' },
        signal: expect.any(AbortSignal),
        maxBytes: 16 * 1024 * 1024,
      },
    ]);
  });

  test('of Azure is the newest file that its page links', async () => {
    const file = (date: string) => `${MICROSOFT}/ServiceTags_Public_${date}.json`;
    const page = `<a href="${file('20261109')}">x</a> <a href="${file('20261116')}"> <a href="${file('20261102')}">`;
    const { asked, options } = web({ [AZURE]: [{ body: page }], [file('20261116')]: [{ body: '{}' }] });
    expect(await readFeed('azure', PUBLISHED, options)).toEqual({ body: Buffer.from('{}'), fileDate: '2026-11-16' });
    expect(asked()).toEqual([AZURE, file('20261116')]);
  });

  test.each([
    '',
    'https://download.microsoft.com.evil.example/download/7/ServiceTags_Public_20261116.json',
    'https://evil.example/download/7/ServiceTags_Public_20261116.json',
    'http://download.microsoft.com/download/7/ServiceTags_Public_20261116.json',
    'https://download.microsoft.com/other/7/ServiceTags_Public_20261116.json',
    'https://download.microsoft.com/download/../x/ServiceTags_Public_20261116.json',
    'https://download.microsoft.com/download/7/ServiceTags_Public_20261116.json.exe',
    'https://download.microsoft.com/download/7/ServiceTags_China_20261116.json',
  ])('of Azure is none that the page links as %j', async (link) => {
    const { asked, options } = web({ [AZURE]: [{ body: `<a href="${link}">` }] });
    expect(await faultOf(readFeed('azure', PUBLISHED, options))).toBe(
      'the page of Microsoft links no file of service tags',
    );
    expect(asked()).toEqual([AZURE]);
  });
});

describe('trying again', () => {
  const unreachable = new HttpError(
    'unreachable',
    'ECONNRESET',
    'ip-ranges.amazonaws.com cannot be reached (ECONNRESET)',
  );

  test.each<[string, Answer | Error | 'hang']>([
    ['HTTP 403', { status: 403, body: '<html>' }],
    ['HTTP 500', { status: 500 }],
    ['HTTP 429', { status: 429 }],
    ['a broken connection', unreachable],
    ['no answer', 'hang'],
  ])('helps after %s', async (_, first) => {
    const { requests, options } = web({ [AWS]: [first, { body: '{}' }] });
    expect((await readFeed('aws', PUBLISHED, options)).body.toString()).toBe('{}');
    expect(requests).toHaveLength(2);
  });

  test.each<[string, Answer | Error | 'hang', string]>([
    ['HTTP 403', { status: 403 }, 'ip-ranges.amazonaws.com answered with HTTP 403, twice'],
    ['a broken connection', unreachable, 'ip-ranges.amazonaws.com cannot be reached (ECONNRESET), twice'],
    ['no answer', 'hang', 'ip-ranges.amazonaws.com gave no answer within 10 seconds, twice'],
    ['a redirect without an address', { status: 302 }, 'ip-ranges.amazonaws.com answered with HTTP 302, twice'],
  ])('is not done more than once after %s', async (_, answer, fault) => {
    const { requests, options } = web({ [AWS]: [answer] });
    expect(await faultOf(readFeed('aws', PUBLISHED, options))).toBe(fault);
    expect(requests).toHaveLength(2);
  });

  test.each<[string, Answer | Error, string]>([
    ['HTTP 404', { status: 404 }, 'ip-ranges.amazonaws.com answered with HTTP 404'],
    ['too large a body', new HttpError('too-large', 'too large', 'more than 16 MiB'), 'more than 16 MiB'],
    ['a wrong certificate', new HttpError('certificate', 'X', 'not trusted'), 'not trusted'],
  ])('is not done after %s', async (_, answer, fault) => {
    const { requests, options } = web({ [AWS]: [answer] });
    expect(await faultOf(readFeed('aws', PUBLISHED, options))).toBe(fault);
    expect(requests).toHaveLength(1);
  });

  test('is not done once the run is stopped, while it waits for the answer or before the other try', async () => {
    const stop = new AbortController();
    const waiting = web({ [AWS]: ['hang'] }, { clock: testClock(), signal: stop.signal });
    setImmediate(() => stop.abort());
    expect(await faultOf(readFeed('aws', PUBLISHED, waiting.options))).toBe('the run ended before it was there');

    const later = new AbortController();
    const clock = testClock();
    clock.onSleep = () => later.abort();
    const pausing = web({ [AWS]: [{ status: 500 }] }, { clock, signal: later.signal });
    expect(await faultOf(readFeed('aws', PUBLISHED, pausing.options))).toBe(
      'ip-ranges.amazonaws.com answered with HTTP 500',
    );
    expect(pausing.requests).toHaveLength(1);
  });
});

describe('a redirect', () => {
  test('is followed on the same host', async () => {
    const moved = 'https://ip-ranges.amazonaws.com/v2/ip-ranges.json';
    const { asked, options } = web({
      [AWS]: [{ status: 301, location: '/v2/ip-ranges.json' }],
      [moved]: [{ body: '{}' }],
    });
    expect((await readFeed('aws', PUBLISHED, options)).body.toString()).toBe('{}');
    expect(asked()).toEqual([AWS, moved]);
  });

  test.each([
    'https://evil.example/x',
    'http://ip-ranges.amazonaws.com/x',
    'https://ip-ranges.amazonaws.com:444/x',
    'https://[',
  ])('to %s is not followed', async (location) => {
    const { requests, options } = web({ [AWS]: [{ status: 302, location }] });
    expect(await faultOf(readFeed('aws', PUBLISHED, options))).toBe(
      'ip-ranges.amazonaws.com redirects to another host',
    );
    expect(requests).toHaveLength(1);
  });

  test('is followed three times', async () => {
    const { requests, options } = web({ [AWS]: [{ status: 302, location: AWS }] });
    expect(await faultOf(readFeed('aws', PUBLISHED, options))).toBe('ip-ranges.amazonaws.com redirects too often');
    expect(requests).toHaveLength(4);
  });
});

describe('copies of the feeds', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'feeds-')));
  writeFileSync(join(folder, 'gcp.json'), '{}');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read from a folder', async () => {
    const { requests, options } = web({});
    expect(await readFeed('gcp', { kind: 'folder', path: folder }, options)).toEqual({ body: Buffer.from('{}') });
    expect(await faultOf(readFeed('azure', { kind: 'folder', path: folder }, options))).toBe(
      'azure.json is not in the folder',
    );
    expect(requests).toEqual([]);
  });

  test.each([
    'https://mirror.example',
    'https://mirror.example/',
    'https://mirror.example/a/b',
    'https://mirror.example/a/b/',
  ])('are read below %s, its path kept', async (base) => {
    const { asked, options } = web({});
    await faultOf(readFeed('azure', { kind: 'url', base: new URL(base) }, options));
    expect(asked()).toEqual([`${base.replace(/\/$/, '')}/azure.json`]);
  });
});
