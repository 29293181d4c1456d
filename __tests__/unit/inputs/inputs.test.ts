import { describe, expect, test } from '@jest/globals';
import { emailOf, secretsOf } from '../../../src/inputs/credential-input.ts';
import type { Event } from '../../../src/inputs/event.ts';
import {
  openInputReader,
  parseApiBase,
  parseBudget,
  parseMaxRemovals,
  parseZone,
} from '../../../src/inputs/input-values.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';

const ID = '023e105f4ecef8ad9ca31a8372d0c353';
const PUSH: Event = { name: 'push', forced: false, visibility: 'unknown' };
const closing: Event = { ...PUSH, name: 'pull_request', pullRequest: { number: 7, closing: true, fork: false } };
const ENTRY = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const SOUND = { 'api-token': 'token', zone: ID, ...ENTRY };

function read(inputs: Record<string, string>, event = PUSH, env: Record<string, string> = {}) {
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return readInputs({ ...Object.fromEntries(named), ...env }, event);
}
function sound(inputs: Record<string, string>, event?: Event, env?: Record<string, string>) {
  const reading = read(inputs, event, env);
  if ('problems' in reading) throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  return reading.inputs;
}
function problems(inputs: Record<string, string>, event?: Event, env?: Record<string, string>): string[] {
  const reading = read(inputs, event, env);
  return 'problems' in reading ? reading.problems.map(({ message }) => message) : [];
}

