import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { skippingClock } from '../chaos/clock.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type GitHubFake, startGitHub } from '../emulator/github.ts';
import { maskCommand } from '../src/report/mask.ts';
import { actDist, actSource, at, type Ending, type Start } from './action.ts';
import { onLinux } from './fixtures/platform.ts';
import { SCRAPS } from './fixtures/scraps.ts';
import { manyRuns } from './many-runs.ts';

// What comes from outside the action, spoilt in all ways that were thought of: whatever it is, a run ends in a report.

const TOKEN = 'emulated-token-that-nobody-may-see-0123456789';
/** What no line may begin with, and no secret. */
const SPEAKING = [
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
const words = fc.oneof(fc.constantFrom(...SPEAKING), fc.constantFrom(...STRANGE), fc.string({ unit: 'binary' }));
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
  ['origins.csv', 'ip,ip,vendor,region,__proto__\n192.0.2.1,192.0.2.2,aws,us-east-1,x\n'],
];
/** No UTF-8: bytes of nothing, half a character, half a pair, the mark of UTF-16. */
const NO_TEXT = [[0xff], [0xc3], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xff, 0xfe], [0xc0, 0x80]];
const scrap = fc.constantFrom(
  ...[...SCRAPS, ...SPEAKING, '::add-mask::FUZZ', '\n::add-mask::FUZZ'].map((text) => Buffer.from(text)),
  ...NO_TEXT.map((numbers) => Buffer.from(numbers)),
);
/** Paths at which nothing is, and where nothing can be made. */
const NOWHERE = [' ', '-1', ...SPEAKING.filter((text) => !text.includes('/')), 'x'.repeat(70_000)];

/** How one answer is spoilt. */
type Spoiling =
  | { readonly kind: 'sound' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'body'; readonly status: number; readonly body: Uint8Array }
  | { readonly kind: 'value'; readonly status: number; readonly value: unknown }
  /** One value of the sound answer, by its place, is another. */
  | { readonly kind: 'swap'; readonly place: number; readonly value: unknown }
  | { readonly kind: 'cut'; readonly share: number }
  | { readonly kind: 'headers'; readonly retryAfter: string };

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

