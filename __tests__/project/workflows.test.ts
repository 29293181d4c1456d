import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { onLinux } from '../support/platform.ts';

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

const READ = { contents: 'read' };
/** What each job of each workflow may do with the token of its run. */
const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'examples/workflows/blue-green.yml': { switch: READ },
  'examples/workflows/deploy.yml': { deploy: READ },
  'examples/workflows/discover.yml': { report: {}, apply: {} },
  'examples/workflows/host-name.yml': { register: {} },
  'examples/workflows/many-zones.yml': { apply: READ },
  'examples/workflows/mappings-in-git.yml': { plan: { ...READ, 'pull-requests': 'write' }, apply: READ, check: READ },
  'examples/workflows/preview-cleanup.yml': { 'clean-up': { 'pull-requests': 'write' } },
  'examples/workflows/preview.yml': { preview: { ...READ, 'pull-requests': 'write' } },
  'examples/workflows/quick-start.yml': { register: {} },
  'examples/workflows/register.yml': { register: {} },
  'examples/workflows/rotating-addresses.yml': { follow: READ },
  '.github/workflows/ci.yml': { check: READ, node: READ, dist: READ, workflows: READ },
  '.github/workflows/codeql.yml': { analyze: { ...READ, actions: 'read', 'security-events': 'write' } },
  '.github/workflows/dependency-review.yml': { review: READ },
  '.github/workflows/live.yml': { live: READ },
  '.github/workflows/matrix.yml': { built: READ },
  '.github/workflows/nightly.yml': { long: READ },
  '.github/workflows/release.yml': {
    verify: READ,
    attest: { ...READ, attestations: 'write', 'id-token': 'write' },
    draft: { contents: 'write' },
    major: { attestations: 'read', contents: 'write' },
  },
  '.github/workflows/scorecard.yml': { analysis: { ...READ, 'id-token': 'write', 'security-events': 'write' } },
  '.github/workflows/self-test.yml': { use: READ },
};

/** GitHub's program, as far as moving the major tag needs it: writes down what it is asked for. */
const GH = `#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
  *'/releases?'*) test -n "\${PUBLISHED+set}" && echo "$PUBLISHED" ;;
  *'/git/ref/'*) test -n "$MAJOR" ;;
esac
`;

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly 'runs-on': string;
  readonly strategy?: { readonly matrix: object };
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const ROOT = new URL('../../', import.meta.url);
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
    const granted = Object.entries(workflow.jobs).map(([name, { permissions = {} }]) => [name, permissions]);
    expect(Object.fromEntries(granted)).toEqual(PERMISSIONS[path]);
  });

  test('puts no expression into a script, and leaves no credential in a checkout', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.every((step) => step.with?.['persist-credentials'] === false)).toBe(true);
  });
});

test('no secret is given to a whole workflow, nor to a whole job', () => {
  const given = [...EXAMPLES, ...OWN].flatMap((path) => {
    const { env, jobs }: Workflow = parse(read(path));
    return [env, ...Object.values(jobs).map((job) => job.env)].flatMap((values = {}) =>
      Object.values(values).flatMap((value) => (`${value}`.includes('secrets.') ? [path] : [])),
    );
  });
  expect(given).toEqual([]);
});