describe('the inputs', () => {
  test('have the defaults of the contract', () => {
    expect(read(SOUND)).toEqual({
      reporting: { mode: 'apply', summary: true, hide: 'not-given', hideInputsInComment: true },
      inputs: {
        credential: { kind: 'token', token: 'token' },
        zone: { kind: 'id', id: ID },
        source: { kind: 'ip', text: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
        purpose: 'present',
        mode: 'apply',
        prune: { kind: 'none' },
        policy: { onConflict: 'overwrite', maxRemovals: { kind: 'share', percent: 30 } },
        comment: false,
        apiVersion: 'auto',
        apiBase: new URL('https://api.cloudflare.com/client/v4'),
        regionCheck: 'off',
        ranges: { kind: 'published' },
        tieredCache: 'leave',
        budget: 300_000,
      },
    });
  });

  test('may be given as their defaults', () => {
    const defaults = {
      state: 'present',
      mode: 'apply',
      prune: 'none',
      'max-removals': '30%',
      'on-conflict': 'overwrite',
      comment: 'false',
      'redact-ips': 'auto',
      summary: 'true',
      'api-version': 'auto',
      'api-base-url': 'https://api.cloudflare.com/client/v4',
      'timeout-seconds': '300',
    };
    expect(read({ ...SOUND, ...defaults })).toEqual(read(SOUND));
  });

  test.each<[string, string, object]>([
    ['state', 'absent', { purpose: 'absent' }],
    ['mode', 'plan', { mode: 'plan' }],
    ['mode', 'check', { mode: 'check' }],
    ['on-conflict', 'skip', { policy: { onConflict: 'skip' } }],
    ['on-conflict', 'fail', { policy: { onConflict: 'fail' } }],
    ['api-version', 'v1', { apiVersion: 'v1' }],
    ['api-version', 'v2', { apiVersion: 'v2' }],
    ['comment', 'true', { comment: true }],
  ])('may be %s: %s', (input, value, part) => {
    expect(sound({ ...SOUND, [input]: value })).toMatchObject(part);
  });

  test.each<[string, string, Event['visibility'], object]>([
    ['summary', 'false', 'unknown', { summary: false, hide: 'not-given' }],
    ['redact-ips', 'true', 'hidden', { hide: 'all', hideInputsInComment: false }],
    ['redact-ips', 'false', 'public', { hide: 'none' }],
    ['redact-ips', 'auto', 'public', { hide: 'not-given', hideInputsInComment: true }],
    ['redact-ips', 'auto', 'hidden', { hide: 'none', hideInputsInComment: false }],
  ])('tell with %s: %s (repository: %s)', (input, value, visibility, telling) => {
    expect(read({ ...SOUND, [input]: value }, { ...PUSH, visibility }).reporting).toMatchObject(telling);
  });

  test.each([
    ['mode', 'aply', '"aply" must be one of apply, plan, check. Did you mean apply?'],
    ['mode', 'nothing-of-the-kind', '"nothing-of-the-kind" must be one of apply, plan, check'],
    ['state', 'gone', '"gone" must be one of present, absent, auto'],
    ['prune', 'remove', '"remove" must be one of none, removed, all. Did you mean removed?'],
    ['on-conflict', 'overwrit', '"overwrit" must be one of overwrite, skip, fail. Did you mean overwrite?'],
    ['comment', 'yes', '"yes" must be one of true, false'],
    ['summary', 'tru', '"tru" must be one of true, false. Did you mean true?'],
    ['redact-ips', 'yes', '"yes" must be one of auto, true, false'],
    ['api-version', 'v3', '"v3" must be one of auto, v1, v2'],
    ['max-removals', 'many', '"many" must be a share from 0% to 100%, or a whole number, such as 30% or 25'],
    ['timeout-seconds', '5m', '"5m" must be a number of seconds from 1 to 86400'],
    ['api-base-url', 'x', '"x" is not a URL, such as https://api.cloudflare.com/client/v4'],
    [
      'zone',
      'x',
      '"x" is not a zone: give the zone ID (32 hex digits, on the overview page of the zone) or the domain name, such as example.com',
    ],
  ])('cannot be %s: %s', (input, value, message) => {
    expect(problems({ ...SOUND, [input]: value })).toEqual([`Input ${input}: ${message}`]);
  });

  test.each<[Record<string, string>, string]>([
    [
      { vendor: 'aws' },
      'vendor given beside mappings: they belong to ip or host; a list names them itself, for each entry or once under "defaults"',
    ],
    [
      { region: 'x' },
      'region given beside mappings: they belong to ip or host; a list names them itself, for each entry or once under "defaults"',
    ],
    [
      { vendor: 'aws', region: 'x' },
      'vendor and region given beside mappings: they belong to ip or host; a list names them itself, for each entry or once under "defaults"',
    ],
  ])('beside a list cannot be %j', (inputs, message) => {
    expect(problems({ 'api-token': 't', zone: ID, mappings: '[]', ...inputs })).toEqual([message]);
  });

  test('of several sources are told together', () => {
    expect(problems({ ...SOUND, mappings: '[]', 'mappings-file': 'a.yaml' })).toEqual([
      'ip and mappings and mappings-file are given together: give exactly one of ip, host (each with vendor and region), mappings, mappings-file and discover',
    ]);
  });

  test('name a zone, unless the list may', () => {
    expect(problems({ ...SOUND, zone: '' })).toEqual([
      'No zone is given: set the input zone (or CLOUDFLARE_ZONE_ID) to the zone ID, 32 hex digits, or to the domain name',
    ]);
    expect(sound({ ...SOUND, zone: '' }, PUSH, { CLOUDFLARE_ZONE_ID: ` ${ID} ` }).zone).toEqual({ kind: 'id', id: ID });
    expect(sound({ 'api-token': 't', mappings: '[]' })).not.toHaveProperty('zone');
    expect(sound({ 'api-token': 't', 'mappings-file': 'a.csv' })).not.toHaveProperty('zone');
    const closed = { 'api-token': 't', state: 'auto', comment: 'true' };
    expect(sound({ ...closed, mappings: '[]' }, closing)).not.toHaveProperty('zone');
    expect(problems(closed, closing)).toEqual([expect.stringMatching(/^No zone is given/)]);
  });

  test('of pruning go with a list only', () => {
    expect(problems({ ...SOUND, prune: 'all' })).toEqual([
      'prune: all needs a list that can be the whole truth: give mappings-file or mappings, not ip',
    ]);
    expect(problems({ ...SOUND, prune: 'removed' })).toEqual([
      'prune: removed needs a mappings-file: it compares the file with its earlier version in git',
    ]);
    expect(problems({ ...SOUND, state: 'absent', prune: 'all' })).toEqual([
      'prune: all does not go with state: absent: pruning needs a list of what shall exist',
    ]);
    const closed = { 'api-token': 't', zone: ID, state: 'auto', comment: 'true', prune: 'removed' };
    expect(sound(closed, closing).prune).toEqual({ kind: 'none' });
  });

  test('are read, each with its own value', () => {
    expect(
      sound({
        'api-token': ' Bearer token ',
        zone: 'Example.COM.',
        'mappings-file': ' a.csv ',
        state: 'Present',
        mode: 'PLAN',
        prune: 'removed',
        'prune-base': 'main~1',
        'max-removals': '7',
        'on-conflict': 'skip',
        comment: 'true',
        'github-token': ' ghs ',
        'redact-ips': 'false',
        summary: 'false',
        'api-version': 'v2',
        'api-base-url': 'http://localhost:8080/x',
        'timeout-seconds': '20',
      }),
    ).toEqual({
      credential: { kind: 'token', token: 'token' },
      zone: { kind: 'name', ascii: 'example.com', unicode: 'example.com' },
      source: { kind: 'file', path: 'a.csv' },
      regionCheck: 'off',
      ranges: { kind: 'published' },
      tieredCache: 'leave',
      purpose: 'present',
      mode: 'plan',
      prune: { kind: 'removed', base: 'main~1' },
      policy: { onConflict: 'skip', maxRemovals: { kind: 'number', most: 7 } },
      comment: true,
      githubToken: 'ghs',
      apiVersion: 'v2',
      apiBase: new URL('http://localhost:8080/x'),
      budget: 20_000,
    });
  });

  test('keep a list as it was written, for its lines and columns', () => {
    const mappings = '\n  - ip: 192.0.2.1\n';
    expect(sound({ 'api-token': 't', mappings }).source).toEqual({ kind: 'inline', text: mappings });
  });

  test.each<[string, Record<string, string>, Event, string]>([
    ['present', {}, closing, 'present'],
    ['absent', { state: 'absent' }, PUSH, 'absent'],
    ['auto, on a push', { state: 'auto' }, PUSH, 'present'],
    ['auto, closing', { state: 'auto' }, closing, 'absent'],
    ['auto with comment, closing', { state: 'auto', comment: 'true' }, closing, 'close'],
    ['auto with comment, on schedule', { state: 'auto', comment: 'true' }, { ...PUSH, name: 'schedule' }, 'clean-up'],
    ['auto, on schedule', { state: 'auto' }, { ...PUSH, name: 'schedule' }, 'present'],
    ['auto with comment, on a push', { state: 'auto', comment: 'true' }, PUSH, 'present'],
  ])('mean by state %s', (_, inputs, event, purpose) => {
    expect(sound({ ...SOUND, ...inputs }, event).purpose).toBe(purpose);
  });

  test('need no source where the record is it, and prune nothing then', () => {
    const inputs = { 'api-token': 't', zone: ID, state: 'auto', comment: 'true', prune: 'all' };
    expect(sound(inputs, closing)).toMatchObject({ source: { kind: 'record' }, prune: { kind: 'none' } });
  });

  test.each<[Record<string, string>, Event['visibility'], boolean]>([
    [{}, 'public', true],
    [{}, 'unknown', true],
    [{}, 'hidden', false],
    [{ 'redact-ips': 'true' }, 'hidden', true],
    [{ 'redact-ips': 'false' }, 'public', false],
    [{ 'redact-ips': 'auto' }, 'public', true],
  ])('with %j hide addresses in a repository that is %s: %s', (inputs, visibility, hide) => {
    expect(read({ ...SOUND, ...inputs }, { ...PUSH, visibility }).reporting.hide !== 'none').toBe(hide);
  });

  test('tell how to report even where they are wrong', () => {
    expect(read({ mode: 'check', summary: 'false' })).toMatchObject({ reporting: { mode: 'check', summary: false } });
  });

  test.each<[string, Record<string, string>, unknown]>([
    ['nothing of a list that is not named', { mode: 'x' }, undefined],
    ['the list, with its zone', { ...SOUND, mode: 'x' }, { purpose: 'present', zone: { kind: 'id', id: ID } }],
    ['the list, without a zone', { mappings: '[]', mode: 'x' }, { purpose: 'present' }],
    ['the list, with a zone that is wrong', { ...SOUND, zone: 'x' }, { purpose: 'present', zone: 'invalid' }],
    ['the list, with a zone that is missing', { ...ENTRY }, { purpose: 'present', zone: 'invalid' }],
    ['the list, with a state that is wrong', { ...SOUND, state: 'x' }, { purpose: 'absent' }],
  ])('that are wrong tell what else may hold mistakes: %s', (_, inputs, entrySource) => {
    const reading = read(inputs);
    if (!('problems' in reading)) throw new Error('no problems');
    if (entrySource === undefined) expect(reading.entrySource).toBeUndefined();
    else expect(reading.entrySource).toMatchObject(entrySource as object);
    if (entrySource && !('zone' in (entrySource as object)) && !inputs.zone)
      expect(reading.entrySource?.zone).toBeUndefined();
  });

  test('have all their mistakes told', () => {
    expect(
      problems({
        mode: 'x',
        comment: 'x',
        'redact-ips': 'x',
        summary: 'x',
        state: 'x',
        prune: 'x',
        'on-conflict': 'x',
        'max-removals': 'x',
        'api-version': 'x',
        'api-base-url': 'x',
        'timeout-seconds': 'x',
        zone: 'x',
      }),
    ).toHaveLength(14);
  });

  test.each([
    [{ ...SOUND, prune: 'all' }, /^prune: all needs a list/],
    [{ ...SOUND, prune: 'removed' }, /^prune: removed needs a mappings-file/],
    [{ ...SOUND, prune: 'all', state: 'absent' }, /^prune: all does not go with state: absent/],
  ])('do not prune with %j', (inputs, message) => {
    expect(problems(inputs)).toEqual([expect.stringMatching(message)]);
  });

  test('do not prune where state: auto means absent, in these words', () => {
    expect(problems({ ...SOUND, state: 'auto', prune: 'all' }, closing)).toEqual([
      'prune: all does not go with state: auto on a pull request that is being closed, which means absent: pruning needs a list of what shall exist',
    ]);
  });

  test.each([
    ['ip-ranges', '\u0024{{ vars.RANGES }}'],
    ['ip-ranges', 'https://mirror.example/\u0024{{ vars.RANGES }}'],
    ['max-removals', '\u0024{{ vars.MOST }}'],
    ['prune-base', '\u0024{{ github.event.before }}'],
  ])('are no expressions that nobody substituted: %s %s', (input, text) => {
    const list = { 'api-token': 't', zone: ID, 'mappings-file': 'x', prune: 'removed', [input]: text };
    expect(problems(list)).toEqual([
      expect.stringMatching(
        new RegExp(`^Input ${input}: ".*" is an expression that was not substituted: GitHub replaces`),
      ),
    ]);
  });

  test.each([
    [{}, /^No mappings are given/],
    [{ ip: '192.0.2.1', mappings: 'x' }, /^ip and mappings are given together/],
    [{ mappings: 'x', 'mappings-file': 'y' }, /^mappings and mappings-file are given together/],
  ])('name exactly one source, not %j', (inputs: Record<string, string>, message) => {
    expect(problems({ 'api-token': 't', zone: ID, ...inputs })).toEqual([expect.stringMatching(message)]);
  });

  test('prune where the list can be the truth', () => {
    const list = { 'api-token': 't', zone: ID };
    expect(sound({ ...list, mappings: 'x', prune: 'all' }).prune).toEqual({ kind: 'all' });
    expect(sound({ ...list, 'mappings-file': 'x', prune: 'all' }).prune).toEqual({ kind: 'all' });
    expect(sound({ ...list, 'mappings-file': 'x', prune: 'removed' }).prune).toEqual({ kind: 'removed' });
  });

  test('name vendor or region only beside ip', () => {
    expect(problems({ 'api-token': 't', zone: ID, mappings: 'x', vendor: 'aws' })).toEqual([
      expect.stringMatching(/^vendor given beside mappings/),
    ]);
    expect(problems({ 'api-token': 't', zone: ID, mappings: 'x', region: 'r' })).toEqual([
      expect.stringMatching(/^region given beside mappings/),
    ]);
    expect(sound({ 'api-token': 't', zone: ID, ip: '192.0.2.1', state: 'absent' }).source).toEqual({
      kind: 'ip',
      text: '192.0.2.1',
    });
  });
});

describe('the credential', () => {
  const pair = { 'api-key': 'key', 'api-email': 'a@example.com' };
  const rest = { zone: ID, ...ENTRY };

  test('is the token, which wins over the pair; else the pair', () => {
    expect(sound({ ...SOUND, ...pair }).credential).toEqual({ kind: 'token', token: 'token' });
    expect(sound({ ...rest, ...pair }).credential).toEqual({ kind: 'key', key: 'key', email: 'a@example.com' });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['CLOUDFLARE_API_KEY alone', { CLOUDFLARE_API_KEY: 'k' }, /api-key is given without api-email/],
    ['CLOUDFLARE_EMAIL alone, which may be there for something else', { CLOUDFLARE_EMAIL: 'a@b' }, /^No API token/],
    ['blank variables', { CLOUDFLARE_API_TOKEN: ' ', CLOUDFLARE_API_KEY: '' }, /^No API token/],
  ])('is not %s', (_, env, message) => {
    expect(problems(rest, PUSH, env)).toEqual([expect.stringMatching(message)]);
  });

  test.each<[string, Partial<Event>, RegExp]>([
    ['by Dependabot', { actor: 'dependabot[bot]' }, /Dependabot do not get/],
    [
      'of a pull request by Dependabot',
      { pullRequest: { number: 1, closing: false, fork: false, author: 'dependabot[bot]' } },
      /Dependabot do not get/,
    ],
    ['of a fork', { pullRequest: { number: 1, closing: false, fork: true, author: 'octocat' } }, /from a fork/],
    ['of any other kind', { actor: 'octocat' }, /may be misspelled/],
  ])('is missing in a run %s, which is told in its own words', (_, event, message) => {
    expect(problems(rest, { ...PUSH, ...event })).toEqual([expect.stringMatching(message)]);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ 'api-key': 'k' }, /^Input api-key is given without api-email/],
    [{ 'api-email': 'a@example.com' }, /^Input api-email is given without api-key/],
    [{ 'api-key': 'k k', 'api-email': 'a@example.com' }, /do not look like an API key/],
    [{ 'api-key': 'k', 'api-email': 'owner' }, /do not look like an API key/],
  ])('is not half a pair, or a broken one: %j', (inputs, message) => {
    expect(problems({ ...rest, ...inputs })).toEqual([expect.stringMatching(message)]);
  });

  test('is meant whichever counts, bare, also where it is not sound', () => {
    expect(secretsOf({ 'INPUT_API-TOKEN': ' bearer  abc ', CLOUDFLARE_API_KEY: 'k' })).toEqual(['abc', 'k']);
    expect(secretsOf({ CLOUDFLARE_API_TOKEN: 'a\nb' })).toEqual(['a\nb']);
    expect(secretsOf({})).toStrictEqual([]);
  });

  test('has an e-mail address to hide, if it is one', () => {
    expect(emailOf({ 'INPUT_API-EMAIL': ' a@example.com ' })).toStrictEqual(['a@example.com']);
    expect(emailOf({ CLOUDFLARE_EMAIL: 'a@example.com' })).toStrictEqual(['a@example.com']);
    expect(emailOf({ 'INPUT_API-EMAIL': '-1' })).toStrictEqual([]);
    expect(emailOf({})).toStrictEqual([]);
  });

  test('may come from the environment as a pair', () => {
    const env = { CLOUDFLARE_API_KEY: ' k ', CLOUDFLARE_EMAIL: ' a@b ' };
    expect(sound(rest, PUSH, env).credential).toEqual({ kind: 'key', key: 'k', email: 'a@b' });
  });

  test.each(['a b@example.com', 'a@exa mple.com', '@example.com', 'a@', '"a"\u200b@example.com'])(
    'has not the e-mail address %j',
    (email) => {
      expect(problems({ ...rest, 'api-key': 'k', 'api-email': email })).toEqual([
        'Inputs api-key and api-email do not look like an API key and an e-mail address: store them bare, without quotes or line breaks',
      ]);
    },
  );

  test('is not a token with something before its scheme', () => {
    expect(problems({ ...SOUND, 'api-token': 'x Bearer token' })).toEqual([
      'Input api-token holds characters that no API token has (spaces, line breaks, quotes?): store the bare token as the secret',
    ]);
  });

  test.each<[Record<string, string>, string[]]>([
    [{ 'api-token': '\u0024{{ secrets.A_TOKEN }}' }, ['api-token (or CLOUDFLARE_API_TOKEN)']],
    [{ 'api-token': 'Bearer \u0024{{secrets.A_TOKEN}}' }, ['api-token (or CLOUDFLARE_API_TOKEN)']],
    [
      { 'api-key': '\u0024{{ secrets.A_KEY }}', 'api-email': '\u0024{{ secrets.A_MAIL }}' },
      ['api-key (or CLOUDFLARE_API_KEY)', 'api-email (or CLOUDFLARE_EMAIL)'],
    ],
    [{ 'api-key': '\u0024{{ secrets.A_KEY }}' }, ['api-key (or CLOUDFLARE_API_KEY)']],
  ])('is no expression that nobody substituted, and its text is not shown: %j', (inputs, names) => {
    const messages = problems({ ...rest, ...inputs });
    expect(messages).toEqual(
      names.map(
        (name) =>
          `Input ${name} is an expression that was not substituted: GitHub replaces \u0024{{ … }} only in workflow files, so check where this text comes from, and its quotes`,
      ),
    );
    expect(messages.join()).not.toContain('secrets');
  });

  test('is missing in words that say how to skip the step, or where to look', () => {
    const skip = (condition: string) => `Skip the step for such runs with: if: ${condition}. Nothing was registered`;
    expect(problems(rest, { ...PUSH, actor: 'dependabot[bot]' })).toEqual([
      `No API token is given: runs for Dependabot do not get the repository's secrets. ${skip("github.actor != 'dependabot[bot]'")}`,
    ]);
    const ofBot = { number: 1, closing: false, fork: false, author: 'dependabot[bot]' };
    expect(problems(rest, { ...PUSH, actor: 'octocat', pullRequest: ofBot })).toEqual([
      `No API token is given: runs for Dependabot do not get the repository's secrets. ${skip("github.event.pull_request.user.login != 'dependabot[bot]'")}`,
    ]);
    expect(problems(rest, { ...PUSH, pullRequest: { number: 1, closing: false, fork: true } })).toEqual([
      `No API token is given: runs of a pull request from a fork get no secrets. ${skip('github.event.pull_request.head.repo.full_name == github.repository')}`,
    ]);
    expect(problems(rest)).toEqual([
      'No API token is given: set the input api-token (or CLOUDFLARE_API_TOKEN). If it is set from a secret, the name of the secret may be misspelled, or the secret may live in an environment that the job does not name (jobs.<job>.environment)',
    ]);
  });

  test.each(['tok en', 'tök', '"token"', 'tok\u200ben', 'a\nb'])('is not the token %j', (token) => {
    expect(problems({ ...SOUND, 'api-token': token })).toEqual([expect.stringMatching(/^Input api-token holds/)]);
  });
});

