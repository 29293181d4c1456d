/** A layer of src: rooms (folders, or files beside them) that import only what is below. */
export interface Layer {
  readonly rooms: readonly string[];
  /** In the picture of CONTRIBUTING. */
  readonly does: string;
}

/** From the top. `__tests__/project/layers.test.ts` holds the imports and the linter's rules to it. */
export const LAYERS: readonly Layer[] = [
  { rooms: ['index.ts', 'run.ts'], does: 'the story of a run' },
  { rooms: ['stages'], does: 'connect the rooms' },
  { rooms: ['inputs', 'desired', 'prune', 'reconcile', 'preview', 'report'], does: 'read, decide, tell' },
  { rooms: ['cloudflare', 'github', 'origins'], does: 'what the outside says' },
  { rooms: ['http', 'files'], does: 'the only ways out' },
  { rooms: ['domain'], does: 'the nouns' },
];

/** The only imports of a room by another one of its layer. */
export const BESIDE: readonly (readonly [from: string, to: string])[] = [
  ['prune', 'desired'],
  ['preview', 'report'],
  ['origins', 'cloudflare'],
];
