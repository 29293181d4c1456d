import { type OpenedZone, openZone } from '../cloudflare/choose-version.ts';
import { CloudflareError } from '../cloudflare/cloudflare-error.ts';
import { readTieredCache } from '../cloudflare/tiered-cache.ts';
import { findZoneId } from '../cloudflare/zone-id.ts';
import { type Existing, existingCount, type Regions } from '../domain/mapping.ts';
import type { Problem } from '../domain/problem.ts';
import { counted } from '../domain/text.ts';
import { requestWritten } from '../http/http.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { OpenedPreview } from '../preview/preview.ts';
import type { Earlier } from '../prune/earlier.ts';
import { attachRunner, type Context } from './context.ts';
import type { Findings } from './findings.ts';
import {
  assertPatchOnlySuffices,
  findEarlier,
  findPreview,
  openCloudflare,
  reachGitHub,
  regionsWarning,
} from './observe.ts';
import type { DiscoverInputs, DiscoverOptions, OriginSearch } from './origin-search.ts';
import { declaredOrigins, type OriginsFound } from './origins-found.ts';
import { type EntriesRead, findRanges, readEntries } from './read.ts';

/**
 * The stages of a run with valid inputs: read, observe, plan, apply. Each yields what it found; the run ends where one
 * finds a problem that forbids the next.
 */
export async function* carryOut(inputs: Inputs, context: Context): AsyncGenerator<Partial<Findings>> {
  const { log } = context;
  const read = await readEntries(inputs, context.env);
  const ranges = await findRanges(inputs, context.env);
  noteGiven(read, context);
  const problems = [...read.problems, ...('message' in ranges ? [ranges] : [])];
  yield { entries: read.entries, notices: read.notices, problems };
  if ('message' in ranges || problems.length > 0) return;
  log.group('Read', [`${sourceWords(inputs, read)}, mode ${inputs.mode}`]);

  const api = await openCloudflare(inputs, context);
  const github = await reachGitHub(inputs, context);
  const written = requestWritten();
  const opening = Promise.withResolvers<OpenedZone>();
  let search: Promise<OriginSearch> | undefined;
  const openSearch = () => {
    search ??= import('./origin-search.ts').then(({ openOriginSearch }) =>
      openOriginSearch(ranges, context, api, opening.promise),
    );
    return search;
  };
  const findOrigins = async () => declaredOrigins(read.entries) ?? (await openSearch()).resolve(read.entries);
  const resolving = findOrigins();
  const findingEarlier = findEarlier(inputs, context, read.file, github);
  // Each is awaited below; until then a failure must not count as unhandled.
  for (const promise of [opening.promise, resolving, findingEarlier]) promise.catch(() => {});

  const zoneId = await findZoneId(read.zones, api);
  const tieredCacheReading = readTieredCache(api, zoneId);
  yield { zoneId, tieredCacheReading };
  const zoneNotices: Problem[] = [];
  openZone(api, zoneId, inputs.apiVersion, (message) => zoneNotices.push({ message })).then(
    opening.resolve,
    opening.reject,
  );
  // What plans and writes takes longer to load than a request to send: it loads meanwhile.
  const sent = Promise.race([written, opening.promise.catch(() => {})]);
  const rest = sent.then(() => import('./plan-and-apply.ts'));
  const loading = sent.then(() => attachRunner(log, context.redact));
  const findingPreview = findPreview(inputs, context, github, zoneId);
  // The comment is brought up to date also where the rest fails.
  const preview = findingPreview.then((previewing) => (previewing.kind === 'open' ? previewing.preview : undefined));
  yield { findingPreview: preview };
  const [opened, previewing, earlier, found] = await Promise.all([
    opening.promise,
    findingPreview,
    findingEarlier,
    read.discover ? discover(read.discover, zoneId, { api, openSearch, opened: opening.promise }) : resolving,
    loading,
  ]);
  if (earlier?.kind === 'listed')
    for (const { origin } of [...earlier.entries, ...earlier.keptAtHead])
      if (origin.kind === 'ip') for (const shown of [context.given, context.listed]) shown.add(origin.ip);
  // A redactor that has seen all addresses once also recognises their less usual spellings.
  for (const redact of [context.redact, context.redactComment]) redact(found.desired.map(({ ip }) => ip).join(' '));
  const regions = opened.regions instanceof CloudflareError ? undefined : opened.regions;
  const isFull = opened.zone.access === 'full';
  if (isFull) log.group('Observe', [`Zone ${zoneId}, API ${opened.zone.version}`, holdings(opened.existing, regions)]);
  assertPatchOnlySuffices(opened, inputs);
  yield {
    // A patch-only API may turn out to be none with the first request.
    ...(isFull ? { apiVersion: opened.zone.version } : {}),
    existing: opened.existing,
    ...(regions === undefined ? {} : { regions }),
    ...(found.discovery === undefined ? {} : { discovery: found.discovery }),
    warnings: observationWarnings(opened, previewing),
    notices: [...zoneNotices.splice(0), ...found.notices, ...('notices' in previewing ? previewing.notices : [])],
  };
  const blocked = blockers(previewing, earlier, found);
  if (blocked !== undefined) {
    yield blocked;
    return;
  }

  const { planAndApply } = await rest;
  yield* planAndApply({
    inputs,
    context,
    api,
    zoneId,
    opened,
    regions,
    preview: await preview,
    earlier,
    found,
    openSearch,
    tieredCacheReading,
    zoneNotices,
  });
}

