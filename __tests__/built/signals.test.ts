import { createSocket } from 'node:dgram';
import { describe, expect, test } from '@jest/globals';
import type { Emulator } from '../../emulator/emulator.ts';
import { startFeeds } from '../../emulator/feed-server.ts';
import type { FakeRequest, GitHubFake } from '../../emulator/github.ts';
import type { LoggedRequest } from '../../emulator/log.ts';
import { at, type Ending, runBuilt, type Start } from '../support/action.ts';
import { many, writes } from '../support/cloudflare.ts';
import { entriesOf, errorsOf, warningsOf } from '../support/messages.ts';
import { onUnix } from '../support/platform.ts';
import { mapping, pullRequestPayload, startWorld, type World } from '../support/pull-requests.ts';

/** Milliseconds that the process may take to be gone. */
const GONE = 5000;
const HOST = { host: 'origin.example', vendor: 'aws', region: 'us-east-1' };
const LIST = { mappings: JSON.stringify(many(150)) };

/** Where a run hangs, or waits. */
interface Stage {
  readonly name: string;
  readonly start?: Start;
  /** Makes it hang there; `reached` is called when it does. */
  readonly hang: (world: Pick<World, 'emulator' | 'github'>, reached: () => void) => void;
  /** What of it is known. */
  readonly outputs: Record<string, string>;
}

const isWrite = ({ method }: { readonly method: string }) => method !== 'GET';
const isFinishing = ({ method, path }: FakeRequest) => method === 'PATCH' && path.includes('/comments/');

function onRequest(emulator: Emulator, fits: (request: LoggedRequest) => boolean, reached: () => void): void {
  emulator.onRequest = (request) => {
    if (fits(request)) reached();
  };
}

function hangGitHub(github: GitHubFake, fits: (request: FakeRequest) => boolean, reached: () => void): void {
  github.interfere = (request) => {
    if (!fits(request)) return undefined;
    reached();
    return 'hang';
  };
}

const preview = (): Start => ({
  inputs: { state: 'auto', comment: 'true', ...mapping('192.0.2.1') },
  event: { name: 'pull_request', payload: pullRequestPayload('opened', 7) },
});

const STAGES: readonly Stage[] = [
  {
    name: 'while it observes the zone',
    start: { inputs: LIST },
    hang: ({ emulator }, reached) => {
      emulator.fault('GET hang');
      onRequest(emulator, () => true, reached);
    },
    outputs: { failed: '150', changed: 'false', count: '' },
  },
  {
    name: 'while it reads the comments',
    start: preview(),
    hang: ({ github }, reached) => hangGitHub(github, ({ path }) => path.endsWith('/comments'), reached),
    outputs: { failed: '1', changed: 'false' },
  },
  {
    name: 'while it resolves hosts',
    start: { inputs: HOST, dns: { 'origin.example': { hang: true } } },
    hang: ({ emulator }, reached) => onRequest(emulator, () => true, reached),
    outputs: { failed: '1', changed: 'false' },
  },
  {
    name: 'while it writes',
    start: { inputs: LIST },
    hang: ({ emulator }, reached) => {
      emulator.fault('WRITE hang after');
      onRequest(emulator, isWrite, reached);
    },
    outputs: { changed: 'false' },
  },
  {
    name: 'while it reads the zone again',
    start: { inputs: LIST },
    hang: ({ emulator }, reached) => {
      let written = false;
      emulator.onRequest = ({ method }) => {
        if (method !== 'GET' && emulator.requests.filter(isWrite).length === 2 && !written) {
          written = true;
          emulator.fault('GET hang');
        } else if (written) reached();
      };
    },
    outputs: { created: '150', changed: 'true', count: '' },
  },
  {
    name: 'while it waits for another try',
    start: { inputs: LIST },
    hang: ({ emulator }, reached) => {
      emulator.fault('WRITE status 503 retry-after=60');
      emulator.onAnswer = (request) => {
        if (isWrite(request)) setTimeout(reached, 100);
      };
    },
    outputs: { failed: '150', changed: 'false' },
  },
  {
    name: 'while it finishes the comment',
    start: preview(),
    hang: ({ github }, reached) => hangGitHub(github, isFinishing, reached),
    outputs: { created: '1', changed: 'true', count: '1' },
  },
];

/** Runs until it hangs there. */
async function runHanging(
  { start, hang }: Stage,
  signal: 'SIGINT' | 'SIGTERM' | undefined,
  inputs: Record<string, string> = {},
): Promise<{ ending: Ending; after: number; world: World }> {
  const world = await startWorld();
  const { emulator, github } = world;
  try {
    github.open(7);
    const reached = Promise.withResolvers<void>();
    let reachedAt = Number.NaN;
    hang(world, () => {
      if (Number.isNaN(reachedAt)) reachedAt = performance.now();
      reached.resolve();
    });
    const ending = await runBuilt({
      ...start,
      inputs: at(emulator, { 'github-token': github.token, ...start?.inputs, ...inputs }),
      env: { GITHUB_API_URL: github.url },
      ...(signal === undefined ? {} : { cancel: { when: reached.promise, signal } }),
    });
    return { ending, after: performance.now() - reachedAt, world };
  } finally {
    await world.close();
  }
}

