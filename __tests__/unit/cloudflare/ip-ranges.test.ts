import { expect, test } from '@jest/globals';
import { readCloudflareRanges } from '../../../src/cloudflare/dns-records.ts';
import { HttpError } from '../../../src/http/http.ts';
import { failure, scripted, success } from '../../support/cloudflare.ts';

const NEVER = new AbortController().signal;

test('Cloudflare’s own ranges are read from /ips', async () => {
  const { api, requests } = scripted(() =>
    success({ etag: 'x', ipv4_cidrs: ['173.245.48.0/20'], ipv6_cidrs: ['2400:cb00::/32'] }),
  );
  await expect(readCloudflareRanges(api, NEVER)).resolves.toEqual(['173.245.48.0/20', '2400:cb00::/32']);
  expect(requests).toMatchObject([{ method: 'GET', path: '/ips' }]);
});

test.each([
  ['an empty list', { ipv4_cidrs: [], ipv6_cidrs: [] }],
  ['null', { ipv4_cidrs: null, ipv6_cidrs: null }],
  ['a list of something else', { ipv4_cidrs: [15], ipv6_cidrs: [true] }],
])('Ranges that are none are no answer, and are not asked for again: %s', async (_, result) => {
  const { api, requests } = scripted(() => success(result));
  await expect(readCloudflareRanges(api, NEVER)).rejects.toMatchObject({ kind: 'unanswered', tries: 1 });
  expect(requests).toHaveLength(1);
});

test('The ranges are given up when their signal is aborted', async () => {
  const given = new AbortController();
  const { api } = scripted(
    (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new HttpError('aborted', 'aborted', 'given up')));
        setImmediate(() => given.abort());
      }),
  );
  await expect(readCloudflareRanges(api, given.signal)).rejects.toMatchObject({ kind: 'cancelled' });
});

test('Where Cloudflare asks to wait, the ranges are done without, and no other request waits', async () => {
  let asked = 0;
  const { api, clock } = scripted(({ path }) => {
    if (path !== '/ips') return success([]);
    asked += 1;
    return { ...failure(429, 971), headers: { 'retry-after': '3600' } };
  });
  await expect(readCloudflareRanges(api, NEVER)).rejects.toThrow();
  await api.call({ method: 'GET', path: '/zones' }, 'zones');
  expect([asked, clock.waits]).toEqual([1, []]);
});
