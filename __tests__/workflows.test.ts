import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

/** Commits that workflows may use, read from the actions' own repositories: of each the version that its comment names. */
const PINS: Readonly<Record<string, string>> = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': 'v7.0.1',
  'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020': 'v7.0.0',
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a': 'v7.0.1',
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c': 'v8.0.1',
  'actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6': 'v4.2.2',
  'actions/dependency-review-action@2031cfc080254a8a887f58cffee85186f0e49e48': 'v4.9.0',
  'actions/create-github-app-token@bcd2ba49218906704ab6c1aa796996da409d3eb1': 'v3.2.0',
  'github/codeql-action/init@db488ddef3bf6cb639b32c2e9a7c0a7ea8271d28': 'v4.37.8',
  'github/codeql-action/analyze@db488ddef3bf6cb639b32c2e9a7c0a7ea8271d28': 'v4.37.8',
  'github/codeql-action/upload-sarif@ff2f1c621b7f889edc0d3c761ac2e6a3f8cdb0dd': 'v4.37.7',
  'ossf/scorecard-action@2d1146689b8cda280b9bc96326124645441f03bc': 'v2.4.4',
  'step-security/harden-runner@05e31511f85b41b11d1cf0ef85d0992719546e2c': 'v2.21.0',
  'zizmorcore/zizmor-action@3dc1ecc9bcb9e94e9b2c709687979e1298497054': 'v0.6.2',
};
/** This action itself: as users name it, and as it is checked out. */
const OURSELVES = ['OWNER/cloudflare-origin-cloud-regions@v1', './'];

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: object;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const ROOT = new URL('../', import.meta.url);
const EXAMPLES = pathsIn('examples/workflows');
const OWN = pathsIn('.github/workflows');

const findings = lint([...EXAMPLES, ...OWN].map((path) => ({ path, text: read(path) })));

describe.each([...EXAMPLES, ...OWN])('%s', (path) => {
  const text = read(path);
  const workflow: Workflow = parse(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test('is a sound workflow, with inputs that this action has', () => {
    expect(findings.filter((finding) => finding.startsWith(`${path}:`))).toEqual([]);
  });

  test('uses other actions at known commits, with their versions beside them', () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, value = '']) => value);
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    const pinned = Object.entries(PINS).map(([pin, version]) => `${pin} # ${version}`);
    expect(uses.filter((value) => !pinned.includes(value) && !OURSELVES.includes(value))).toEqual([]);
  });

  test('grants nothing at the top, and to each job what it needs', () => {
    expect(workflow.permissions).toEqual({});
    const needy = jobs.filter((job) => job.steps.some(({ uses }) => uses?.startsWith('actions/checkout@')));
    expect(needy.every(({ permissions }) => permissions !== undefined)).toBe(true);
  });

  test('puts no expression into a script, and leaves no credential in a checkout', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.every((step) => step.with?.['persist-credentials'] === false)).toBe(true);
  });
});

test('the commits are whole', () => {
  expect(Object.keys(PINS).every((pin) => /^[\w-]+(?:\/[\w-]+)+@[0-9a-f]{40}$/.test(pin))).toBe(true);
});

test.each([
  [
    'an input that this action does not have',
    'region: us-east-1',
    'regoin: us-east-1',
    "Invalid action input 'regoin'",
  ],
  ['a context that there is not', 'inputs.ip', 'input.ip', 'undefined variable "input"'],
  ['a key that there is not', 'cancel-in-progress', 'cancel-in-progres', 'cancel-in-progres'],
])('the linters see %s', (_, right, wrong, message) => {
  const text = read('examples/workflows/register.yml').replace(right, wrong);
  expect(lint([{ path: 'wrong.yml', text }]).join('\n')).toContain(message);
});

describe('examples', () => {
  test.each(EXAMPLES)('%s lets one run at a time write to a zone, and ends none on its way', (path) => {
    const jobs: Record<string, Job> = parse(read(path)).jobs;
    const writing = Object.values(jobs).filter(({ steps }) =>
      steps.some((step) => step.uses === OURSELVES[0] && (step.with?.mode ?? 'apply') === 'apply'),
    );
    expect(writing).not.toEqual([]);
    for (const { concurrency } of writing)
      expect(concurrency).toMatchObject({
        group: expect.stringMatching(/^cloudflare-zone-\$\{\{ (?:vars\.CLOUDFLARE_\w+|matrix\.zone) \}\}$/),
        'cancel-in-progress': false,
      });
  });

  test('previews name the closing of a pull request among their types', () => {
    const { on }: Workflow = parse(read('examples/workflows/preview.yml'));
    expect(on.pull_request).toEqual({ types: ['opened', 'reopened', 'synchronize', 'closed'] });
  });

  test('nothing of a pull request is checked out or run with the rights of the base branch', () => {
    const target = EXAMPLES.filter((path) => 'pull_request_target' in parse(read(path)).on);
    expect(target).toEqual(['examples/workflows/preview-cleanup.yml']);
    const { jobs }: Workflow = parse(read('examples/workflows/preview-cleanup.yml'));
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.map(({ uses }) => uses)).toEqual([OURSELVES[0]]);
  });
});

test('updates of dependencies wait for a week', () => {
  const { updates } = parse(read('.github/dependabot.yml'));
  expect(updates.length).toBeGreaterThan(0);
  for (const { cooldown } of updates) expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
});

test('the check of a commit runs the tests last', () => {
  const commands = read('.ci/run').match(/^npm .*$/gm) ?? [];
  expect(commands.slice(0, -1)).toEqual(['npm ci', 'npm run lint', 'npm run types', 'npm run build']);
  expect(commands.at(-1)).toMatch(/^npm test\b/);
});

/** What the linters say of a workflow, a line each. */
function lint(workflows: readonly { readonly path: string; readonly text: string }[]): string[] {
  const program = fileURLToPath(new URL('__tests__/fixtures/workflow-lint.ts', ROOT));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    input: JSON.stringify(workflows),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function pathsIn(folder: string): string[] {
  const names = readdirSync(new URL(folder, ROOT)).sort();
  return names.filter((name) => name.endsWith('.yml')).map((name) => `${folder}/${name}`);
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}
