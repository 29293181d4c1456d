import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a runner gives to a step. */
export interface RunnerSetting {
  /** By input name, as in `with:` of a workflow. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Environment besides what every runner sets; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A payload of bytes is the event's file as it is. */
  readonly event?: { readonly name: string; readonly payload?: unknown };
  /** Whatever else is needed, such as links and pipes; called before the start. */
  readonly prepare?: (folders: Folders) => void | Promise<void>;
}

export interface Folders {
  /** Holds the other two, and what the runner keeps: the files `output`, `summary` and `event.json`. */
  readonly home: string;
  readonly workspace: string;
  readonly temp: string;
}

/** All that can be seen of a run from outside. */
export interface Ending {
  readonly exitCode: number;
  /** Standard output and standard error together, as the runner reads them. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The result file, read. */
  readonly result: Readonly<Record<string, unknown>> | undefined;
  readonly annotations: readonly Annotation[];
  /** Milliseconds. */
  readonly took: number;
}

export type Ended = Pick<Ending, 'exitCode' | 'log'>;

export interface Annotation {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Starts something in fresh folders, with the environment of a runner; reads what it left and deletes the folders. */
export async function inRunner(
  { inputs = {}, env: extra = {}, files = {}, event, prepare }: RunnerSetting,
  start: (env: Record<string, string>, folders: Folders) => Promise<Ended>,
): Promise<Ending> {
  const home = await mkdtemp(join(tmpdir(), 'runner-'));
  const folders = { home, workspace: join(home, 'workspace'), temp: join(home, 'temp') };
  const paths = { output: join(home, 'output'), summary: join(home, 'summary'), event: join(home, 'event.json') };
  try {
    await mkdir(folders.workspace);
    await mkdir(folders.temp);
    await writeFile(paths.output, '');
    await writeFile(paths.summary, '');
    const payload = event?.payload ?? {};
    await writeFile(paths.event, payload instanceof Uint8Array ? payload : JSON.stringify(payload));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folders.workspace, path)), { recursive: true });
      await writeFile(join(folders.workspace, path), text);
    }
    await prepare?.(folders);
    const env = {
      PATH: process.env.PATH ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folders.workspace,
      RUNNER_TEMP: folders.temp,
      GITHUB_OUTPUT: paths.output,
      GITHUB_STEP_SUMMARY: paths.summary,
      GITHUB_EVENT_PATH: paths.event,
      GITHUB_EVENT_NAME: event?.name ?? 'push',
      GITHUB_REPOSITORY: 'octo/site',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '42',
      GITHUB_ACTOR: 'octocat',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...extra,
    };
    const given = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const started = performance.now();
    const { exitCode, log } = await start(Object.fromEntries(given), folders);
    const took = performance.now() - started;
    const outputs = readOutputs(await readFile(paths.output, 'utf8'));
    const file = outputs['result-file'];
    return {
      exitCode,
      log,
      outputs,
      summary: await readFile(paths.summary, 'utf8'),
      result: file ? JSON.parse(await readFile(file, 'utf8')) : undefined,
      annotations: readAnnotations(log),
      took,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Reads a file of outputs as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^([^=\n]+?)<<(.+)\r?\n([\s\S]*?)\r?\n\2\r?$/gm))
    outputs[name] = value;
  return outputs;
}

function readAnnotations(log: string): Annotation[] {
  return [...log.matchAll(/^::(error|warning|notice)(?: (.*?))?::(.*)$/gm)].map(
    ([, level = '', list = '', message = '']) => ({
      level,
      properties: Object.fromEntries(
        list.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), unescaped(pair.slice(pair.indexOf('=') + 1))]),
      ),
      message: unescaped(message),
    }),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
