import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { run } from '../../src/run.ts';
import { testClock } from './clock.ts';
import { type DnsEntries, type TestDns, testDns } from './dns.ts';
import { type Ended, type Ending, inRunner, type RunnerSetting } from './runner.ts';

export type { Ending } from './runner.ts';

/** How a test starts the action. */
export interface Start extends RunnerSetting {
  /** What the DNS says. Of the sources also a DNS that the test keeps, to look at what was asked. Nothing: it knows no name. */
  readonly dns?: DnsEntries | TestDns;
  /** Of the sources only: another clock than one that skips every wait. */
  readonly clock?: Clock;
  /** Of the built file only: arguments of Node.js, such as `--import`. */
  readonly nodeArguments?: readonly string[];
  /** Of the built file only: called when the process has been started. */
  readonly onStart?: (pid: number) => void;
  /** Resolves when the run is to be cancelled. */
  readonly cancel?: { readonly when: Promise<unknown>; readonly signal?: 'SIGINT' | 'SIGTERM' };
}

export type RunAction = (start: Start) => Promise<Ending>;

const HERE = import.meta.dirname;
const DIST = resolve(HERE, '../../dist/index.js');
/** The Node.js that runs the built file, where it is to be another than the tests'. */
const NODE = process.env.ACTION_NODE || process.execPath;

/** The built file, started as a runner starts it. */
export const runBuilt: RunAction = (start) =>
  inRunner(start, async (env, { home, workspace }) => {
    const dns = join(home, 'dns.json');
    const preload = start.dns === undefined ? [] : ['--import', join(HERE, 'dns-preload.mjs')];
    if (start.dns !== undefined) await writeFile(dns, JSON.stringify(entriesOf(start.dns)));
    const child = spawn(NODE, [...preload, ...(start.nodeArguments ?? []), DIST], {
      cwd: workspace,
      env: { ...env, ...(start.dns === undefined ? {} : { TEST_DNS: dns }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) start.onStart?.(child.pid);
    start.cancel?.when.then(() => child.kill(start.cancel?.signal ?? 'SIGINT'));
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        log += text;
      });
    return new Promise<Ended>((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) => done({ exitCode: code ?? -1, log }));
    });
  });

/**
 * The sources, in this process: the same from outside, and seen by the coverage. One at a time: outputs and exit code are
 * the process's. No wait takes time, unless the test gives a clock.
 */
export const runSource: RunAction = (start) =>
  inRunner(start, async (env) => {
    const stop = new AbortController();
    start.cancel?.when.then(() => stop.abort());
    let log = '';
    const { write } = process.stdout;
    const before = { ...process.env };
    process.stdout.write = ((text: string, ...rest: readonly unknown[]) => {
      log += text;
      const done = rest.at(-1);
      if (typeof done === 'function') done();
      return true;
    }) as typeof write;
    // Only @actions/core reads the environment of the process.
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      if (env[name] === undefined) delete process.env[name];
      else process.env[name] = env[name];
    }
    try {
      await run({
        env,
        clock: start.clock ?? testClock(),
        stop: stop.signal,
        write: (text) => process.stdout.write(text),
        openResolver: dnsOf(start.dns).openResolver,
      });
      return { exitCode: Number(process.exitCode ?? 0), log };
    } finally {
      process.exitCode = undefined;
      process.stdout.write = write;
      process.env = before;
    }
  });

/** Inputs that point the action at an emulator. */
export function at(
  emulator: Pick<Emulator, 'url' | 'apiToken' | 'zoneId'>,
  inputs: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { 'api-token': emulator.apiToken, 'api-base-url': emulator.url, zone: emulator.zoneId, ...inputs };
}

function isTestDns(dns: DnsEntries | TestDns): dns is TestDns {
  return typeof dns.openResolver === 'function';
}

function dnsOf(dns: DnsEntries | TestDns = {}): TestDns {
  return isTestDns(dns) ? dns : testDns(dns);
}

function entriesOf(dns: DnsEntries | TestDns): DnsEntries {
  return isTestDns(dns) ? dns.entries : dns;
}
