import { drawOriginsScenario } from './draw-origins.ts';
import { drawPullsScenario } from './draw-pulls.ts';
import { drawPushesScenario } from './draw-pushes.ts';
import { drawZoneScenario } from './draw-zone.ts';
import { openRandom, type Random } from './random.ts';
import type { Scenario } from './scenario.ts';

const KINDS: readonly (readonly [weight: number, draw: (random: Random, seed: number) => Scenario])[] = [
  [48, drawZoneScenario],
  [20, drawOriginsScenario],
  [22, drawPullsScenario],
  [10, drawPushesScenario],
];

/** The scenario of a seed; the same each time. */
export function scenarioOf(seed: number, only?: Scenario['kind']): Scenario {
  const random = openRandom(seed);
  const draw = random.weighted(KINDS);
  switch (only) {
    case 'zone':
      return drawZoneScenario(random, seed);
    case 'origins':
      return drawOriginsScenario(random, seed);
    case 'pulls':
      return drawPullsScenario(random, seed);
    case 'pushes':
      return drawPushesScenario(random, seed);
    default:
      return draw(random, seed);
  }
}
