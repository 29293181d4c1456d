import type { Address } from './domain/address.ts';
import type { Problem } from './domain/problem.ts';
import { quote } from './domain/quote.ts';
import type { Wanted, WantedList } from './domain/wanted.ts';
import type { Environment } from './event.ts';
import { type Asked, ZONE_REMEDY } from './inputs/inputs.ts';
import { parseZone } from './inputs/values.ts';
import { pieces } from './report/addresses.ts';
import { readMappingsFile } from './wanted/file.ts';
import { listMappings } from './wanted/inputs.ts';
import { parseMappings } from './wanted/mappings.ts';
import type { ZoneRef } from './zone/lookup.ts';

/** What the user ordered: mappings, and the zone they are for. Sound only if `problems` is empty. */
export interface Order {
  readonly wanted: readonly Wanted[];
  /** The addresses that the source holds, also in entries that are not sound: the run was given them. */
  readonly given: readonly Address[];
  /** The zone as the inputs and as the file name it; they must turn out to be the same. */
  readonly zones: readonly ZoneRef[];
  /** The mappings file, relative to the workspace. */
  readonly file?: string;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** Reads the source of mappings that the inputs name. */
export async function readOrder({ source, aim, zone: named }: Asked, env: Environment): Promise<Order> {
  const target = aim === 'present' ? 'required' : 'optional';
  if (source.kind === 'record') {
    const zone = named === undefined && source.named ? await zoneIn(source.named, env) : undefined;
    return orderOf({ wanted: [], problems: [], notices: [], ...(zone ? { zone } : {}) }, named, '');
  }
  if (source.kind === 'entry')
    return orderOf(await listMappings(source.ip, source.vendor, source.region, target), named, source.ip);
  if (source.kind === 'inline') return orderOf(await parseMappings(source.text, { target }), named, source.text);
  const file = await readMappingsFile(source.path, rootsOf(env));
  if (!('text' in file)) return { wanted: [], given: [], zones: [], problems: [file], notices: [] };
  const list = await parseMappings(file.text, { file: file.file, target });
  return { ...orderOf(list, named, file.text), file: file.file };
}

/** The zone that a list names, whatever else is the matter with it. */
async function zoneIn(list: NonNullable<Extract<Asked['source'], { kind: 'record' }>['named']>, env: Environment) {
  if (list.kind === 'inline') return (await parseMappings(list.text, { target: 'optional' })).zone;
  const file = await readMappingsFile(list.path, rootsOf(env));
  return 'text' in file ? (await parseMappings(file.text, { file: file.file, target: 'optional' })).zone : undefined;
}

function rootsOf(env: Environment) {
  return {
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    ...(env.RUNNER_TEMP ? { temp: env.RUNNER_TEMP } : {}),
  };
}

/** Characters. A list of 3,500 mappings takes less; to search 5 MiB of colons takes seconds. */
const MOST_SEARCHED = 1_000_000;

/** The addresses that stand in a text, in canonical form; in a very long one, in its first part. */
export function addressesIn(text: string): Address[] {
  let end = Math.min(text.length, MOST_SEARCHED);
  // The beginning of an address may be another address.
  if (end < text.length) while (/[\da-f:.]/i.test(text.charAt(end - 1))) end -= 1;
  return pieces(text.slice(0, end)).flatMap(({ address }) => address ?? []);
}

function orderOf(list: WantedList, named: Asked['zone'], text: string): Order {
  const { wanted, zone, notices } = list;
  const own = named === undefined || named === 'wrong' ? undefined : named;
  const inList = zone && parseZone(zone.value);
  const problems = [...list.problems, ...zoneProblems(list, named)];
  return {
    wanted,
    given: problems.length === 0 ? wanted.map(({ ip }) => ip) : addressesIn(text),
    zones: [...(own ? [own] : []), ...(inList && 'value' in inList ? [inList.value] : [])],
    notices,
    problems,
  };
}

function zoneProblems({ zone }: WantedList, named: Asked['zone']): Problem[] {
  if (zone === undefined)
    return named === undefined
      ? [{ message: `No zone is given: ${ZONE_REMEDY}, or name it in the mappings as "zone"` }]
      : [];
  const parsed = parseZone(zone.value);
  if ('wrong' in parsed) return [{ message: `zone: ${quote(zone.value)} ${parsed.wrong}`, place: zone.place }];
  if (named === undefined || named === 'wrong') return [];
  // An ID and a name may mean the same zone: only a look-up can tell.
  if (named.kind !== parsed.value.kind || nameOf(named) === nameOf(parsed.value)) return [];
  return [
    {
      message: `zone: ${quote(zone.value)} is not the zone of the input zone or CLOUDFLARE_ZONE_ID, ${quote(nameOf(named))}: give one of them, or the same`,
      place: zone.place,
    },
  ];
}

export function nameOf(zone: ZoneRef): string {
  return zone.kind === 'id' ? zone.id : zone.name;
}
