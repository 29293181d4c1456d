import type { Random } from './random.ts';
import type { Scenario, Task } from './scenario.ts';

const SETTINGS = ['on', 'on', 'on', 'off', 'absent', 'denied', 'html', 'odd'] as const;

/** What the API of a zone of this size is like. */
export function drawApi(random: Random, size: number, isPair: boolean, tasks: readonly Task[]): Scenario['api'] {
  const prunes = tasks.some(({ prune }) => prune !== 'none');
  return {
    surfaces: random.weighted([
      [60, 'both'],
      [15, 'v1'],
      [17, 'v2'],
      [6, 'patch-only'],
      [2, 'none'],
    ] as const),
    noRoute: random.one(['404', '400', 'html', '405', '410', '501']),
    ...(random.percent(8) ? { limit: size + random.whole(-1, 6) } : {}),
    tieredCache: !random.percent(10),
    tieredCaching: random.percent(1) ? 'hang' : random.one(SETTINGS),
    smartTopology: random.one(SETTINGS),
    readOnly: random.percent(1.5),
    ...(!prunes && size < 3000 && random.percent(12) ? { oddRows: drawOddRows(random) } : {}),
    ...(random.percent(2)
      ? { listedRegions: random.one<unknown>([{}, null, { aws: [] }, { aws: null, gcp: [] }]) }
      : {}),
    ...(isPair ? { latencyMs: random.whole(0, 4), unserialised: random.percent(85) } : {}),
    ...(random.percent(4)
      ? {
          rateLimit: {
            requests: random.whole(2, 12),
            seconds: random.whole(1, 60),
            retryAfter: random.one(['none', 'seconds']),
          },
        }
      : {}),
  };
}

/** Rows that are not as documented. Their addresses are nobody's else. */
function drawOddRows(random: Random): unknown[] {
  const rows = [
    { ip: '198.51.100.1', vendor: null, region: 'us-east-1' },
    { ip: '198.51.100.2', vendor: 'aws' },
    { ip: '198.51.100.3', vendor: 'moon', region: 'crater-1' },
    { ip: '198.51.100.4', vendor: 'aws', region: 'us-east-1', weight: 3 },
    { ip: '198.51.100.0/28', vendor: 'aws', region: 'us-east-1' },
    { ip: '2001:DB8:0DD::0001', vendor: 'aws', region: 'us-east-1' },
    { ip: '', vendor: 'aws', region: 'us-east-1' },
    { vendor: 'gcp', region: 'us-east4' },
    { ip: null, vendor: 'gcp', region: 'us-east4' },
    null,
  ];
  return random.some(rows, random.whole(1, 3));
}