function noteGiven({ given, file }: EntriesRead, context: Context): void {
  for (const ip of given) {
    context.given.add(ip);
    // What lies in the workspace is taken for a file of the repository; the runner's temporary folder is not part of it.
    if (file !== undefined && !file.file.startsWith('../')) context.listed.add(ip);
  }
}

async function discover(
  inputs: DiscoverInputs,
  zoneId: string,
  options: Omit<DiscoverOptions, 'search'> & { readonly openSearch: () => Promise<OriginSearch> },
): Promise<OriginsFound> {
  const [search, { discoverOrigins }] = await Promise.all([options.openSearch(), import('./origin-search.ts')]);
  return await discoverOrigins(inputs, zoneId, { ...options, search });
}

function observationWarnings({ regions, zone, existing }: OpenedZone, previewing: OpenedPreview): Problem[] {
  const odd = existing?.oddRows ?? 0;
  return [
    ...('warnings' in previewing ? previewing.warnings : []),
    ...(regions instanceof CloudflareError && zone.access === 'full' ? [regionsWarning(regions)] : []),
    ...(odd === 0
      ? []
      : [
          {
            message: `${counted(odd, 'row')} of the zone's list ${odd === 1 ? 'is' : 'are'} not as documented (a field is missing, or an address cannot be read or is there twice); carried along as they are`,
          },
        ]),
  ];
}

/** What forbids planning. */
function blockers(
  previewing: OpenedPreview,
  earlier: Earlier | undefined,
  { problems, outcomes }: OriginsFound,
): Partial<Findings> | undefined {
  if (previewing.kind === 'refused') return { problems: [previewing.problem] };
  if (previewing.kind === 'stale') return { notices: [previewing.notice], outcomes: [] };
  if (problems.length > 0) return { problems, unresolved: outcomes };
  if (earlier?.kind === 'failed') return { problems: [{ message: earlier.message }] };
  return undefined;
}

function sourceWords({ purpose, source }: Inputs, { entries, file }: EntriesRead): string {
  if (purpose === 'close') return 'What this pull request registered';
  if (purpose === 'clean-up') return 'What closed pull requests registered';
  if (source.kind === 'dns') return "The zone's own proxied records";
  return `${counted(entries.length, 'entry', 'entries')} from ${file?.file ?? 'the inputs'}`;
}

function holdings(existing: Existing | undefined, regions: Regions | undefined): string {
  const names = [...(regions?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
  const list =
    existing === undefined ? 'Its list cannot be read' : `${counted(existingCount(existing), 'mapping')} in the zone`;
  return `${list}; ${regions === undefined ? 'the supported regions are not known' : `${names} supported regions`}`;
}
