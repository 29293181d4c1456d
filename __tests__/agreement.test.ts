import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PAGES, refresh } from '../scripts/tables.ts';
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
    expect(pieces.sort()).toEqual([...examples, 'inputs', 'outputs'].sort());
    expect(README.match(/^<!-- end -->$/gm)).toHaveLength(pieces.length);
    for (const example of examples) expect(README).toContain(`\n\`\`\`yaml\n${read(example)}\`\`\`\n`);
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

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