/** Stands before a server and spoils its answers in turn, round and round. */
class Spoiler {
  upstream = '';
  spoilings: readonly Spoiling[] = [];
  #turn = 0;
  readonly #server: Server = createServer((message, response) => {
    this.#serve(message, response).catch(() => response.destroy());
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  spoil(spoilings: readonly Spoiling[]): void {
    this.#turn = 0;
    this.spoilings = spoilings;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const spoilt = this.spoilings[this.#turn % Math.max(1, this.spoilings.length)] ?? { kind: 'sound' };
    this.#turn += 1;
    const sent = await buffer(message);
    const { host: _, connection: __, 'content-length': ___, ...headers } = message.headers;
    const answer = await fetch(new URL(message.url ?? '', this.upstream), {
      method: message.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(sent.length > 0 ? { body: sent } : {}),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const end = (code: number, bytes: Uint8Array, more: Record<string, string> = {}) =>
      response.writeHead(code, { 'content-type': 'application/json', ...more }).end(bytes);
    switch (spoilt.kind) {
      case 'sound':
        return void end(answer.status, body);
      case 'status':
        return void end(spoilt.status, body);
      case 'body':
        return void end(spoilt.status, spoilt.body);
      case 'value':
        return void end(spoilt.status, Buffer.from(JSON.stringify(spoilt.value)));
      case 'swap':
        return void end(answer.status, Buffer.from(swapped(body.toString(), spoilt.place, spoilt.value)));
      case 'cut':
        response.writeHead(answer.status, { 'content-length': String(body.length + 1) });
        return void response.write(body.subarray(0, body.length * spoilt.share), () => response.destroy());
      case 'headers':
        return void end(429, body, { 'retry-after': spoilt.retryAfter });
    }
  }
}

function swapped(text: string, place: number, other: unknown): string {
  let count = 0;
  let sound: unknown;
  try {
    sound = JSON.parse(text);
  } catch {
    return text;
  }
  JSON.stringify(sound, (_, at) => {
    count += 1;
    return at;
  });
  let index = place % Math.max(1, count);
  return (
    JSON.stringify(sound, (_, at) => {
      index -= 1;
      return index === -1 ? other : at;
    }) ?? ''
  );
}

const COMMAND =
  /^::(?:(?:group|debug|warning|notice|error)(?: (?:title|file|line|endLine|col|endColumn)=[^:]*)?::|endgroup::)/;
/** Seconds of computing. Most runs take hundredths; the tests' own servers count in. */
const MOST_CPU = 1;
const COUNTS = ['created', 'updated', 'removed', 'unchanged', 'skipped', 'failed'];

/** Shorter texts stand in a report by chance. */
const SHORTEST_SECRET = 8;

/** What holds of every run, whatever it was given. */
function expectSound(ending: Ending, { secrets = [TOKEN], written = true } = {}): void {
  expect([0, 1]).toContain(ending.exitCode);
  // The runner is told to mask the credential, and nothing else.
  const log = secrets.reduce((text, secret) => text.replace(maskCommand(secret), ''), ending.log);
  expect(log).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(log).not.toMatch(/\b(?:Type|Range|Reference|Syntax|Zod)Error\b/);
  expect(log).not.toContain('##[');
  // As the runner reads it: any end of a line, blanks before a command.
  for (const line of log.split(/\r\n|[\n\r\u2028\u2029]/).map((one) => one.trimStart()))
    if (line.startsWith('::')) {
      expect(line).toMatch(COMMAND);
      expect(line.split('::')[1]).not.toContain('FUZZ');
    }
  const hidden = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  // What is quoted may be cut.
  const forms = hidden.flatMap((secret) => [secret.slice(0, 16), Buffer.from(secret).toString('base64')]);
  for (const text of [log, ending.summary, JSON.stringify(ending.outputs), JSON.stringify(ending.result ?? '')])
    expect(forms.filter((form) => text.includes(form))).toEqual([]);
  if (!written) {
    expect(ending.outputs).toEqual({});
    return;
  }
  for (const name of COUNTS) expect(ending.outputs[name]).toMatch(/^\d+$/);
  expect(ending.outputs.changed).toMatch(/^(?:true|false)$/);
  expect(Object.keys(ending.outputs)).toHaveLength(15);
}

describe('A run ends in a report, and says nothing that it must not,', () => {
  let emulator: Emulator;
  let github: GitHubFake;
  const api = new Spoiler();
  const hub = new Spoiler();
  beforeAll(async () => {
    emulator = await startEmulator({ apiToken: TOKEN });
    github = await startGitHub({ repository: 'octo/site' });
    github.commit('b'.repeat(40), { 'origins.yaml': '- {ip: 192.0.2.9, vendor: gcp, region: us-central1}\n' });
    await Promise.all([api.start(), hub.start()]);
    api.upstream = emulator.url;
    hub.upstream = github.url;
  });
  afterAll(async () => {
    api.stop();
    hub.stop();
    await Promise.all([emulator.close(), github.close()]);
  });
  beforeEach(() => {
    api.spoil([]);
    hub.spoil([]);
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
    for (const server of [api, hub]) server.spoil(server.spoilings);
    const before = process.cpuUsage();
    const ending = await once(start);
    return { ending, cpu: process.cpuUsage(before).user / 1e6 };
  }

  async function once({ inputs, env, ...start }: Start): Promise<Ending> {
    emulator.seed([
      { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
      { ip: '192.0.2.9', vendor: 'gcp', region: 'us-central1' },
    ]);
    const clock = skippingClock({ seed: 1, jumps: [], skipped: new Float64Array(1) });
    return await actSource({
      inputs: { ...at(emulator), 'api-base-url': `${api.origin}/client/v4`, 'timeout-seconds': '60', ...inputs },
      env: { GITHUB_API_URL: hub.origin, RUNNER_DEBUG: '1', ...env },
      clock,
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
  );

  test('whatever the API answers', async () => {
    await fc.assert(
      fc.asyncProperty(wish, fc.array(spoiling, { minLength: 1, maxLength: 6 }), async (inputs, spoilings) => {
        api.spoil(spoilings);
        expectSound(await go({ inputs }));
      }),
      { numRuns: manyRuns(250) },
    );
  });

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
        head: { sha: 'a'.repeat(40) },
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
    {
      inputs: { 'mappings-file': 'origins.yaml', prune: 'removed', 'prune-base': 'b'.repeat(40) },
      files: { 'origins.yaml': LIST },
    },
  );

  test('whatever GitHub answers', async () => {
    await fc.assert(
      fc.asyncProperty(withGitHub, fc.array(spoiling, { minLength: 1, maxLength: 6 }), async (start, spoilings) => {
        hub.spoil(spoilings);
        expectSound(await go({ ...start, inputs: { ...start.inputs, 'github-token': github.token } }));
      }),
      { numRuns: manyRuns(200) },
    );
  });

  test('whatever the event holds', async () => {
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
        .map(([action, place, other]) => Buffer.from(swapped(JSON.stringify(pull(action, 7).payload), place, other))),
    );
    await fc.assert(
      fc.asyncProperty(names, payload, fc.boolean(), async (name, held, comment) => {
        expectSound(
          await go({
            inputs: {
              ip: '192.0.2.2',
              vendor: 'aws',
              region: 'us-east-1',
              state: 'auto',
              comment: `${comment}`,
              'github-token': github.token,
            },
            event: { name, payload: held },
          }),
        );
      }),
      { numRuns: manyRuns(250) },
    );
  });

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
      .map(([name, place, other]): File => [name, Buffer.from(swapped(JSON_LIST, place, other))]),
    // A sound list, with anything where it says nothing.
    fc
      .array(scrap, { maxLength: 10 })
      .map((pieces): File => ['origins.yaml', Buffer.concat([Buffer.from(`${LIST}# `), ...pieces])]),
  );

  test('whatever the mappings file holds', async () => {
    const others = fc.constantFrom<Record<string, string>>(
      {},
      { mode: 'plan', zone: '' },
      { prune: 'all', 'max-removals': '100%' },
      { state: 'absent' },
    );
    await fc.assert(
      fc.asyncProperty(file, others, async ([name, content], inputs) => {
        expectSound(await go({ inputs: { 'mappings-file': name, ...inputs }, files: { [name]: content } }));
      }),
      { numRuns: manyRuns(500) },
    );
  });

  test('whatever inputs and environment hold', async () => {
    const names = [
      ...['ip', 'vendor', 'region', 'mappings', 'mappings-file', 'state', 'mode', 'prune', 'prune-base', 'zone'],
      ...['max-removals', 'on-conflict', 'comment', 'redact-ips', 'summary', 'api-version', 'api-base-url'],
      ...['api-email', 'timeout-seconds'],
    ].map((name) => `INPUT_${name.toUpperCase()}`);
    const others = [
      ...['GITHUB_EVENT_NAME', 'GITHUB_REPOSITORY', 'GITHUB_SERVER_URL', 'GITHUB_RUN_ID', 'GITHUB_ACTOR', 'GITHUB_SHA'],
      ...['GITHUB_EVENT_PATH', 'GITHUB_WORKSPACE', 'HTTPS_PROXY', 'http_proxy', 'no_proxy', 'CLOUDFLARE_ZONE_ID'],
    ];
    const env = fc.dictionary(fc.constantFrom(...names, ...names, ...others), words, { maxKeys: 4 });
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
      { numRuns: manyRuns(400) },
    );
  });
});

const PEAK = new URL('../scripts/bench/peak-memory.mjs', import.meta.url);
const CPU = new URL('./fixtures/cpu.cjs', import.meta.url);
const MOST_MEMORY = 200;
const fill = (piece: string, size = 5 * 1024 * 1024 - 1000) => piece.repeat(Math.floor(size / piece.length));

/** An answer of 1.5 MiB, the most that is read. */
const whole = (before: string, piece: string, after: string) =>
  `{"success":true,"errors":[],"result":${before}${fill(`${piece},`, 1.5 * 1024 * 1024 - 100)}${piece}${after}}`;

/** Runs the built file, and measures its peak memory in MiB and the seconds that it computed. */
async function measured(start: Start): Promise<{ ending: Ending; peak: number; cpu: number }> {
  const home = await mkdtemp(join(tmpdir(), 'peak-'));
  const files = { PEAK_MEMORY: join(home, 'peak'), CPU_TIME: join(home, 'cpu') };
  try {
    const ending = await actDist({
      ...start,
      env: { NODE_OPTIONS: `--import=${PEAK} --import=${CPU}`, ...files, ...start.env },
    });
    const [peak, cpu] = await Promise.all([told(files.PEAK_MEMORY), told(files.CPU_TIME)]);
    return { ending, peak: peak / 1024, cpu: cpu / 1e6 };
  } finally {
    await rm(home, { recursive: true });
  }
}

const told = async (file: string) => Number(await readFile(file, 'utf8'));

// Only Linux tells a program's own peak of memory.
describe('The built file stays below 200 MiB and a second of computing', () => {
  let close: () => void | Promise<void>;
  afterEach(() => close());

  onLinux.each([
    ['csv', `ip,vendor,region\n${fill('192.0.2.1,aws,us-east-1\n')}`],
    ['json', `[${fill('{"ip":"192.0.2.1","vendor":"aws","region":"us-east-1"},')}1]`],
    ['yaml', fill('- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n')],
    ['yaml', fill('- ip: 192.0.2.1\n')],
    ['yaml', `- ip: "${fill('x')}"\n`],
    ['yaml', fill(':')],
    ['yaml', `- {ip: [${fill('192.0.2.1,', 1_000_000)}], vendor: aws, region: us-east-1}\n`],
    // As many mistakes as are read; of more the reading is given up.
    ['yaml', fill('- a\n   b: c\n', 180_000)],
    ['yaml', fill('- a\n   b: c\n', 250_000)],
    ['yaml', `- &a {ip: [${fill('192.0.2.1,', 10_000)}], vendor: aws, region: us-east-1}\n${fill('- *a\n', 5000)}`],
  ])('at a list in %s that is far too long (case %#)', async (format, text) => {
    const emulator = await startEmulator({ apiToken: TOKEN });
    close = emulator.close;
    const file = `origins.${format}`;
    const { ending, peak, cpu } = await measured({
      inputs: at(emulator, { 'mappings-file': file }),
      files: { [file]: text },
    });
    expectSound(ending);
    expect(ending.exitCode).toBe(1);
    expect(emulator.requests).toEqual([]);
    expect(peak).toBeLessThan(MOST_MEMORY);
    expect(cpu).toBeLessThan(MOST_CPU);
  });

  // A pattern of all that is to be hidden would be larger than the engine takes.
  onLinux('at a credential that is far too long', async () => {
    const emulator = await startEmulator({ apiToken: TOKEN });
    close = emulator.close;
    const token = 'x'.repeat(70_000);
    const { ending } = await measured({
      inputs: at(emulator, { ip: '192.0.2.1', state: 'absent', 'api-token': token }),
    });
    expectSound(ending, { secrets: [token] });
  });

  onLinux('at an event that is far too long', async () => {
    const payload = `{"before":"${'a'.repeat(40)}","commits":[${fill('{"id":"a","message":"b"},', 25_000_000)}1]}`;
    const emulator = await startEmulator({ apiToken: TOKEN });
    close = emulator.close;
    const entry = { ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1' };
    const { ending, peak, cpu } = await measured({
      inputs: { ...at(emulator), ...entry },
      event: { name: 'push', payload: Buffer.from(payload) },
    });
    expectSound(ending);
    expect(ending.exitCode).toBe(0);
    expect(peak).toBeLessThan(MOST_MEMORY);
    expect(cpu).toBeLessThan(MOST_CPU);
  });

  onLinux.each([
    ['a text', `{"success":true,"result":"${fill('x', 20_000_000)}"}`],
    ['lists in lists', fill('[', 7_000_000)],
    ['a list of entries', `{"success":true,"errors":[],"result":{"value":[${fill('{"a":1},', 7_000_000)}1]}}`],
    ['errors', `{"success":false,"errors":[${fill('{"code":1,"message":"x"},', 7_000_000)}1]}`],
    ['entries that tell nothing', whole('{"value":[', '{"a":1}', ']}')],
    ['empty entries', whole('{"value":[', '{}', ']}')],
    ['lists in lists to the end', `{"success":true,"result":${'['.repeat(750_000)}${']'.repeat(750_000)}}`],
    ['regions', whole('{"vendors":{"a":[', '{"name":"x"}', ']}}')],
    ['numbers', whole('[', '0', ']')],
    ['mappings that are numbers', whole('{"value":[', '0', ']}')],
    ['errors that are numbers', `{"success":false,"errors":[${fill('0,', 1_500_000)}0]}`],
  ])('at an answer that is far too long, or as long as it may be: %s', async (_, body) => {
    const server = createServer((message, response) => {
      message.resume();
      response.end(body);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    close = () => {
      server.close();
      server.closeAllConnections();
    };
    const { ending, peak, cpu } = await measured({
      inputs: {
        'api-token': TOKEN,
        'api-base-url': `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        zone: '0'.repeat(32),
        'timeout-seconds': '1',
        ip: '192.0.2.2',
        vendor: 'aws',
        region: 'us-east-1',
      },
    });
    expectSound(ending);
    expect(ending.exitCode).toBe(1);
    expect(peak).toBeLessThan(MOST_MEMORY);
    expect(cpu).toBeLessThan(MOST_CPU);
  });
});
