import { seededRandom } from '../emulator/random.ts';

/** Seeded draws. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True in so many of a hundred draws. */
  percent(share: number): boolean;
  one<const Value>(values: readonly [Value, ...Value[]]): Value;
  /** One of the values, as often as its weight says. */
  weighted<Value>(values: readonly (readonly [weight: number, value: Value])[]): Value;
  /** So many different values, or all. */
  some<Value>(values: readonly Value[], count: number): Value[];
}

export function openRandom(seed: number): Random {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1));
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    whole,
    percent: (share) => random() * 100 < share,
    one: (values) => values[whole(0, values.length - 1)] ?? values[0],
    weighted(values) {
      let left = random() * values.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of values) {
        left -= weight;
        if (left < 0) return value;
      }
      throw new RangeError('nothing to draw from');
    },
    some(values, count) {
      const rest = [...values];
      const drawn = [];
      while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(whole(0, rest.length - 1), 1));
      return drawn;
    },
  };
}