onUnix('On a signal the built file is gone within 5 seconds, and reports, at whatever stage it is', async () => {
  const cases = [
    ...STAGES.map((stage) => ({ stage, signal: 'SIGINT' as const })),
    ...STAGES.filter(({ name }) => /writes|finishes/.test(name)).map((stage) => ({
      stage,
      signal: 'SIGTERM' as const,
    })),
  ];
  const endings = await Promise.all(
    cases.map(async ({ stage, signal }) => ({ ...stage, ...(await runHanging(stage, signal)) })),
  );
  for (const { name, outputs, ending, after } of endings) {
    expect({ name, ...ending }).toMatchObject({ name, exitCode: 1, outputs });
    expect(errorsOf(ending).join()).toMatch(/cancelled/);
    expect(ending.result).toBeDefined();
    expect({ name, gone: after < GONE }).toEqual({ name, gone: true });
  }
});

onUnix('A batch that is under way when the signal comes is waited for, and counts', async () => {
  const stage: Stage = {
    name: 'one batch',
    start: { inputs: LIST },
    hang: ({ emulator }, reached) => {
      emulator.fault('WRITE delay 300');
      onRequest(emulator, isWrite, reached);
    },
    outputs: {},
  };
  const { ending, after, world } = await runHanging(stage, 'SIGTERM');
  expect(ending).toMatchObject({ exitCode: 1, outputs: { created: '100', failed: '50', changed: 'true' } });
  expect(writes(world.emulator)).toHaveLength(1);
  expect(after).toBeLessThan(GONE);
});

describe('timeout-seconds', () => {
  test('ends the process at most 5 seconds after it, whatever hangs, with the report', async () => {
    const stages = STAGES.filter(({ name }) => !name.includes('waits'));
    const endings = await Promise.all(
      stages.map(async (stage) => ({ stage, ...(await runHanging(stage, undefined, { 'timeout-seconds': '2' })) })),
    );
    for (const { stage, ending } of endings) {
      const { name, outputs } = stage;
      expect({ name, ...ending }).toMatchObject({ name, outputs });
      // What had been registered by then stays so: an unfinished comment is a warning.
      const finishing = name.includes('finishes');
      expect({ name, exitCode: ending.exitCode }).toEqual({ name, exitCode: finishing ? 0 : 1 });
      if (finishing) expect(warningsOf(ending).join()).toContain('could not be brought up to date');
      expect({ name, words: errorsOf(ending).join() + warningsOf(ending).join() }).not.toMatchObject({
        words: expect.stringContaining('cancelled'),
      });
      expect({ name, gone: ending.took < 2000 + GONE }).toEqual({ name, gone: true });
    }
  });

  test('holds for feeds that never answer too', async () => {
    const [world, feeds] = await Promise.all([startWorld(), startFeeds()]);
    try {
      for (const name of ['aws', 'gcp', 'oci', 'azure'] as const) feeds.states[name] = 'hang';
      const ending = await runBuilt({
        inputs: at(world.emulator, {
          ip: '192.0.2.1',
          region: 'auto',
          'ip-ranges': feeds.url,
          'timeout-seconds': '2',
        }),
      });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
      expect(entriesOf(ending)).toHaveLength(1);
      expect(ending.took).toBeLessThan(2000 + GONE);
    } finally {
      await Promise.all([world.close(), feeds.close()]);
    }
  });

  test('holds for Node’s own resolver and a server that never answers', async () => {
    const silent = createSocket('udp4');
    const world = await startWorld();
    try {
      await new Promise<void>((done) => silent.bind(0, '127.0.0.1', done));
      const asked = new Promise((done) => silent.once('message', done));
      const ending = await runBuilt({
        inputs: at(world.emulator, { ...HOST, 'timeout-seconds': '2' }),
        nodeArguments: ['--import', resolverAt(silent.address().port)],
      });
      await asked;
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'false' } });
      expect(ending.took).toBeLessThan(2000 + GONE);
    } finally {
      silent.close();
      await world.close();
    }
  });
});

/** A module to be loaded before the action: its resolvers ask this port. */
function resolverAt(port: number): string {
  const program = `
    import { createRequire, syncBuiltinESMExports } from 'node:module';
    const promises = createRequire('file:///')('node:dns/promises');
    promises.Resolver = class extends promises.Resolver {
      constructor(options) {
        super(options);
        this.setServers(['127.0.0.1:${port}']);
      }
    };
    syncBuiltinESMExports();`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}
