import type { Problem } from './domain/problem.ts';
import { quote } from './domain/quote.ts';
import type { Wanted, WantedList } from './domain/wanted.ts';
import type { Environment } from './event.ts';
import { type Asked, ZONE_REMEDY } from './inputs/inputs.ts';
import { parseZone } from './inputs/values.ts';
import { readMappingsFile } from './wanted/file.ts';
import { listMappings } from './wanted/inputs.ts';
import { parseMappings } from './wanted/mappings.ts';
import type { ZoneRef } from './zone/lookup.ts';

/** What the user ordered: mappings, and the zone they are for. Sound only if `problems` is empty. */
export interface Order {
  readonly wanted: readonly Wanted[];
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
  if (source.kind === 'record') return orderOf({ wanted: [], problems: [], notices: [] }, named);
  if (source.kind === 'entry')
    return orderOf(await listMappings(source.ip, source.vendor, source.region, target), named);
  if (source.kind === 'inline') return orderOf(await parseMappings(source.text, { target }), named);
  const file = await readMappingsFile(source.path, {
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    ...(env.RUNNER_TEMP ? { temp: env.RUNNER_TEMP } : {}),
  });
  if (!('text' in file)) return { wanted: [], zones: [], problems: [file], notices: [] };
  return { ...orderOf(await parseMappings(file.text, { file: file.file, target }), named), file: file.file };
}

function orderOf({ wanted, zone, problems, notices }: WantedList, named: Asked['zone']): Order {
  const zones = named === undefined || named === 'wrong' ? [] : [named];
  if (zone === undefined)
    return {
      wanted,
      zones,
      notices,
      problems:
        named === undefined
          ? [...problems, { message: `No zone is given: ${ZONE_REMEDY}, or name it in the mappings as "zone"` }]
          : problems,
    };
  const parsed = parseZone(zone.value);
  if ('wrong' in parsed)
    return {
      wanted,
      zones,
      notices,
      problems: [...problems, { message: `zone: ${quote(zone.value)} ${parsed.wrong}`, place: zone.place }],
    };
  const [first] = zones;
  const differs = first !== undefined && first.kind === parsed.value.kind && nameOf(first) !== nameOf(parsed.value);
  return {
    wanted,
    zones: [...zones, parsed.value],
    notices,
    problems: differs
      ? [
          ...problems,
          {
            message: `zone: ${quote(zone.value)} is not the zone of the input zone or CLOUDFLARE_ZONE_ID, ${quote(nameOf(first))}: give one of them, or the same`,
            place: zone.place,
          },
        ]
      : problems,
  };
}

export function nameOf(zone: ZoneRef): string {
  return zone.kind === 'id' ? zone.id : zone.name;
}
