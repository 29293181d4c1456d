import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import type { Exit } from './act.ts';
import type { Task } from './scenario.ts';

/** All that can be seen of a run when it is over. */
export interface Ending extends Exit {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The result file, as text; absent where there is none. */
  readonly file?: string;
}

/** Carries a task out in a runner's environment of its own. */
export async function inHome(
  task: Task,
  emulator: Emulator,
  pair: boolean,
  act: (env: Record<string, string>) => Promise<Exit>,
): Promise<Ending> {
  const home = await mkdtemp(join(tmpdir(), 'chaos-'));
  try {
    await mkdir(join(home, 'workspace'));
    await mkdir(join(home, 'temp'));
    const files = { output: join(home, 'output'), summary: join(home, 'summary'), event: join(home, 'event.json') };
    await Promise.all([
      writeFile(files.output, ''),
      writeFile(files.summary, ''),
      writeFile(files.event, '{}'),
      writeFile(join(home, 'workspace/mappings.csv'), csvOf(task)),
      writeFile(join(home, 'workspace/mappings.json'), JSON.stringify(task.wanted)),
      writeFile(join(home, 'workspace/mappings.yaml'), yamlOf(task)),
    ]);
    const exit = await act({
      PATH: process.env.PATH ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: join(home, 'workspace'),
      RUNNER_TEMP: join(home, 'temp'),
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_EVENT_PATH: files.event,
      GITHUB_EVENT_NAME: 'push',
      RUNNER_DEBUG: task.wanted.length % 4 === 0 ? '1' : '',
      ...Object.fromEntries(
        Object.entries(inputsOf(task, emulator, pair)).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    });
    const outputs = readOutputs(await readFile(files.output, 'utf8'));
    const file = outputs['result-file'];
    return {
      ...exit,
      outputs,
      summary: await readFile(files.summary, 'utf8'),
      ...(file ? { file: await readFile(file, 'utf8') } : {}),
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The second of a pair proves itself by the older pair of credentials, which tells its requests from the first one's. */
function inputsOf(task: Task, { url, zoneId, zoneName, ...keys }: Emulator, pair: boolean): Record<string, string> {
  const [first] = task.wanted;
  return {
    ...(pair ? { 'api-key': keys.apiKey, 'api-email': keys.apiEmail } : { 'api-token': keys.apiToken }),
    'api-base-url': url,
    zone: task.zoneBy === 'id' ? zoneId : zoneName,
    mode: task.mode,
    state: task.state,
    prune: task.prune,
    'max-removals': task.maxRemovals,
    'on-conflict': task.onConflict,
    'api-version': task.apiVersion,
    'timeout-seconds': `${task.timeoutSeconds}`,
    ...(task.source === 'ip'
      ? {
          ip: task.wanted.map(({ ip }) => ip).join(', '),
          ...(first?.vendor === undefined ? {} : { vendor: first.vendor, region: first.region ?? '' }),
        }
      : {}),
    ...(task.source === 'mappings' ? { mappings: JSON.stringify(task.wanted) } : {}),
    ...(task.source !== 'ip' && task.source !== 'mappings' ? { 'mappings-file': `mappings.${task.source}` } : {}),
  };
}

function yamlOf({ wanted }: Task): string {
  return wanted
    .map(
      ({ ip, ...target }) =>
        `- ip: '${ip}'\n${Object.entries(target)
          .map(([key, text]) => `  ${key}: ${text}\n`)
          .join('')}`,
    )
    .join('');
}

function csvOf({ wanted }: Task): string {
  return ['ip,vendor,region', ...wanted.map(({ ip, vendor = '', region = '' }) => `${ip},${vendor},${region}`)].join(
    '\n',
  );
}

/** Reads a file of outputs as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^([^=\n]+?)<<(.+)\r?\n([\s\S]*?)\r?\n\2\r?$/gm))
    outputs[name] = value;
  return outputs;
}
