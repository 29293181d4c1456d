/** A place in a mappings file, or in the `mappings` input; lines and columns count from 1. */
export interface Place {
  /** Path relative to the workspace with forward slashes; absent for the `mappings` input. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  /** Column after the last character, where the piece ends on the same line. */
  readonly endColumn?: number;
}

/** The user's mistake, in words that name the thing, its value and the remedy. No stack belongs to it. */
export interface Problem {
  readonly message: string;
  readonly place?: Place;
  /** The Cloudflare error code that the API would have answered, or did answer. */
  readonly code?: number;
}

/** Words for a place: `origins.yaml:3:7`, or `mappings input, line 3, column 7`. */
export function placeName(place: Place): string {
  return place.file === undefined
    ? `mappings input, line ${place.line}, column ${place.column}`
    : `${place.file}:${place.line}:${place.column}`;
}
