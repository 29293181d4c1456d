import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Environment } from '../../src/domain/environment.ts';
import type { Event } from '../../src/inputs/event.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { outputsOf } from '../../src/report/outputs.ts';

const ROOT = new URL('../../', import.meta.url);
const ACTION: {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: object;
} = parse(read('action.yml'));
const DEFAULTS = Object.entries(ACTION.inputs).flatMap(([name, { default: value }]) =>
  value === undefined ? [] : [[name, value] as const],
);
const README = read('README.md');

/** How the sources name an input that they read. */
const READS = /\b(?:inputValue\(env, |reader\.(?:choice|flag|value)(?:<\w+>)?\(|pick\()'([a-z-]+)'/g;

describe('action.yml', () => {
  test('names exactly the inputs that the sources read', () => {
    const sources = readdirSync(new URL('src', ROOT), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`src/${file}`));
    const names = sources.flatMap((source) =>
      [...source.replaceAll(/\(\s+/g, '(').matchAll(READS)].map(([, name]) => name),
    );
    expect([...new Set(names)].sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });

  test('names exactly the outputs that are written', () => {
    const nothing = {
      mode: 'apply',
      problems: [],
      warnings: [],
      notices: [],
      outcomes: [],
      switchedOn: [],
      changed: false,
      requests: 0,
      duration: 0,
    } as const;
    const written = outputsOf(nothing, undefined, (text) => text);
    expect(Object.keys(ACTION.outputs).sort()).toEqual(Object.keys(written).sort());
  });

  test.each([
    ['input', Object.keys(ACTION.inputs)],
    ['output', Object.keys(ACTION.outputs)],
  ])('has every %s in the README', (_, names) => {
    expect(names.filter((name) => !README.includes(`\n| \`${name}\` |`))).toEqual([]);
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
    ['discover', 'dns'],
    ['mode', 'plan'],
    ['prune', 'all'],
    ['max-removals', '31%'],
    ['comment', 'true'],
    ['redact-ips', 'true'],
    ['region-check', 'warn'],
    ['summary', 'false'],
    ['api-version', 'v2'],
    ['api-base-url', 'https://example.com'],
    ['timeout-seconds', '301'],
    ['tiered-cache', 'smart'],
  ])('has a default for %s that differs from another value', (name, value) => {
    expect(DEFAULTS.map(([other]) => other)).toContain(name);
    expect(readInputs({ ...given, [`INPUT_${name.toUpperCase()}`]: value }, event('hidden'))).not.toEqual(
      readInputs(given, event('hidden')),
    );
  });

  test('has no default for on-conflict, which is another one with discover', () => {
    expect(ACTION.inputs['on-conflict']).not.toHaveProperty('default');
    const policyOf = (env: Environment) => {
      const reading = readInputs(env, { name: 'push', visibility: 'hidden', forced: false });
      return 'inputs' in reading ? reading.inputs.policy.onConflict : reading.problems;
    };
    const { 'INPUT_MAPPINGS-FILE': _, ...rest } = given;
    expect(policyOf(given)).toBe('overwrite');
    expect(policyOf({ ...rest, INPUT_DISCOVER: 'dns' })).toBe('skip');
  });

  test('gives the token of the workflow for GitHub', () => {
    expect(ACTION.inputs['github-token']?.default).toBe('$' + '{{ github.token }}');
  });

  test('requires no input of the runner: the action itself says what is missing', () => {
    expect(Object.values(ACTION.inputs).filter((input) => 'required' in input && input.required !== false)).toEqual([]);
  });

  test('starts the built file on Node.js 24', () => {
    expect(ACTION.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
