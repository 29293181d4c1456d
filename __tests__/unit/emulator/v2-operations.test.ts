import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import { population } from '../../../emulator/population.ts';
import {
  CENTRAL,
  EAST,
  error,
  NO_BATCH,
  NO_IP,
  NO_REGION,
  NOON,
  NOT_THERE,
  ONE,
  type OperationCase,
  ok,
  TWO,
  V2,
  v2Item,
} from './emulators.ts';

const moved = { ip: ONE.ip, ...CENTRAL };

const CASES: readonly OperationCase[] = [
  {
    name: 'v2 lists an empty zone with no pages',
    line: `GET ${V2}`,
    json: ok([], { page: 1, per_page: 20, count: 0, total_count: 0, total_pages: 0 }),
  },
  {
    name: 'v2 lists',
    seed: [ONE, TWO],
    line: `GET ${V2}`,
    json: ok([v2Item(ONE.ip, EAST), v2Item(TWO.ip, CENTRAL)], {
      page: 1,
      per_page: 20,
      count: 2,
      total_count: 2,
      total_pages: 1,
    }),
  },
  { name: 'v2 gets one', seed: [TWO], line: `GET ${V2}/2001:DB8::1`, json: ok(v2Item(TWO.ip, CENTRAL)) },
  {
    name: 'v2 does not get one that is not there',
    seed: [TWO],
    line: `GET ${V2}/192.0.2.9`,
    status: 404,
    json: error(1142, NOT_THERE),
  },
  {
    name: 'v2 puts one, whichever spelling',
    line: `PUT ${V2}/2001%3ADB8%3A%3A1`,
    body: { origin_ip: '2001:db8:0::1', ...CENTRAL },
    json: ok(v2Item(TWO.ip, CENTRAL)),
    after: [TWO],
  },
  {
    name: 'v2 replaces one',
    seed: [moved],
    line: `PUT ${V2}/192.0.2.1`,
    body: { origin_ip: ONE.ip, ...EAST },
    json: ok(v2Item(ONE.ip, EAST)),
    after: [ONE],
  },
  {
    name: 'v2 refuses a body for another address',
    line: `PUT ${V2}/192.0.2.2`,
    body: { origin_ip: ONE.ip, ...EAST },
    status: 400,
    json: error(1146, 'body origin_ip does not match URL'),
  },
  {
    name: 'v2 refuses a body without the address',
    line: `PUT ${V2}/192.0.2.1`,
    body: EAST,
    status: 400,
    json: error(1146, NO_IP),
  },
  {
    name: 'v2 refuses the other surface’s key',
    line: `PUT ${V2}/192.0.2.1`,
    body: ONE,
    status: 400,
    json: error(1146, NO_IP),
  },
  {
    name: 'v2 refuses an unknown region',
    line: `PUT ${V2}/192.0.2.1`,
    body: { origin_ip: ONE.ip, vendor: 'oci', region: 'us-east-1' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  { name: 'v2 deletes one', seed: [ONE], line: `DELETE ${V2}/192.0.2.1`, json: ok({ origin_ip: ONE.ip }), after: [] },
  {
    name: 'v2 does not delete one that is not there',
    seed: [TWO],
    line: `DELETE ${V2}/192.0.2.1`,
    status: 404,
    json: error(1142, NOT_THERE),
  },
  {
    name: 'v2 writes a batch as a merge',
    seed: [TWO],
    line: `PUT ${V2}/batch`,
    body: [
      { origin_ip: ONE.ip, ...EAST },
      { origin_ip: '192.0.2.2', vendor: 'aws' },
    ],
    json: ok({ succeeded: [{ origin_ip: ONE.ip, ...EAST }], failed: [{ origin_ip: '192.0.2.2', error: NO_REGION }] }),
    after: [ONE, TWO],
  },
  {
    name: 'v2 refuses a batch that is no list',
    line: `PUT ${V2}/batch`,
    body: 'null',
    status: 400,
    json: error(1146, NO_BATCH),
  },
  {
    name: 'v2 deletes a batch',
    seed: [ONE, TWO],
    line: `DELETE ${V2}/batch`,
    body: ['192.0.2.1', '192.0.2.9'],
    json: ok({ succeeded: [{ origin_ip: ONE.ip, ...EAST }], failed: [{ origin_ip: '192.0.2.9', error: NOT_THERE }] }),
    after: [TWO],
  },
  {
    name: 'v2 refuses to delete a batch of 101',
    line: `DELETE ${V2}/batch`,
    body: population(101).map(({ ip }) => ip),
    status: 400,
    json: error(1146, NO_BATCH),
  },
];

describe('an operation of v2 answers the documented body', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ now: () => new Date(NOON) });
  });
  afterAll(() => emulator.close());

  test.each(CASES)('$name', async ({ seed = [], line, body, status = 200, json, after = seed }) => {
    emulator.seed(seed);

    const reply = await call(emulator, line, { body });

    expect(reply).toMatchObject({ status, json });
    expect(reply.json).toEqual(json);
    expect(emulator.mappings()).toEqual(after);
  });
});
