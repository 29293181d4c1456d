import { parseOriginInputs } from '../desired/entry-list.ts';
import { AUTO, type Fault, regionNamed, vendorNamed } from '../desired/entry-values.ts';
import type { Address } from '../domain/address.ts';
import type { Entry, EntryList } from '../domain/entry.ts';
import type { Environment } from '../domain/environment.ts';
import type { Problem } from '../domain/problem.ts';
import { quote } from '../domain/text.ts';
import type { ZoneReference } from '../domain/zone-reference.ts';
import { EXPRESSION_REMEDY, isExpression, parseZone } from '../inputs/input-values.ts';
import { type EntrySource, type Inputs, ZONE_REMEDY } from '../inputs/inputs.ts';
import type { ListSource } from '../inputs/source.ts';
import type { RangesSource } from '../origins/feeds.ts';
import { addressesIn } from '../report/found-addresses.ts';
import type { DiscoverInputs } from './origin-search.ts';

/** The mappings file that was read. */
export interface FileRead {
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  /** Absolute, links resolved. */
  readonly path: string;
}

/** What the user asked for, and for which zone. Valid only if `problems` is empty. */
export interface EntriesRead {
  readonly entries: readonly Entry[];
  /** The addresses that the source holds, also in entries that are not valid: the run was given them. */
  readonly given: readonly Address[];
  /** The zone as the inputs and as the file name it; they must turn out to be the same. */
  readonly zones: readonly ZoneReference[];
  readonly file?: FileRead;
  /** With `discover`. */
  readonly discover?: DiscoverInputs;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** Characters. A list of 3,500 mappings takes less; to search 5 MiB of colons takes seconds. */
const MOST_SEARCHED = 1_000_000;

/** Reads the entries from the source that the inputs name. */
export async function readEntries({ source, purpose, zone }: EntrySource, env: Environment): Promise<EntriesRead> {
  const rule = purpose === 'present' ? 'required' : 'optional';
  switch (source.kind) {
    case 'record': {
      const named = zone === undefined && source.named ? await zoneIn(source.named, env) : undefined;
      return entriesRead({ ...NO_ENTRIES, ...(named ? { zone: named } : {}) }, zone, '');
    }
    case 'dns': {
      const { problems, ...discover } = discoverInputs(source);
      return { ...entriesRead({ ...NO_ENTRIES, problems }, zone, ''), discover };
    }
    case 'ip':
    case 'host':
      return entriesRead(await parseOriginInputs(source, rule), zone, source.text);
    case 'inline': {
      if (/^\s*\$\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(source.text)) return unsubstituted('mappings', source.text.trim());
      const { parseMappings } = await import('../desired/mappings-text.ts');
      return entriesRead(await parseMappings(source.text, { rule }), zone, source.text);
    }
    case 'file': {
      if (isExpression(source.path)) return unsubstituted('mappings-file', source.path);
      const { parseMappings, readMappingsFile } = await loadFileReader();
      const file = await readMappingsFile(source.path, rootsOf(env));
      if (!('text' in file)) return unread(file);
      const list = await parseMappings(file.text, { file: file.file, rule });
      return { ...entriesRead(list, zone, file.text), file: { file: file.file, path: file.path } };
    }
  }
}

function unsubstituted(input: string, text: string): EntriesRead {
  return unread({ message: `Input ${input}: ${quote(text)} ${EXPRESSION_REMEDY}` });
}

/** Nothing else is known of a list that cannot be read, not even whether it names a zone. */
function unread(problem: Problem): EntriesRead {
  return { entries: [], given: [], zones: [], problems: [problem], notices: [] };
}

/** Vendor and region given together serve for addresses of which nothing is known; a vendor alone limits belief. */
function discoverInputs({ vendor, region }: Extract<EntrySource['source'], { kind: 'dns' }>) {
  const problems: Problem[] = [];
  const valid = <Value extends string>(input: string, value: Value | Fault | undefined): Value | undefined => {
    if (typeof value !== 'object') return value;
    problems.push({ message: `Input ${input} ${value.fault}; ${value.remedy}` });
    return undefined;
  };
  const vendorName = valid('vendor', vendor === undefined ? undefined : vendorNamed(vendor));
  const regionName = valid('region', region === undefined ? undefined : regionNamed(region));
  if (vendorName === undefined) return { problems };
  return regionName === undefined || regionName === AUTO
    ? { problems, vendor: vendorName }
    : { problems, fallback: { vendor: vendorName, region: regionName } };
}

const NO_ENTRIES: EntryList = { entries: [], problems: [], notices: [] };

/** The folders that the runner gives to a job. */
export function rootsOf(env: Environment): { readonly workspace: string; readonly temp?: string } {
  return {
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    ...(env.RUNNER_TEMP ? { temp: env.RUNNER_TEMP } : {}),
  };
}

/** Where the published ranges are read, or what is wrong with the folder that the input names. */
export async function findRanges({ ranges }: Inputs, env: Environment): Promise<RangesSource | Problem> {
  if (ranges.kind !== 'folder') return ranges;
  const { findRangesFolder } = await import('../origins/feeds.ts');
  return await findRangesFolder(ranges.path, rootsOf(env));
}

/** Loaded only for lists. */
async function loadFileReader() {
  const [text, file] = await Promise.all([
    import('../desired/mappings-text.ts'),
    import('../desired/mappings-file.ts'),
  ]);
  return { parseMappings: text.parseMappings, readMappingsFile: file.readMappingsFile };
}

/** The zone that a list names, whatever else is wrong with it. */
async function zoneIn(list: ListSource, env: Environment): Promise<EntryList['zone']> {
  const { parseMappings, readMappingsFile } = await loadFileReader();
  if (list.kind === 'inline') return (await parseMappings(list.text, { rule: 'optional' })).zone;
  const file = await readMappingsFile(list.path, rootsOf(env));
  return 'text' in file ? (await parseMappings(file.text, { file: file.file, rule: 'optional' })).zone : undefined;
}

function entriesRead(list: EntryList, named: EntrySource['zone'], text: string): EntriesRead {
  const own = named === undefined || named === 'invalid' ? undefined : named;
  const inList = typeof list.zone === 'object' ? parseZone(list.zone.value) : undefined;
  const problems = [...list.problems, ...zoneProblems(list, named)];
  return {
    entries: list.entries,
    given:
      problems.length === 0
        ? list.entries.flatMap(({ origin }) => (origin.kind === 'ip' ? [origin.ip] : []))
        : addressesIn(text, MOST_SEARCHED),
    zones: [...(own ? [own] : []), ...(inList && 'value' in inList ? [inList.value] : [])],
    problems,
    notices: list.notices,
  };
}

function zoneProblems({ zone }: EntryList, named: EntrySource['zone']): Problem[] {
  if (zone === 'unknown') return [];
  if (zone === undefined)
    return named === undefined
      ? [{ message: `No zone is given: ${ZONE_REMEDY}, or name it in the mappings as "zone"` }]
      : [];
  const parsed = parseZone(zone.value);
  if ('wrong' in parsed) return [{ message: `zone: ${quote(zone.value)} ${parsed.wrong}`, place: zone.place }];
  if (named === undefined || named === 'invalid') return [];
  // An ID and a name may mean the same zone: only a look-up can tell.
  if (named.kind !== parsed.value.kind || zoneName(named) === zoneName(parsed.value)) return [];
  return [
    {
      message: `zone: ${quote(zone.value)} is not the zone of the input zone or CLOUDFLARE_ZONE_ID, ${quote(zoneName(named))}: give one of them, or the same`,
      place: zone.place,
    },
  ];
}

export function zoneName(zone: ZoneReference): string {
  return zone.kind === 'id' ? zone.id : zone.ascii;
}
