import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type FeedServer, startFeeds } from '../../emulator/feed-server.ts';
import { type GitHubFake, startGitHub } from '../../emulator/github.ts';
import { at, type Ending, runSource, type Start } from '../support/action.ts';
import { testClock } from '../support/clock.ts';
import { type DnsEntries, testDns } from '../support/dns.ts';
import { SCRAPS } from '../support/scraps.ts';
import { expectSound } from '../support/sound-ending.ts';
import { Spoiler, type Spoiling, withSwapped } from '../support/spoiler.ts';

// What comes from outside the action, spoilt in all ways that were thought of: whatever it is, a run ends in a report.
// FUZZ_RUNS=10000 makes so many random runs instead of a few that are the same each time.

const WANTED = Number(process.env.FUZZ_RUNS ?? 0);
const FEW = 240;

/** @param share of all runs */
function many(share: number): fc.Parameters<unknown> {
  return WANTED > 0 ? { numRuns: Math.ceil(WANTED * share) } : { numRuns: Math.ceil(FEW * share), seed: 20_261_001 };
}

const LIMIT = Math.max(60_000, WANTED * 200);
const TOKEN = 'emulated-token-that-nobody-may-see-0123456789';
/** What no line may begin with, and no secret. */
const COMMANDS = [
  '::error title=FUZZ::x',
  '\n::error title=FUZZ::x',
  '\r::set-output name=FUZZ::x',
  'a\r\n  ::add-path::FUZZ',
  '\u2028::save-state name=FUZZ::x',
  '##[error]FUZZ',
  'x ##[group]FUZZ',
  '%0A::warning title=FUZZ::x',
  `x ${TOKEN} y`,
  Buffer.from(TOKEN).toString('base64'),
  encodeURIComponent(TOKEN),
];
const STRANGE = [
  '',
  ' ',
  '\0',
  '\ufeff',
  '\ud800',
  '__proto__',
  'constructor',
  '<!-- a --><img src=x onerror=y>',
  '| a | `b` [c](javascript:d) @octocat #1',
  '../../etc/passwd',
  '1e999',
  '-1',
  '99999999999999999999',
  '2026-13-45T99:99:99Z',
  'x'.repeat(70_000),
];
const words = fc.oneof(fc.constantFrom(...COMMANDS), fc.constantFrom(...STRANGE), fc.string({ unit: 'binary' }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    words,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e21, 2 ** 53),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  ),
}));

const LIST =
  '- {ip: [192.0.2.1, 192.0.2.2], vendor: aws, region: us-east-1}\n- {ip: "2001:db8::1", vendor: gcp, region: us-central1}\n';
const JSON_LIST = JSON.stringify([
  { ip: ['192.0.2.1', '192.0.2.2'], vendor: 'aws', region: 'us-east-1' },
  { ip: '2001:db8::1', vendor: 'gcp', region: 'us-central1' },
]);
/** In all formats, with what each has for saying a thing twice. */
const LISTS: readonly (readonly [string, string])[] = [
  ['origins.yaml', LIST],
  [
    'origins.yaml',
    'zone: example.com\r\ndefaults: &a {vendor: aws, region: us-east-1}\r\nmappings:\r\n  - {ip: 192.0.2.2}\r\n  - *a\r\n',
  ],
  ['origins.yaml', '- &a\n  ip: 192.0.2.2\n  vendor: aws\n  vendor: gcp\n  region: us-east-1\n- *a\n'],
  ['origins.yaml', '- {host: origin.example, region: auto}\n- {ip: 192.0.2.3, region: auto, check: false}\n'],
  [
    'origins.yaml',
    `- {ip: 192.0.2.2, vendor: ${TOKEN}, region: r}\n- {ip: 192.0.2.3, vendor: aws, region: ${TOKEN}}\n`,
  ],
  ['origins.json', JSON_LIST],
  [
    'origins.json',
    '\ufeff{"mappings": [{"ip": "192.0.2.2", "ip": "192.0.2.3", "__proto__": {"vendor": "aws"}, "region": "us-east-1"}]}',
  ],
  ['origins.csv', 'ip,vendor,region\r\n192.0.2.1,aws,us-east-1\r\n"2001:db8::1","gcp","us-central1"\r\n'],
  ['origins.csv', 'IP;Host;Vendor;Region\n192.0.2.1;;aws;us-east-1\n;origin.example;gcp;auto\n'],
  ['origins.csv', 'ip,ip,vendor,region,__proto__\n192.0.2.1,192.0.2.2,aws,us-east-1,x\n'],
];
/** No UTF-8: bytes of nothing, half a character, half a pair, the mark of UTF-16. */
const NO_TEXT = [[0xff], [0xc3], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xff, 0xfe], [0xc0, 0x80]];
const scrap = fc.constantFrom(
  ...[...SCRAPS, ...COMMANDS, '::add-mask::FUZZ', '\n::add-mask::FUZZ'].map((text) => Buffer.from(text)),
  ...NO_TEXT.map((numbers) => Buffer.from(numbers)),
);
/** Paths at which nothing is, and where nothing can be made. */
const NOWHERE = [' ', '-1', ...COMMANDS.filter((text) => !text.includes('/')), 'x'.repeat(70_000)];

