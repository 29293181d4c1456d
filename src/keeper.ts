import type { Address } from './domain/address.ts';
import type { Problem } from './domain/problem.ts';
import type { Environment, Event } from './event.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { EarlierBase } from './preview/earlier.ts';
import type { GitHub } from './preview/github.ts';
import { NOTHING, type Preview, type PreviewOptions } from './preview/preview.ts';
import { parseMappings } from './wanted/mappings.ts';

/** Who remembers, on GitHub, what pull requests registered; or why there is nobody, and whether the run may go on so. */
export type Keeping =
  | { readonly kind: 'kept'; readonly keeper: Preview; readonly warnings: readonly Problem[] }
  | { readonly kind: 'none'; readonly warnings: readonly Problem[] }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Keeps no record. */
const SILENT: Omit<Preview, 'publish'> = {
  prepare: async () => NOTHING,
  draft: () => [],
  save: async () => ({ problems: [], warnings: [] }),
};

const NOBODY: Keeping = { kind: 'none', warnings: [] };

export type KeeperOptions = Pick<PreviewOptions, 'zoneId' | 'hidden' | 'veil' | 'runUrl'>;

/** Finds the comment that holds the record of this pull request, or (to clean up) those of the closed ones. */
export async function openKeeper(
  { aim, comment, mode, credential }: Inputs,
  { pullRequest }: Event,
  github: GitHub | undefined,
  options: KeeperOptions,
): Promise<Keeping> {
  const needed = aim === 'clean-up' || (comment && pullRequest !== undefined);
  if (!needed) return NOBODY;
  if (github === undefined) {
    const missing = 'github-token is empty (or GITHUB_REPOSITORY is), so there is no comment and no record';
    if (aim === 'take-back' || aim === 'clean-up')
      return { kind: 'refused', problem: { message: `${missing} of what was registered. Nothing was touched` } };
    return {
      kind: 'none',
      warnings: [
        {
          message: `${missing}: nothing will take this registration away by itself. Give github-token, or comment: false`,
        },
      ],
    };
  }
  const all: PreviewOptions = {
    ...options,
    github,
    // What is taken away by name is told in the comment, and leaves the record to the run that closes it.
    mode: aim === 'absent' ? 'plan' : mode,
    credential: credential.kind === 'token' ? credential.token : `${credential.email}:${credential.key}`,
    intent: aim === 'take-back' ? 'withdraw' : 'register',
    pull: pullRequest?.number ?? 0,
  };
  if (aim !== 'clean-up') {
    const { openPreview } = await import('./preview/open.ts');
    const opening = await openPreview(all);
    if (opening.kind !== 'open') return opening;
    const keeper = aim === 'absent' ? { ...SILENT, publish: opening.preview.publish } : opening.preview;
    return { ...opening, kind: 'kept', keeper };
  }
  const { openCleanup } = await import('./preview/cleanup.ts');
  const cleanup = openCleanup(all);
  return {
    kind: 'kept',
    warnings: [],
    keeper: {
      ...SILENT,
      prepare: (current, wanted) => cleanup.prepare(current ?? new Map(), wanted),
      publish: cleanup.publish,
    },
  };
}

/** What an earlier version of the mappings file listed; or why nobody knows, so that nothing may be pruned. */
export type Earlier =
  | { readonly kind: 'listed'; readonly ips: ReadonlySet<Address> }
  | { readonly kind: 'unknown'; readonly notice: Problem };

export async function readEarlier(
  base: string | undefined,
  file: string,
  event: Event,
  env: Environment,
  github: GitHub | undefined,
): Promise<Earlier> {
  const unknown = (reason: string): Earlier => ({
    kind: 'unknown',
    notice: { message: `Nothing is pruned: ${reason}` },
  });
  const { earlierVersion } = await import('./preview/earlier.ts');
  const earlier = await earlierVersion(earlierBase(base, event, env), file, github);
  if (earlier.kind === 'none') return unknown(earlier.reason);
  const { wanted, problems } = await parseMappings(earlier.text, { file: earlier.path, target: 'optional' });
  const [problem] = problems;
  if (problem !== undefined) return unknown(`the earlier version of ${file} is not sound itself (${problem.message})`);
  return { kind: 'listed', ips: new Set(wanted.map(({ ip }) => ip)) };
}

function earlierBase(base: string | undefined, event: Event, env: Environment): EarlierBase {
  const { name, before, after, forced, pullRequest } = event;
  if (base !== undefined) return { kind: 'ref', ref: base, head: env.GITHUB_SHA || 'HEAD' };
  if (name === 'push' && before !== undefined && after !== undefined) return { kind: 'push', before, after, forced };
  if (pullRequest?.baseSha !== undefined && pullRequest.headSha !== undefined)
    return { kind: 'pull-request', base: pullRequest.baseSha, head: pullRequest.headSha };
  return { kind: 'other', event: name };
}
