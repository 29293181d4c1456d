import type { TestDns } from '../__tests__/support/dns.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { FeedServer } from '../emulator/feed-server.ts';
import type { GitHubFake } from '../emulator/github.ts';
import type { StartOfRun } from './run-action.ts';
import type { Task, TaskEvent, Want } from './scenario.ts';

/** The servers that a run is pointed at. */
export interface Servers {
  readonly emulator: Emulator;
  readonly github?: GitHubFake;
  readonly feeds?: FeedServer;
  readonly dns?: TestDns;
}

export const REPOSITORY = 'octo/site';
export const BRANCH = 'main';

/**
 * What a runner gives to the action for a task. The second of a pair proves itself by the older pair of credentials, which
 * tells its requests from the first one's.
 */
export function startOf(task: Task, servers: Servers, isSecond: boolean): StartOfRun {
  const { wanted, event } = task;
  const { github, dns } = servers;
  const commit = event?.kind === 'push' ? event.after : undefined;
  return {
    inputs: inputsOf(task, servers, isSecond),
    files: {
      'mappings.csv': csvOf(wanted),
      'mappings.json': JSON.stringify(wanted),
      'mappings.yaml': yamlOf(wanted),
    },
    env: {
      GITHUB_REPOSITORY: REPOSITORY,
      RUNNER_DEBUG: wanted.length % 4 === 0 ? '1' : '',
      ...(github === undefined ? {} : { GITHUB_API_URL: github.url }),
      ...(commit === undefined ? {} : { GITHUB_SHA: commit, GITHUB_REF: `refs/heads/${BRANCH}` }),
    },
    event: eventOf(task),
    ...(dns === undefined ? {} : { dns }),
  };
}

function inputsOf(task: Task, { emulator, github, feeds }: Servers, isSecond: boolean): Record<string, string> {
  const { url, zoneId, zoneName, apiKey, apiEmail, apiToken } = emulator;
  const { wanted, source, onConflict } = task;
  const [first] = wanted;
  return {
    ...(isSecond ? { 'api-key': apiKey, 'api-email': apiEmail } : { 'api-token': apiToken }),
    'api-base-url': url,
    zone: task.zoneBy === 'id' ? zoneId : zoneName,
    mode: task.mode,
    state: task.state,
    prune: task.prune,
    'max-removals': task.maxRemovals,
    ...(onConflict === 'default' ? {} : { 'on-conflict': onConflict }),
    'api-version': task.apiVersion,
    'timeout-seconds': `${task.timeoutSeconds}`,
    'redact-ips': task.redact,
    ...(github === undefined ? {} : { 'github-token': github.token }),
    ...(feeds === undefined ? {} : { 'ip-ranges': feeds.url }),
    ...(source === 'ip' ? { ip: wanted.map(({ ip }) => ip).join(', '), ...targetInputs(first) } : {}),
    ...(source === 'mappings' ? { mappings: JSON.stringify(wanted) } : {}),
    ...(['json', 'csv', 'yaml'].includes(source) ? { 'mappings-file': `mappings.${source}` } : {}),
    ...task.inputs,
  };
}

function targetInputs({ vendor, region }: Want = {}): Record<string, string> {
  return { ...(vendor === undefined ? {} : { vendor }), ...(region === undefined ? {} : { region }) };
}

function eventOf({ event, visibility }: Task): { name: string; payload: unknown } {
  const repository = {
    full_name: REPOSITORY,
    ...(visibility === 'unknown' ? {} : { visibility, private: visibility === 'private' }),
  };
  switch (event?.kind) {
    case 'pull':
      return { name: 'pull_request', payload: { ...pullPayload(event), repository } };
    case 'push': {
      const { before, after } = event;
      return { name: 'push', payload: { before, after, forced: false, ref: `refs/heads/${BRANCH}`, repository } };
    }
    case 'schedule':
      return { name: 'schedule', payload: { schedule: '0 4 * * *', repository } };
    default:
      return { name: 'workflow_dispatch', payload: { repository } };
  }
}

function pullPayload({ pull, action }: Extract<TaskEvent, { readonly kind: 'pull' }>) {
  const repo = { full_name: REPOSITORY };
  const head = { sha: 'a'.repeat(40), ref: `feature-${pull}`, repo };
  const base = { sha: 'b'.repeat(40), ref: BRANCH, repo };
  return { action, number: pull, pull_request: { number: pull, head, base, user: { login: 'octocat' } } };
}

function yamlOf(wanted: readonly Want[]): string {
  return wanted
    .map((want) =>
      Object.entries(want)
        .map(([key, text], index) => `${index === 0 ? '- ' : '  '}${key}: ${key === 'ip' ? `'${text}'` : text}\n`)
        .join(''),
    )
    .join('');
}

function csvOf(wanted: readonly Want[]): string {
  const rows = wanted.map(({ ip = '', host = '', vendor = '', region = '' }) => `${ip},${host},${vendor},${region}`);
  return ['ip,host,vendor,region', ...rows].join('\n');
}