test('there are these workflows and no others', () => {
  expect([...EXAMPLES, ...OWN].sort()).toEqual(Object.keys(PERMISSIONS).sort());
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
    for (const { concurrency, steps } of writing) {
      const [zone = '', ...others] = [...new Set(steps.flatMap((step) => step.with?.zone ?? []))];
      expect(others).toEqual([]);
      expect(zone).toMatch(/^\$\{\{ (?:vars\.CLOUDFLARE_\w*ZONE_ID|matrix\.zone) \}\}$/);
      expect(concurrency).toMatchObject({ group: `cloudflare-zone-${zone}`, 'cancel-in-progress': false });
    }
  });

  test('of many zones group runs by the ID of a zone, as all others do', () => {
    const { jobs } = parse(read('examples/workflows/many-zones.yml'));
    const zones: string[] = jobs.apply.strategy.matrix.include.map(({ zone }: { zone: string }) => zone);
    expect(zones.length).toBeGreaterThan(1);
    expect(zones.filter((zone) => !/^[0-9a-f]{32}$/.test(zone))).toEqual([]);
  });

  test.each(EXAMPLES)('%s gives the token only to the steps that use it', (path) => {
    const { env, jobs }: Workflow = parse(read(path));
    expect(env).toBeUndefined();
    for (const { env: ofJob, steps } of Object.values(jobs)) {
      expect(ofJob).toBeUndefined();
      const others = steps.filter(({ uses }) => uses !== OURSELVES[0]);
      expect(JSON.stringify(others)).not.toContain('secrets.');
    }
  });

  test.each([
    ['preview.yml', 'preview', ''],
    ['preview-cleanup.yml', 'clean-up', "github.event_name == 'schedule' || ("],
    ['mappings-in-git.yml', 'plan', "github.event_name == 'pull_request' && "],
  ])('%s skips pull requests from forks and of Dependabot, which get no secrets', (file, job, before) => {
    const { jobs }: Workflow = parse(read(`examples/workflows/${file}`));
    const own = 'github.event.pull_request.head.repo.full_name == github.repository';
    const condition = `${before}${own} && github.actor != 'dependabot[bot]'${before.endsWith('(') ? ')' : ''}`;
    expect(jobs[job]?.if?.replaceAll(/\s+/g, ' ').trim()).toBe(condition);
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

describe('the own workflows', () => {
  const jobOf = (file: string, name: string): Job => {
    const job = workflowOf(file).jobs[name];
    if (job === undefined) throw new Error(`${file} has no job ${name}`);
    return job;
  };
  const actionsOf = ({ steps }: Job) => steps.flatMap(({ uses }) => uses?.replace(/@.*/, '') ?? []);
  const scriptsOf = ({ steps }: Job) => steps.filter(({ run }) => run !== undefined);
  const COMMANDS = ['npm ci', 'npm run lint', 'npm run types', 'npm test'].map((run) => ({ run }));
  const COMPARE = 'git diff --exit-code -- dist\ntest -z "$(git status --porcelain -- dist)"\n';

  test.each(['ci.yml', 'codeql.yml', 'matrix.yml', 'self-test.yml'])(
    'run for pull requests and for main: %s',
    (file) => {
      expect(workflowOf(file).on).toMatchObject({ pull_request: null, push: { branches: ['main'] } });
    },
  );

  test('let code run beside the right to sign nowhere', () => {
    const signing = OWN.flatMap((path) => Object.values<Job>(parse(read(path)).jobs)).filter(
      ({ permissions }) => permissions?.['id-token'] === 'write',
    );
    expect(signing.map(actionsOf)).toEqual([
      ['actions/checkout', 'actions/attest'],
      ['actions/checkout', 'ossf/scorecard-action', 'github/codeql-action/upload-sarif'],
    ]);
    expect(signing.flatMap(scriptsOf)).toEqual([]);
  });

  test('lint, check types and test on Node 24', () => {
    const check = jobOf('ci.yml', 'check');
    expect(nodeOf(check)).toBe(24);
    // Whole steps: one that is left out, or may fail, checks nothing.
    expect(scriptsOf(check)).toEqual(COMMANDS);
  });

  test('test the built file on the oldest Node that is supported, and on a late one', () => {
    const job = jobOf('ci.yml', 'node');
    expect(job.strategy?.matrix).toEqual({ node: ['24.4.1', '24.21.0'] });
    expect(nodeOf(job)).toBe('$' + '{{ matrix.node }}');
    expect(scriptsOf(job).at(-1)).toEqual({
      run: 'ACTION_NODE="$(command -v node)" npm test -- --coverage=false __tests__/built',
    });
  });

  test('build on Node 24 and compare dist', () => {
    const dist = jobOf('ci.yml', 'dist');
    expect(nodeOf(dist)).toBe(24);
    expect(scriptsOf(dist)).toEqual([{ run: 'npm ci' }, { run: 'npm run build' }, { name: 'Compare', run: COMPARE }]);
  });

  test('lint the workflows', () => {
    const [, lint] = jobOf('ci.yml', 'workflows').steps;
    expect(lint).toEqual({
      uses: expect.stringMatching(/^zizmorcore\/zizmor-action@/),
      with: { 'advanced-security': false, inputs: '.github/workflows' },
    });
  });

  test('build and test on each platform that runners have', () => {
    const job = jobOf('matrix.yml', 'built');
    expect(job.strategy?.matrix).toEqual({ os: ['ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-2025', 'macos-15'] });
    expect(job['runs-on']).toBe('$' + '{{ matrix.os }}');
    expect(scriptsOf(job)).toEqual([
      { run: 'npm ci' },
      { run: 'npm run build' },
      { run: 'git diff --exit-code -- dist' },
      { run: 'npm test -- --coverage=false' },
    ]);
  });

  test('use the action itself, as it is committed and as it is built, with either API', () => {
    const job = jobOf('self-test.yml', 'use');
    expect(job.strategy?.matrix).toEqual({ dist: ['committed', 'built'], api: ['v1', 'v2'] });
    expect(job.steps).toContainEqual({ if: "matrix.dist == 'built'", run: 'rm -rf dist\nnpm run build\n' });
    expect(job.steps.filter(({ uses }) => uses === './').length).toBeGreaterThan(0);
  });

  test('search code, dependencies and habits for weaknesses', () => {
    const analyze = jobOf('codeql.yml', 'analyze');
    expect(analyze.strategy?.matrix).toEqual({ language: ['javascript-typescript', 'actions'] });
    expect(actionsOf(analyze)).toEqual([
      'actions/checkout',
      'github/codeql-action/init',
      'github/codeql-action/analyze',
    ]);
    expect(workflowOf('dependency-review.yml').on).toEqual({ pull_request: null });
    // Development dependencies write dist: they are reviewed as well.
    expect(jobOf('dependency-review.yml', 'review').steps.at(-1)).toEqual({
      uses: expect.stringMatching(/^actions\/dependency-review-action@/),
      with: { 'fail-on-severity': 'moderate', 'fail-on-scopes': 'runtime, development' },
    });
    expect(workflowOf('scorecard.yml').on).toEqual({
      push: { branches: ['main'] },
      schedule: [{ cron: expect.any(String) }],
    });
  });

  test('run the long forms of tests every night', () => {
    expect(workflowOf('nightly.yml').on).toEqual({
      schedule: [{ cron: expect.any(String) }],
      workflow_dispatch: null,
    });
    const { strategy } = jobOf('nightly.yml', 'long');
    const { include } = { include: [], ...strategy?.matrix } as { include: readonly { readonly command: string }[] };
    const { scripts } = JSON.parse(read('package.json'));
    const names = include.map(({ command }) => /^npm run ([\w:]+)/.exec(command)?.[1] ?? command);
    expect([...new Set(names)]).toEqual(['chaos', 'fuzz', 'mutants']);
    const rooms = include.flatMap(({ command }) => /^npm run mutants -- (.*)/.exec(command)?.[1]?.split(' ') ?? []);
    expect(rooms.sort()).toEqual(
      readdirSync(new URL('src', ROOT))
        .filter((name) => !name.endsWith('.ts'))
        .sort(),
    );
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('try a real zone only by hand, and leave nothing in it', () => {
    expect(Object.keys(workflowOf('live.yml').on)).toEqual(['workflow_dispatch']);
    const { steps } = jobOf('live.yml', 'live');
    const ours = steps.filter(({ uses }) => uses === './');
    expect(new Set(ours.map((step) => step.with?.ip))).toEqual(new Set(['$' + '{{ env.ADDRESS }}']));
    expect(steps.at(-1)).toMatchObject({
      if: "always() && steps.plan.outputs.created == '1'",
      uses: './',
      with: { state: 'absent' },
    });
    expect(steps.at(-1)?.with).not.toHaveProperty('mode');
  });

  describe('release', () => {
    test('what was verified', () => {
      const { on, jobs } = workflowOf('release.yml');
      expect(on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] }, release: { types: ['published'] } });
      expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
        ['verify', undefined],
        ['attest', 'verify'],
        ['draft', 'attest'],
        ['major', undefined],
      ]);
      const verify = jobOf('release.yml', 'verify');
      expect(nodeOf(verify)).toBe(24);
      const scripts = scriptsOf(verify).map(({ name: _, ...step }) => step);
      // The history of main is there, and the commit of the tag is part of it.
      expect(verify.steps[0]?.with).toMatchObject({ 'fetch-depth': 0 });
      expect(scripts[0]).toEqual({
        env: { COMMIT: '$' + '{{ github.sha }}' },
        run: 'git merge-base --is-ancestor "$COMMIT" origin/main',
      });
      expect(scripts[1]?.run).toContain('package.json');
      expect(scripts.slice(2)).toEqual([
        ...COMMANDS.slice(0, 3),
        { run: 'npm run build' },
        { run: COMPARE },
        ...COMMANDS.slice(3),
      ]);
    });

    test('with an attestation of dist, as a draft', () => {
      expect(jobOf('release.yml', 'attest').steps.at(-1)).toEqual({
        uses: expect.stringMatching(/^actions\/attest@/),
        with: { 'subject-path': 'dist/*' },
      });
      const [create, ...more] = jobOf('release.yml', 'draft').steps;
      expect(more).toEqual([]);
      expect(create?.run).toMatch(/^gh release create "\$TAG" --draft --verify-tag /);
    });

    test('whose attestation is verified before the major tag moves', () => {
      const { if: condition, steps } = jobOf('release.yml', 'major');
      expect(condition).toBe("github.event_name == 'release' && !github.event.release.prerelease");
      expect(steps.map(({ uses, name }) => uses?.replace(/@.*/, '') ?? name)).toEqual([
        'actions/checkout',
        'Verify the attestation of every file of dist',
        'Point vX at vX.Y.Z, if that is the highest',
      ]);
      expect(steps.filter((step) => 'if' in step || 'continue-on-error' in step)).toEqual([]);
    });

    onLinux.each([
      ['goes on when every file is attested', '', 0, 3],
      ['ends at a file that is not', 'b.js', 1, 2],
    ])('the verification %s', (_, unattested, status, count) => {
      const [, verify] = jobOf('release.yml', 'major').steps;
      const folder = mkdtempSync(join(tmpdir(), 'release-'));
      try {
        mkdirSync(join(folder, 'dist'));
        for (const file of ['a.js', 'b.js', 'c.js']) writeFileSync(join(folder, 'dist', file), '');
        const log = join(folder, 'log');
        writeFileSync(join(folder, 'gh'), '#!/bin/sh\necho "$*" >> "$LOG"\ntest "$3" != "dist/$UNATTESTED"\n', {
          mode: 0o755,
        });
        const ending = spawnSync('bash', ['-e', '-c', verify?.run ?? 'exit 9'], {
          cwd: folder,
          env: {
            PATH: `${folder}${delimiter}${process.env.PATH}`,
            ...{ REPOSITORY: 'octo/site', LOG: log, UNATTESTED: unattested },
          },
        });
        expect(ending.status).toBe(status);
        const calls = readFileSync(log, 'utf8').trimEnd().split('\n');
        const signer = '--repo octo/site --signer-workflow octo/site/.github/workflows/release.yml';
        expect(calls).toEqual(
          ['a.js', 'b.js', 'c.js'].slice(0, count).map((file) => `attestation verify dist/${file} ${signer}`),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    const LIST = [
      'api --paginate repos/octo/site/releases?per_page=100',
      '--jq .[] | select((.draft or .prerelease) | not) | .tag_name',
    ].join(' ');
    const MOVE = 'api --method PATCH repos/octo/site/git/refs/tags/v1 -f sha=c0ffee -F force=true';
    const CREATE = 'api --method POST repos/octo/site/git/refs -f ref=refs/tags/v1 -f sha=c0ffee';
    const LOOK = 'api repos/octo/site/git/ref/tags/v1 --silent';

    // As the runner of that job starts it, with GNU's sort.
    onLinux.each<[string, string, string | undefined, readonly string[], number]>([
      ['follows the highest release', 'v1.10.0', 'v1.2.0\nv1.10.0\nv1.9.9', [LIST, LOOK, MOVE], 0],
      ['follows it below another major release', 'v1.0.6', 'v2.0.0\nv1.0.6\nv1.0.5\nv10.0.0', [LIST, LOOK, MOVE], 0],
      ['is not held by tags of another form', 'v1.0.0', 'v1\nv1.5.0-rc.1\nold-v1.9.0\nv1.0.0', [LIST, LOOK, MOVE], 0],
      ['is made with its first release', 'v1.0.0', 'v1.0.0', [LIST, LOOK, CREATE], 0],
      ['stays at a higher release', 'v1.0.5', 'v1.0.5\nv1.1.0', [LIST], 0],
      ['stays where the release is not among the published', 'v1.0.5', '', [LIST], 0],
      ['stays where the releases cannot be read', 'v1.0.5', undefined, [LIST], 1],
      ['is no matter of a tag of another form', 'v1.0.5-rc.1', 'v1.0.5-rc.1', [], 1],
    ])('the major tag %s', (name, tag, published, calls, status) => {
      const step = jobOf('release.yml', 'major').steps.at(-1);
      const folder = mkdtempSync(join(tmpdir(), 'release-'));
      try {
        const log = join(folder, 'log');
        writeFileSync(log, '');
        writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 });
        const ending = spawnSync('bash', ['-e', '-c', step?.run ?? 'exit 9'], {
          env: {
            PATH: `${folder}${delimiter}${process.env.PATH}`,
            ...{ REPOSITORY: 'octo/site', COMMIT: 'c0ffee', TAG: tag, LOG: log },
            ...(published === undefined ? {} : { PUBLISHED: published }),
            ...(name === 'is made with its first release' ? {} : { MAJOR: 'there' }),
          },
          encoding: 'utf8',
        });
        expect(readFileSync(log, 'utf8').split('\n').slice(0, -1)).toEqual(calls);
        expect(ending).toMatchObject({ status });
        const stays = status === 0 && calls.length === 1;
        expect(ending.stdout).toMatch(stays ? /^::notice::v1 stays where it is: .*, not v1\.0\.5\.\n$/ : /^$/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });

  function workflowOf(file: string): Workflow {
    return parse(read(`.github/workflows/${file}`));
  }

  function nodeOf({ steps }: Job): unknown {
    return steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))?.with?.['node-version'];
  }
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
  const program = fileURLToPath(new URL('__tests__/support/workflow-lint.ts', ROOT));
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