describe('a zone', () => {
  test.each([
    [ID, { kind: 'id', id: ID }],
    [` ${ID.toUpperCase()} `, { kind: 'id', id: ID }],
    ['Example.COM', { kind: 'name', ascii: 'example.com' }],
    ['example.com.', { kind: 'name', ascii: 'example.com' }],
    ['münchen.example', { kind: 'name', ascii: 'xn--mnchen-3ya.example' }],
    ['a.b-c.co.uk', { kind: 'name', ascii: 'a.b-c.co.uk' }],
    ['example.xn--p1ai', { kind: 'name', ascii: 'example.xn--p1ai' }],
  ])('is named by %j', (text, value) => {
    expect(parseZone(text)).toMatchObject({ value });
  });

  test.each([
    '',
    '.',
    'com',
    `${ID}0`,
    ID.slice(1),
    'a..b',
    '-a.com',
    'a-.com',
    'a.1',
    'a b.com',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(126)}com`,
    '../zones',
    'https://example.com',
    '192.0.2.1',
  ])('is not named by %j', (text) => {
    expect(parseZone(text)).toEqual({ wrong: expect.stringMatching(/zone ID \(32 hex digits.*domain name/) });
  });
});

describe('max-removals', () => {
  test.each([
    ['30%', { kind: 'share', percent: 30 }],
    ['0%', { kind: 'share', percent: 0 }],
    ['100 %', { kind: 'share', percent: 100 }],
    ['2.5%', { kind: 'share', percent: 2.5 }],
    ['2.125%', { kind: 'share', percent: 2.125 }],
    ['0', { kind: 'number', most: 0 }],
    ['25', { kind: 'number', most: 25 }],
  ])('is %s', (text, value) => {
    expect(parseMaxRemovals(text)).toEqual({ value });
  });
  test.each(['', '-1', '100.1%', '150%', '2.5', '1e3', '30 percent', '%', '0x10'])('is not %j', (text) => {
    expect(parseMaxRemovals(text)).toHaveProperty('wrong');
  });
});

describe('a base URL', () => {
  test.each([
    'https://api.cloudflare.com/client/v4',
    'https://10.0.0.1/',
    'http://127.0.0.1:8080/x',
    'http://localhost',
    'http://[::1]:1/',
    'http://127.1.2.3/',
  ])('is %s', (text) => {
    expect(parseApiBase(text)).toEqual({ value: new URL(text) });
  });
  test.each<[string, RegExp]>([
    ['', /not a URL/],
    ['//host', /not a URL/],
    ['http://example.com', /must be https/],
    ['http://128.0.0.1', /must be https/],
    ['http://localhost.example.com', /must be https/],
    ['file:///etc/passwd', /must be https/],
    ['https://a@example.com', /user name or password/],
    ['https://:b@example.com', /user name or password/],
    ['https:a:b@example.com', /user name or password/],
    ['https://example.com/?a', /query or a fragment/],
    ['https://example.com/#a', /query or a fragment/],
  ])('is not %j', (text, wrong) => {
    expect(parseApiBase(text)).toMatchObject({ wrong: expect.stringMatching(wrong) });
  });
  test.each([
    ['https://a:pa@ss@example.com/x', '…@example.com/x'],
    ['http://a:pass\n@ex ample', '…@ex ample'],
    ['http://example.com', 'http://example.com'],
  ])('that is wrong, %j, is shown without user and password', (text, shown) => {
    expect(parseApiBase(text)).toMatchObject({ shown });
  });
});

describe('a budget', () => {
  test.each([
    ['1', 1000],
    ['86400', 86_400_000],
    ['007', 7000],
  ])('is %s', (text, value) => {
    expect(parseBudget(text)).toEqual({ value });
  });
  test.each(['', '0', '86401', '-1', '1.5', '5m', '1e2', '999999'])('is not %j', (text) => {
    expect(parseBudget(text)).toHaveProperty('wrong');
  });
});

test('a default that is not sound is a fault of the program', () => {
  const reader = openInputReader({}, () => undefined);
  expect(() => reader.value('x', 'bad', () => ({ wrong: 'is wrong' }))).toThrow(TypeError);
});
