import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AZURE_LINK, type FeedServer, type FeedState, startFeeds } from '../../../emulator/feed-server.ts';

const AWS = { syncToken: '1', prefixes: [{ ip_prefix: '203.0.113.0/24' }] };
const MEBIBYTE = 1024 * 1024;

let feeds: FeedServer;
beforeAll(async () => {
  feeds = await startFeeds({ feeds: { aws: AWS, azure: { values: [] } } });
});
beforeEach(() => {
  for (const name of Object.keys(feeds.states)) delete feeds.states[name as keyof typeof feeds.states];
  feeds.forget();
});
afterAll(() => feeds.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${feeds.url}${path}`, { redirect: 'manual', ...init });

describe('the server of feeds', () => {
  test.each(['/aws.json', '/any/path/aws.json', '/ip-ranges.json', '/moved/aws.json'])('serves %s', async (path) => {
    const response = await get(path);
    expect([response.status, await response.json()]).toEqual([200, AWS]);
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  test.each(['/gcp.json', '/ipranges/cloud.json', '/oci.json', '/nothing'])('does not have %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('links Azure’s feed on the page of Microsoft, for whoever says who asks', async () => {
    const page = await get('/en-us/download/details.aspx?id=56519');
    expect(await page.text()).toContain(`href="${AZURE_LINK}"`);
    expect(await (await get(new URL(AZURE_LINK).pathname)).json()).toEqual({ values: [] });
    const status = await new Promise((done) => {
      request(`${feeds.url}/download/details.aspx`, (answer) => done(answer.resume().statusCode)).end();
    });
    expect(status).toBe(403);
  });

  test.each<[state: FeedState, status: number, length: number | undefined]>([
    ['missing', 404, undefined],
    ['html', 403, undefined],
    ['no-json', 200, undefined],
    ['empty', 200, 0],
    ['largest', 200, 16 * MEBIBYTE],
    ['too-large', 200, 16 * MEBIBYTE + 1],
    ['bomb', 200, 40 * MEBIBYTE],
    [{ status: 503 }, 503, undefined],
    [{ redirect: 'https://example.com/aws.json' }, 302, undefined],
  ])('in the state %j answers %s', async (state, status, length) => {
    feeds.states.aws = state;
    const response = await get('/aws.json');
    const text = await response.text();
    expect(response.status).toBe(status);
    if (length !== undefined) expect(text).toHaveLength(length);
    if (typeof state === 'object' && 'redirect' in state) expect(response.headers.get('location')).toBe(state.redirect);
  });

  test.each(['cut', 'close'] as const)('in the state %s gives no whole answer', async (state) => {
    feeds.states.aws = state;
    await expect(get('/aws.json').then((response) => response.text())).rejects.toThrow();
  });

  test('in the state hang answers nothing until the client gives up', async () => {
    feeds.states.aws = 'hang';
    const client = new AbortController();
    feeds.onRequest = () => {
      feeds.onRequest = undefined;
      setImmediate(() => client.abort());
    };
    await expect(get('/aws.json', { signal: client.signal })).rejects.toThrow('aborted');
    expect(feeds.requests).toMatchObject([{ path: '/aws.json' }]);
  });
});