const status = fc.constantFrom(200, 200, 201, 204, 301, 400, 401, 403, 404, 409, 410, 422, 429, 500, 501, 503, 599);
const error = fc.record({ code: fc.oneof(fc.integer({ min: 1135, max: 1170 }), value), message: value });
const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Spoiling>({ kind: 'sound' }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('status' as const), status }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('body' as const),
      status,
      body: fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        words.map((text) => Buffer.from(text)),
        fc
          .constantFrom('['.repeat(100_000), '{"a":'.repeat(50_000), '{"success":true,"result":[', '\ufeff{}')
          .map((text) => Buffer.from(text)),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('value' as const), status, value }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('value' as const),
      status,
      value: fc.record({ success: fc.boolean(), errors: fc.array(error, { maxLength: 3 }), result: value }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('swap' as const), place: fc.nat(400), value }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cut' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('headers' as const),
      retryAfter: fc.oneof(
        fc.integer({ max: 1_000_000 }).map(String),
        fc.constantFrom('0', '-1', 'soon', '1e9', 'Wed, 21 Oct 2099 07:28:00 GMT', '9'.repeat(400)),
      ),
    }),
  },
);
const spoilings = fc.array(spoiling, { minLength: 1, maxLength: 6 });

/** Seconds of computing. Most runs take hundredths; the tests' own servers count in. */
const MOST_CPU = 1;

