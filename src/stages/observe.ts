import { type Api, openApi } from '../cloudflare/api.ts';
import { NO_ROUTE_REMEDY, type OpenedZone } from '../cloudflare/choose-version.ts';
import { CloudflareError } from '../cloudflare/cloudflare-error.ts';
import type { Problem } from '../domain/problem.ts';
import { quote } from '../domain/text.ts';
import { credentialText } from '../domain/zone-reference.ts';
import type { GitHub } from '../github/github.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { OpenedPreview } from '../preview/preview.ts';
import type { Earlier } from '../prune/earlier.ts';
import { type Context, runUrlOf } from './context.ts';
import type { FileRead } from './read.ts';

/** The client for Cloudflare's API. */
export async function openCloudflare(inputs: Inputs, context: Context): Promise<Api> {
  const { budget, clock, abandon, log } = context;
  return openApi({
    base: inputs.apiBase,
    credential: inputs.credential,
    http: await context.openHttp(inputs.apiBase),
    budget,
    clock,
    abandon,
    trace: log.debug,
  });
}

/** The client for GitHub, if the run needs it and has a token for it. */
export async function reachGitHub(
  { comment, prune, githubToken: token }: Inputs,
  { env, event, clock, githubSignal, log, openHttp }: Context,
): Promise<GitHub | undefined> {
  if (!comment && prune.kind !== 'removed') return undefined;
  if (token === undefined || event.repository === undefined) return undefined;
  const text = env.GITHUB_API_URL || 'https://api.github.com';
  const apiUrl = URL.parse(text);
  if (apiUrl === null)
    throw new CloudflareError(
      'refused',
      `GITHUB_API_URL, ${quote(text)}, is not a URL: the runner sets it itself; take it out of env, or give one such as https://api.github.com`,
    );
  const { openGitHub } = await import('../github/github.ts');
  const http = await openHttp(apiUrl);
  return openGitHub({
    token,
    apiUrl,
    repository: event.repository,
    http,
    clock,
    signal: githubSignal,
    trace: log.debug,
  });
}

/** The record of this pull request, or (on a schedule) those of the closed ones; or why there is none. */
export async function findPreview(
  inputs: Inputs,
  { event, env, redact, redactComment, clock }: Context,
  github: GitHub | undefined,
  zoneId: string,
): Promise<OpenedPreview> {
  const { purpose, comment, mode, credential, source } = inputs;
  const { pullRequest, name, repository } = event;
  const none = (warnings: readonly Problem[], notices: readonly Problem[]): OpenedPreview => ({
    kind: 'none',
    warnings,
    notices,
  });
  if (!comment) return none([], []);
  if (purpose !== 'clean-up' && pullRequest === undefined)
    return none(
      [],
      purpose === 'present' && source.kind !== 'dns'
        ? [
            {
              message: `comment: true has no pull request to comment on (event ${quote(name)}): there is no record, and nothing removes this registration by itself. Run it on pull_request events, or set comment: false`,
            },
          ]
        : [],
    );
  if (github === undefined || repository === undefined) {
    const missing = 'github-token (or GITHUB_REPOSITORY) is empty, so there is no comment and no record';
    if (purpose === 'close' || purpose === 'clean-up')
      return { kind: 'refused', problem: { message: `${missing} of what was registered. Nothing was changed` } };
    if (purpose === 'absent')
      return none(
        [
          {
            message: `${missing} that is read: a record, if there is one, still names what was removed. Give github-token, or comment: false`,
          },
        ],
        [],
      );
    return none(
      [{ message: `${missing}: nothing removes this registration by itself. Give github-token, or comment: false` }],
      [],
    );
  }
  const runUrl = runUrlOf(env, redact);
  const options = {
    github,
    zoneId,
    repository,
    // What discovery registers is no pull request's: the comment only shows it.
    mode: source.kind === 'dns' && mode === 'apply' ? ('plan' as const) : mode,
    credential: credentialText(credential),
    redact: redactComment,
    clock,
    ...(runUrl === undefined ? {} : { runUrl }),
  };
  if (purpose === 'clean-up') {
    const { openCleanUp } = await import('../preview/clean-up.ts');
    return { kind: 'open', preview: openCleanUp(options), warnings: [], notices: [] };
  }
  const { openPreview } = await import('../preview/preview.ts');
  const asked = purpose === 'present' ? 'register' : purpose;
  return await openPreview({ ...options, pull: pullRequest?.number ?? 0, purpose: asked });
}

/** The earlier version of the mappings file, for `prune: removed`. */
export async function findEarlier(
  { prune }: Inputs,
  { event, env }: Context,
  file: FileRead | undefined,
  github: GitHub | undefined,
): Promise<Earlier | undefined> {
  if (prune.kind !== 'removed' || file === undefined) return undefined;
  const { readEarlier } = await import('../prune/earlier.ts');
  return await readEarlier({ ...(prune.base === undefined ? {} : { base: prune.base }), file, event, env, github });
}

/** An API that has nothing but the one PATCH can register, and nothing else. */
export function assertPatchOnlySuffices({ zone }: OpenedZone, { mode, purpose, prune, policy }: Inputs): void {
  // What a pull request's record holds is judged where the record is read: an empty one is nothing to do.
  if (zone.access === 'full' || purpose === 'close') return;
  const unreadable = (consequence: string) =>
    new CloudflareError(
      'no-route',
      `The zone's list of mappings cannot be read, so ${consequence}. ${NO_ROUTE_REMEDY}`,
    );
  if (mode !== 'apply') throw unreadable(`mode: ${mode} has nothing to compare with`);
  if (policy.onConflict !== 'overwrite') throw unreadable(`on-conflict: ${policy.onConflict} cannot be honoured`);
  if (purpose !== 'present' || prune.kind !== 'none') throw unreadable('nothing can be removed');
}

/** Why the supported regions are not known, as a warning. */
export function regionsWarning(error: CloudflareError): Problem {
  return {
    message: `The supported regions cannot be read (${error.message}), so only the API can judge vendors and regions. They need Tiered Cache: region hints act only while Smart Tiered Cache is on in the zone (Caching > Tiered Cache)`,
  };
}
