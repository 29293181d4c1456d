import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PAGES, PIECE, refresh } from '../scripts/tables.ts';
import type { Environment, Event } from '../src/event.ts';
import { readInputs } from '../src/inputs/inputs.ts';
import { outputsOf } from '../src/report/outputs.ts';

const ROOT = new URL('../', import.meta.url);
const ACTION: {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, object>>;
  readonly runs: object;
} = parse(read('action.yml'));
const DEFAULTS = Object.entries(ACTION.inputs).flatMap(([name, { default: value }]) =>
  value === undefined ? [] : [[name, value] as const],
);
const README = read('README.md');
const DOCS = readdirSync(new URL('docs', ROOT)).map((name) => `docs/${name}`);

/** The one example of which README shows but a part. */
const QUICK_START = 'examples/workflows/quick-start.yml';

/** How the sources name an input that they read. */
const READS = /(?:\bgiven\(env, |\.(?:choice|flag|value)\(|\bpick\()'([a-z-]+)'/g;

describe('action.yml', () => {
  test('names exactly the inputs that the sources read', () => {
    const sources = readdirSync(new URL('src', ROOT), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`src/${file}`));
    const asked = sources.flatMap((source) =>
      [...source.replaceAll(/\(\s+/g, '(').matchAll(READS)].map(([, name]) => name),
    );
    expect([...new Set(asked)].sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });

  test('names exactly the outputs that are written', () => {
    const nothing = {
      mode: 'apply',
      problems: [],
      warnings: [],
      notices: [],
      outcomes: [],
      changed: false,
      requests: 0,
      duration: 0,
    } as const;
    expect(Object.keys(ACTION.outputs).sort()).toEqual(Object.keys(outputsOf(nothing, undefined)).sort());
  });

  const event = (visibility: Event['visibility']): Event => ({
    name: 'pull_request',
    visibility,
    forced: false,
    pullRequest: { number: 1, closing: true, fork: false },
  });
  const given: Environment = {
    INPUT_ZONE: '023e105f4ecef8ad9ca31a8372d0c353',
    'INPUT_API-TOKEN': 'token',
    'INPUT_MAPPINGS-FILE': 'origins.yaml',
  };

  test.each(DEFAULTS.filter(([name]) => name !== 'github-token'))(
    'gives %s the default that the code has: %s',
    (name, value) => {
      for (const visibility of ['public', 'hidden'] as const) {
        const reading = readInputs(given, event(visibility));
        expect(reading).toHaveProperty('inputs');
        expect(readInputs({ ...given, [`INPUT_${name.toUpperCase()}`]: value }, event(visibility))).toEqual(reading);
      }
    },
  );

  test.each([
    ['state', 'auto'],
    ['mode', 'plan'],
    ['prune', 'all'],
    ['max-removals', '31%'],
    ['on-conflict', 'skip'],
    ['comment', 'true'],
    ['redact-ips', 'true'],
    ['summary', 'false'],
    ['api-version', 'v2'],
    ['api-base-url', 'https://example.com'],
    ['timeout-seconds', '301'],
  ])('has a default for %s that another value would not pass for', (name, value) => {
    expect(DEFAULTS.map(([other]) => other)).toContain(name);
    expect(readInputs({ ...given, [`INPUT_${name.toUpperCase()}`]: value }, event('hidden'))).not.toEqual(
      readInputs(given, event('hidden')),
    );
  });

  test('gives the token of the workflow for GitHub', () => {
    expect(ACTION.inputs['github-token']?.default).toBe('$' + '{{ github.token }}');
  });

  test('starts the built file on Node 24', () => {
    expect(ACTION.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

describe('the pages', () => {
  test.each(PAGES)('%s shows tables, pictures and workflows as they are (npm run tables)', (page) => {
    expect(refresh(read(page))).toBe(read(page));
  });

  test('README shows every example, and the tables', () => {
    const pieces = [...README.matchAll(/^<!-- from (\S+) -->$/gm)].map(([, name]) => name);
    const examples = readdirSync(new URL('examples/workflows', ROOT)).map((name) => `examples/workflows/${name}`);
    const whole = examples.filter((example) => example !== QUICK_START);
    expect(pieces.sort()).toEqual([...whole, `${QUICK_START}#steps`, 'inputs', 'outputs'].sort());
    expect(README.match(/^<!-- end -->$/gm)).toHaveLength(pieces.length);
    for (const example of whole) expect(README).toContain(`\n\`\`\`yaml\n${read(example)}\`\`\`\n`);
  });

  test('README begins with the step of an example', () => {
    const [, first = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(README) ?? [];
    expect(parse(first)).toEqual(parse(read(QUICK_START)).jobs.register.steps);
  });

  test.each([...PAGES, 'SECURITY.md', 'CHANGELOG.md', ...DOCS])('%s shows no step but those of examples', (page) => {
    const generated = PAGES.some((other) => other === page);
    const written = generated ? read(page).replaceAll(PIECE, '') : read(page);
    const blocks = written.match(/^ *(```|~~~)[\s\S]*?^ *\1/gm) ?? [];
    expect(blocks.filter((block) => /uses:.*\/cloudflare-origin-cloud-regions\b/.test(block))).toEqual([]);
  });

  test.each(['npm ci && npm run demo', 'npm ci && npm test'])('README tells to run: %s', (command) => {
    expect(README).toContain(`\n${command}\n`);
  });

  test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/threat-model.md'])(
    '%s links and refers to files that are there',
    (page) => {
      const text = read(page);
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
        ([, path = '']) => new URL(path, new URL(page, ROOT)),
      );
      const tests = [...text.matchAll(/`([\w-]+\.test\.ts)`/g)].map(([, name]) => new URL(`__tests__/${name}`, ROOT));
      const sources = [...text.matchAll(/`((?:src|emulator)\/[\w./-]+)`/g)].map(([, path = '']) => new URL(path, ROOT));
      expect(
        [...links, ...tests, ...sources].filter((file) => !existsSync(file)).map(({ pathname }) => pathname),
      ).toEqual([]);
    },
  );

  test('README and CONTRIBUTING name no script that there is not', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name]) => name),
    );
    expect(named.filter((name = '') => !(name in scripts))).toEqual([]);
  });

  test('CONTRIBUTING says of every dependency what it is for', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
    const text = read('CONTRIBUTING.md');
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the threat model', () => {
  const text = read('docs/threat-model.md');
  const threats = text.split(/^(?=##)/m).flatMap((section): [string, string[]][] => {
    const [, threat] = /^### (.+)/.exec(section) ?? [];
    const cited = [...section.matchAll(/^- `([\w-]+\.test\.ts)` › (.+)$/gm)];
    return threat === undefined ? [] : [[threat, cited.map(([, file, title]) => `${file} › ${title}`)]];
  });

  test.each(threats)('shows by tests that there are: %s', (_, cited) => {
    expect(cited).not.toEqual([]);
    expect(cited.filter((citation) => !isTest(citation))).toEqual([]);
  });

  test('names no test but under a threat, with its title', () => {
    expect(text.match(/\.test\.ts/g)).toHaveLength(threats.flatMap(([, cited]) => cited).length);
  });
});

/** Whether `FILE › TITLE` is a test; groups around it may stand before the title. */
function isTest(citation: string): boolean {
  const [file = '', ...titles] = citation.split(' › ');
  return titlesIn(file).some((title) => ` › ${title}`.endsWith(` › ${titles.join(' › ')}`));
}

/** How a test or a group of tests begins: its indentation tells which groups are around it, and where its table of cases ends. */
const BEGINS =
  /^( *)(x?)(describe|test|on(?:Unix|Linux))(\.skip|\.todo|\.failing)?(\.each\b(?:(?!\n\1[^\s\])>])[\s\S])*?\))?\(\s*(['"`])((?:\\.|(?!\6).)+)\6/gm;

/** The titles of a file's tests as they stand there, after those of the groups around them; without what is skipped everywhere. */
function titlesIn(file: string): string[] {
  const found: string[] = [];
  let around: { readonly depth: number; readonly title: string; readonly off: boolean }[] = [];
  for (const [, indent = '', x, kind, off, , , title = ''] of read(`__tests__/${file}`).matchAll(BEGINS)) {
    around = around.filter(({ depth }) => depth < indent.length);
    around.push({ depth: indent.length, title, off: x !== '' || off !== undefined });
    if (kind !== 'describe' && !around.some((one) => one.off)) found.push(around.map((one) => one.title).join(' › '));
  }
  return found;
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