describe('A run ends in a report, and says nothing that it must not,', () => {
  let emulator: Emulator;
  let github: GitHubFake;
  let feeds: FeedServer;
  let api: Spoiler;
  let hub: Spoiler;
  let ranges: Spoiler;
  beforeAll(async () => {
    emulator = await startEmulator({
      apiToken: TOKEN,
      dnsRecords: [
        { type: 'A', name: 'www.example.com', content: '198.51.100.7', proxied: true },
        { type: 'CNAME', name: 'app.example.com', content: 'origin.example', proxied: true },
      ],
    });
    github = await startGitHub({ repository: 'octo/site' });
    github.commit('b'.repeat(40), { 'origins.yaml': '- {ip: 192.0.2.9, vendor: gcp, region: us-central1}\n' });
    feeds = await startFeeds();
    api = new Spoiler(emulator.url);
    hub = new Spoiler(github.url);
    ranges = new Spoiler(feeds.url);
    await Promise.all([api.start(), hub.start(), ranges.start()]);
  });
  afterAll(async () => {
    for (const spoiler of [api, hub, ranges]) spoiler.stop();
    await Promise.all([emulator.close(), github.close(), feeds.close()]);
  });
  beforeEach(() => {
    for (const spoiler of [api, hub, ranges]) spoiler.spoil([]);
  });

  /**
   * A run of the sources on a clock that nobody waits for, and that takes no long computing. What takes too long is run
   * again: the first to need a module pays for its loading, and under coverage for its instrumenting.
   */
  async function go(start: Start): Promise<Ending> {
    const first = await timed(start);
    if (first.cpu < MOST_CPU) return first.ending;
    const { ending, cpu } = await timed(start);
    expect(cpu).toBeLessThan(MOST_CPU);
    return ending;
  }

  async function timed(start: Start): Promise<{ ending: Ending; cpu: number }> {
    for (const spoiler of [api, hub, ranges]) spoiler.spoil(spoiler.spoilings);
    const before = process.cpuUsage();
    const ending = await once(start);
    return { ending, cpu: process.cpuUsage(before).user / 1e6 };
  }

  async function once({ inputs, env, ...start }: Start): Promise<Ending> {
    emulator.seed([
      { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
      { ip: '192.0.2.9', vendor: 'gcp', region: 'us-central1' },
    ]);
    return await runSource({
      inputs: {
        ...at(emulator),
        'api-base-url': `${api.origin}/client/v4`,
        'ip-ranges': ranges.origin,
        'timeout-seconds': '60',
        ...inputs,
      },
      env: { GITHUB_API_URL: hub.origin, RUNNER_DEBUG: '1', ...env },
      dns: DNS,
      clock: testClock({ longestAnswer: 300 }),
      ...start,
    });
  }

  const wish = fc.constantFrom<Record<string, string>>(
    { ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1' },
    { ip: '192.0.2.1 192.0.2.9', state: 'absent' },
    { mappings: LIST },
    { mappings: LIST, prune: 'all', 'max-removals': '100%', mode: 'plan' },
    { mappings: LIST, prune: 'all', 'max-removals': '100%' },
    { mappings: LIST, mode: 'check', 'api-version': 'v2' },
    { host: 'origin.example', region: 'auto' },
    { discover: 'dns' },
    { mappings: LIST, 'tiered-cache': 'smart', 'region-check': 'warn', zone: 'example.com' },
  );

  test(
    'whatever the API answers',
    async () => {
      await fc.assert(
        fc.asyncProperty(wish, spoilings, async (inputs, spoilt) => {
          api.spoil(spoilt);
          expectSound(await go({ inputs }), { secrets: [TOKEN] });
        }),
        many(0.25),
      );
    },
    LIMIT,
  );

  test(
    'whatever the clouds publish, and DNS answers',
    async () => {
      const ip = fc.oneof(
        fc.constantFrom('192.0.2.77', '10.0.0.1', '104.16.0.1', '::', '2001:db8::7', 'nonsense'),
        words,
      );
      const entry = fc.record(
        {
          a: fc.array(ip, { maxLength: 3 }),
          aaaa: fc.array(ip, { maxLength: 3 }),
          cname: fc.oneof(fc.constantFrom('origin.example', 'other.example', 'a.us-east-1.elb.amazonaws.com'), words),
          error: fc.constantFrom('ESERVFAIL', 'ENODATA', 'FUZZ\n::error::x'),
        },
        { requiredKeys: [] },
      );
      const names = fc.record({ 'origin.example': entry, 'other.example': entry }, { requiredKeys: [] });
      const wishes = fc.constantFrom<Record<string, string>>(
        { host: 'origin.example, other.example', region: 'auto' },
        {
          mappings:
            '- {ip: [203.0.113.9, 2001:db8::9], region: auto}\n- {host: origin.example, vendor: gcp, region: auto}\n',
        },
        { discover: 'dns', mode: 'plan' },
        { ip: '203.0.113.9', vendor: 'aws', region: 'us-east-1', 'region-check': 'error' },
        { host: 'origin.example', state: 'absent' },
      );
      await fc.assert(
        fc.asyncProperty(wishes, spoilings, names, async (inputs, spoilt, entries) => {
          ranges.spoil(spoilt);
          expectSound(await go({ inputs, dns: testDns(entries as DnsEntries) }), { secrets: [TOKEN] });
        }),
        many(0.15),
      );
    },
    LIMIT,
  );

  const pull = (action: string, number: number) => ({
    name: 'pull_request',
    payload: {
      action,
      number,
      repository: { full_name: 'octo/site', visibility: 'public' },
      pull_request: {
        number,
        user: { login: 'octocat' },
        base: { sha: 'b'.repeat(40) },
        head: { sha: 'a'.repeat(40), ref: 'topic' },
      },
    },
  });

  const withGitHub = fc.constantFrom<Start>(
    {
      inputs: { ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1', state: 'auto', comment: 'true' },
      event: pull('opened', 7),
    },
    { inputs: { state: 'auto', comment: 'true' }, event: pull('closed', 7) },
    { inputs: { state: 'auto', comment: 'true' }, event: { name: 'schedule' } },
    { inputs: { ip: '192.0.2.2', state: 'absent', comment: 'true' }, event: pull('opened', 7) },
    {
      inputs: { 'mappings-file': 'origins.yaml', prune: 'removed', 'prune-base': 'b'.repeat(40) },
      files: { 'origins.yaml': LIST },
    },
  );

  test(
    'whatever GitHub answers',
    async () => {
      await fc.assert(
        fc.asyncProperty(withGitHub, spoilings, async (start, spoilt) => {
          const closed = start.event === undefined || JSON.stringify(start.event).includes('closed');
          if (closed) github.shut(7);
          else github.open(7);
          hub.spoil(spoilt);
          expectSound(await go({ ...start, inputs: { ...start.inputs, 'github-token': github.token } }), {
            secrets: [TOKEN, github.token],
          });
        }),
        many(0.2),
      );
    },
    LIMIT,
  );

  test(
    'whatever the event holds',
    async () => {
      const names = fc.oneof(
        fc.constantFrom('push', 'pull_request', 'pull_request_target', 'schedule', 'issue_comment'),
        words,
      );
      const payload = fc.oneof(
        value,
        fc.uint8Array({ maxLength: 200 }),
        fc.constant(Buffer.from('['.repeat(100_000))),
        fc
          .tuple(fc.constantFrom('opened', 'closed'), fc.nat(60), value)
          .map(([action, place, other]) =>
            Buffer.from(withSwapped(JSON.stringify(pull(action, 7).payload), place, other)),
          ),
      );
      await fc.assert(
        fc.asyncProperty(names, payload, fc.boolean(), async (name, held, comment) => {
          const inputs = { ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1', state: 'auto', comment: `${comment}` };
          const start = { inputs: { ...inputs, 'github-token': github.token }, event: { name, payload: held } };
          expectSound(await go(start), { secrets: [TOKEN] });
        }),
        many(0.1),
      );
    },
    LIMIT,
  );

  const names = fc.constantFrom('origins.yaml', 'origins.json', 'origins.csv', 'origins');
  type File = readonly [name: string, content: Uint8Array];
  /** A list with anything in it, or anything at all. */
  const file: fc.Arbitrary<File> = fc.oneof(
    fc.tuple(
      names,
      fc.oneof(
        fc.array(scrap, { maxLength: 40 }).map((pieces) => Buffer.concat(pieces)),
        fc.uint8Array({ maxLength: 100 }),
      ),
    ),
    fc
      .tuple(
        fc.constantFrom(...LISTS),
        fc.option(names),
        fc.array(fc.tuple(fc.nat(400), fc.nat(12), scrap), { maxLength: 3 }),
      )
      .map(
        ([[own, list], name, cuts]): File => [
          name ?? own,
          cuts.reduce((text, [place, cut, piece]) => {
            const start = place % (text.length + 1);
            return Buffer.concat([text.subarray(0, start), piece, text.subarray(start + cut)]);
          }, Buffer.from(list)),
        ],
      ),
    fc
      .tuple(fc.constantFrom('origins.json', 'origins.yaml', 'origins'), fc.nat(20), value)
      .map(([name, place, other]): File => [name, Buffer.from(withSwapped(JSON_LIST, place, other))]),
    // A sound list, with anything where it says nothing.
    fc
      .array(scrap, { maxLength: 10 })
      .map((pieces): File => ['origins.yaml', Buffer.concat([Buffer.from(`${LIST}# `), ...pieces])]),
  );

  test(
    'whatever the mappings file holds',
    async () => {
      const others = fc.constantFrom<Record<string, string>>(
        {},
        { mode: 'plan', zone: '' },
        { prune: 'all', 'max-removals': '100%' },
        { state: 'absent' },
      );
      await fc.assert(
        fc.asyncProperty(file, others, async ([name, content], inputs) => {
          const start = { inputs: { 'mappings-file': name, ...inputs }, files: { [name]: content } };
          expectSound(await go(start), { secrets: [TOKEN] });
        }),
        many(0.15),
      );
    },
    LIMIT,
  );

  test(
    'whatever inputs and environment hold',
    async () => {
      const inputNames = [
        ...['ip', 'host', 'vendor', 'region', 'mappings', 'mappings-file', 'discover', 'state', 'mode', 'prune'],
        ...['prune-base', 'zone', 'max-removals', 'on-conflict', 'comment', 'redact-ips', 'summary', 'api-version'],
        ...['region-check', 'tiered-cache', 'api-base-url', 'ip-ranges', 'api-email', 'timeout-seconds'],
      ].map((name) => `INPUT_${name.toUpperCase()}`);
      const others = [
        ...['GITHUB_EVENT_NAME', 'GITHUB_REPOSITORY', 'GITHUB_SERVER_URL', 'GITHUB_RUN_ID', 'GITHUB_ACTOR'],
        ...['GITHUB_SHA', 'GITHUB_REF', 'GITHUB_EVENT_PATH', 'GITHUB_WORKSPACE', 'HTTPS_PROXY', 'http_proxy'],
        ...['no_proxy', 'CLOUDFLARE_ZONE_ID'],
      ];
      const env = fc.dictionary(fc.constantFrom(...inputNames, ...inputNames, ...others), words, { maxKeys: 4 });
      // In the last three any word might have the run write into this machine, or speak to the world.
      const chosen = fc.record(
        {
          'INPUT_API-TOKEN': words,
          'INPUT_API-KEY': words,
          'INPUT_GITHUB-TOKEN': words,
          GITHUB_OUTPUT: fc.constantFrom(...NOWHERE),
          RUNNER_TEMP: fc.constantFrom(...NOWHERE),
          GITHUB_API_URL: fc.constantFrom(
            ...NOWHERE,
            '99999999999999999999',
            'javascript:alert(1)',
            'file:///etc/passwd',
            'http://127.0.0.1:1',
            `http://octo:${TOKEN}@127.0.0.1:1/%0A::error title=FUZZ::x`,
            `${hub.origin}/${'../'.repeat(9)}##[error]FUZZ?a=${TOKEN}#b`,
          ),
        },
        { requiredKeys: [] },
      );
      const start = fc.oneof(
        wish.map((inputs): Start => ({ inputs })),
        withGitHub,
      );
      await fc.assert(
        fc.asyncProperty(start, env, fc.option(chosen, { nil: {} }), async ({ inputs, ...rest }, given, more) => {
          const credentials = {
            'INPUT_API-TOKEN': TOKEN,
            'INPUT_API-KEY': '',
            'INPUT_GITHUB-TOKEN': github.token,
            ...more,
          };
          const ending = await go({
            files: { 'origins.yaml': LIST },
            ...rest,
            inputs: { ...inputs, 'github-token': github.token },
            env: { ...given, ...more },
          });
          const secrets = (['INPUT_API-TOKEN', 'INPUT_API-KEY', 'INPUT_GITHUB-TOKEN'] as const).map((name) =>
            credentials[name].trim(),
          );
          const written = !('GITHUB_OUTPUT' in more);
          expectSound(ending, { secrets, written });
          if (!written) expect(ending.exitCode).toBe(1);
        }),
        many(0.15),
      );
    },
    LIMIT,
  );
});

const DNS: DnsEntries = { 'origin.example': { a: ['192.0.2.77'] } };
