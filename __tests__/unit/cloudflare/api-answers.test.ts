import { describe, expect, test } from '@jest/globals';
import { failure, type ScriptedAnswer, scripted, success } from '../../support/cloudflare.ts';

const path = '/zones/023e105f4ecef8ad9ca31a8372d0c353/cache/origin_cloud_regions';
const LIST = { method: 'GET', path } as const;
const WRITE = { method: 'PATCH', path, body: { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' } } as const;
const ROWS = [{ 'origin-ip': '192.0.2.1', vendor: 'aws', region: 'us-east-1' }];
const LISTED = success({ value: ROWS });
const HTML = { headers: { 'content-type': 'text/html; charset=UTF-8', 'cf-ray': '8f1e-FRA' }, body: '<p>No</p>' };

const XHTML = { headers: { 'content-type': 'application/xhtml+xml' }, body: '<p>No</p>' };

/** Answers in their order; the last again and again. */
const inTurn = (...answers: readonly ScriptedAnswer[]) => {
  let index = 0;
  return () => answers[Math.min(index++, answers.length - 1)] ?? {};
};

describe('An answer', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['500', failure(500, 1140), 'Cloudflare answered 1140 (words of 1140), after 5 attempts. The fault is on'],
    ['503 with a page', { status: 503, ...HTML }, 'api.test answered HTTP 503 with a page of HTML, cf-ray 8f1e-FRA'],
    ['502 without a body', { status: 502, body: '' }, 'Cloudflare answered HTTP 502 without an error code'],
    ['429', failure(429, 971), 'Cloudflare answered 971 (words of 971), after 5 attempts'],
    ['408', { status: 408, body: '' }, 'Cloudflare answered HTTP 408'],
    ['200 that says 1140', failure(200, 1140), 'Cloudflare answered 1140'],
    ['400 with 1156', failure(400, '1156'), 'Cloudflare answered 1156'],
    ['of another shape', success('unexpected'), "api.test answered HTTP 200 with something that is not the API's"],
    ['that is a list', { body: ['unexpected'] }, "answered HTTP 200 with something that is not the API's"],
    ['cut', { body: '{"success":true' }, "answered HTTP 200 with something that is not the API's"],
    ['200 without a body', { body: '' }, "answered HTTP 200 with something that is not the API's"],
    ['204', { status: 204, body: '' }, "answered HTTP 204 with something that is not the API's"],
    [
      'a page with 200',
      HTML,
      'api.test answered HTTP 200 with a page of HTML, cf-ray 8f1e-FRA, after 5 attempts. A fire',
    ],
    ['a page without a type', { body: '\n<!DOCTYPE html><p>' }, 'answered HTTP 200 with a page of HTML, after'],
  ])('that may pass is asked for five times: %s', async (_, answer, words) => {
    const lucky = scripted(inTurn(answer, answer, answer, answer, LISTED));
    await expect(lucky.api.call(LIST, 'v1List')).resolves.toMatchObject({ tries: 5, value: { mappings: { size: 1 } } });
    const { api, requests } = scripted(() => answer);
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind: 'unanswered',
      tries: 5,
      message: expect.stringContaining(words),
    });
    expect(requests).toHaveLength(5);
  });

  test.each(['<!-- blocked --><html>', '<head><title>x', '\uFEFF<?xml version="1.0"?><html>', '<body>'])(
    'is a page of HTML where it begins with %j',
    async (body) => {
      const { api } = scripted(() => ({ status: 400, body }));
      await expect(api.call(LIST, 'v1List')).rejects.toThrow('api.test answered HTTP 400 with a page of HTML');
    },
  );

  test('that may pass is asked for once where one attempt is enough', async () => {
    const { api, requests, clock } = scripted(() => failure(503, 1140));
    await expect(api.call({ ...LIST, tries: 1 }, 'v1List')).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringMatching(/^Cloudflare answered 1140 \(words of 1140\)\. The fault/),
    });
    expect([requests.length, clock.waits]).toEqual([1, []]);
  });

  test.each<[string, ScriptedAnswer, string, string]>([
    ['400', failure(400, 1157), 'refused', 'Cloudflare answered 1157'],
    ['200 that says no', failure(200, 1157, 'no such region'), 'refused', 'Cloudflare answered 1157 (no such region)'],
    ['400 without a code', failure(400, null, 'no way'), 'refused', 'Cloudflare answered HTTP 400: no way'],
    ['302', { status: 302, body: '' }, 'refused', 'A redirect is never followed; check api-base-url'],
    ['300 that looks like a success', { ...LISTED, status: 300 }, 'refused', 'A redirect is never followed'],
    ['403', failure(403, '10000'), 'denied', 'the permission Zone Settings: Edit (plan and check: Read)'],
    [
      '403 with a page',
      { status: 403, ...HTML },
      'refused',
      'HTTP 403 with a page of HTML, cf-ray 8f1e-FRA. A firewall',
    ],
    [
      '403 with a text',
      { status: 403, headers: { 'content-type': 'text/plain', 'cf-ray': '8f1e-FRA' }, body: 'error code: 1020' },
      'refused',
      "api.test answered HTTP 403 with a page that is not the API's, cf-ray 8f1e-FRA. A firewall",
    ],
    [
      '401 with other JSON',
      { status: 401, body: { error: 'proxy login' } },
      'refused',
      "HTTP 401 with a page that is not the API's. A firewall",
    ],
    ['403 with XHTML', { ...XHTML, status: 403 }, 'refused', 'HTTP 403 with a page of HTML. A firewall'],
    ['403 with nothing', { status: 403, body: ' ' }, 'denied', 'The credential is not accepted for this'],
    ['400 with 9106', failure(400, 9106), 'denied', 'The credential is malformed'],
    ['403 with 1164', failure(403, 1164), 'limit', 'Cloudflare answered 1164'],
    ['404 with a page', { status: 404, ...HTML }, 'no-route', 'HTTP 404'],
  ])('that is final is not asked for again: %s', async (_, answer, kind, words) => {
    const { api, requests } = scripted(() => answer);
    await expect(api.call(LIST, 'v1List')).rejects.toMatchObject({
      kind,
      tries: 1,
      message: expect.stringContaining(words),
    });
    expect(requests).toHaveLength(1);
  });

  test('that is refused names the permission that the request needs', async () => {
    const { api } = scripted(() => failure(403, 9109));
    await expect(api.call({ ...LIST, permission: 'DNS: Read' }, 'v1List')).rejects.toThrow('the permission DNS: Read');
  });

  test.each<[string, ScriptedAnswer]>([
    ['one mapping', success({ value: ROWS[0] })],
    ['null', success(null)],
    ['null for the list', success({ value: null })],
    ['nothing', { body: { success: true } }],
    ['HTTP 204', { status: 204, body: '' }],
    ['HTTP 200 without a body', { body: '\n' }],
  ])('to a write that is a success of another kind counts as sent: %s', async (_, answer) => {
    const { api, requests } = scripted(() => answer);
    for (const shape of ['v1Written', 'v1Batch', 'v2Batch', 'done'] as const)
      await expect(api.call(WRITE, shape)).resolves.toEqual({ value: undefined, tries: 1 });
    expect(requests).toHaveLength(4);
  });

  test('to a write that is none of the API’s does not', async () => {
    const { api } = scripted(inTurn(HTML, { body: '[]' }, LISTED));
    await expect(api.call(WRITE, 'v1Written')).resolves.toMatchObject({ tries: 3, value: { mappings: { size: 1 } } });
  });
});
