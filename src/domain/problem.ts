/** A place in a mappings file, or in the `mappings` input; lines and columns count from 1. */
export interface Place {
  /** Path relative to the workspace with forward slashes; absent for the `mappings` input. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  /** Column after the last character, where the piece ends on the same line. */
  readonly endColumn?: number;
}

/** Something to report, in words that name the thing, its value and the remedy. An error, a warning or a notice. */
export interface Problem {
  readonly message: string;
  readonly place?: Place;
  /** The Cloudflare error code that the API answered, or would have answered. */
  readonly code?: number;
  /** All of them, where the answer held several. */
  readonly codes?: readonly number[];
  /** How many problems it stands for where it sums up several that are not listed; 1 if absent. */
  readonly count?: number;
}

/** Words for a place: `origins.yaml:3:7`, or `mappings input, line 3, column 7`. */
export function placeName(place: Place): string {
  return place.file === undefined
    ? `mappings input, line ${place.line}, column ${place.column}`
    : `${place.file}:${place.line}:${place.column}`;
}

/** How many problems a list tells, those that are only summed up included. */
export function problemCount(problems: readonly Problem[]): number {
  return problems.reduce((sum, { count = 1 }) => sum + count, 0);
}
