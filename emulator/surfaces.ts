import type { Surfaces } from './options.ts';
import type { Route, Surface } from './route.ts';

/** Which surfaces are routed at the moment. */
export interface OpenSurfaces {
  has(route: Route): boolean;
  vanish(surface: Surface): void;
  appear(surface: Surface): void;
}

const AT_START: Readonly<Record<Surfaces, readonly Surface[]>> = {
  both: ['v1', 'v2'],
  v1: ['v1'],
  v2: ['v2'],
  none: [],
  'patch-only': ['v1'],
};

export function createSurfaces(start: Surfaces): OpenSurfaces {
  const open = new Set<Surface>(AT_START[start]);
  const patchOnly = start === 'patch-only';
  return {
    has(route) {
      if (patchOnly && route.operation !== 'patch') return false;
      return route.operation === 'zones' || open.has(route.surface);
    },
    vanish: (surface) => open.delete(surface),
    appear: (surface) => open.add(surface),
  };
}
