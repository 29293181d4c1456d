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
  setting,
  TWO,
  V1,
} from './emulators.ts';

const moved = { ip: ONE.ip, ...CENTRAL };

const CASES: readonly OperationCase[] = [
  {
    name: 'v1 writes a batch and tells failures in words only',
    seed: [{ ip: ONE.ip, ...CENTRAL }],
    line: `PATCH ${V1}/batch`,
    body: [ONE, { ...TWO, region: 'nowhere' }, { ip: '192.0.2.300', ...EAST }, null, { ip: '2001:DB8::1', ...CENTRAL }],
    json: setting({
      succeeded: [
        { 'origin-ip': ONE.ip, ...EAST },
        { 'origin-ip': TWO.ip, ...CENTRAL },
      ],
      failed: [
        { 'origin-ip': TWO.ip, error: NO_REGION },
        { 'origin-ip': '192.0.2.300', error: NO_IP },
        { 'origin-ip': '', error: NO_IP },
      ],
    }),
    after: [ONE, TWO],
  },
  {
    name: 'v1 writes the last of duplicates',
    line: `PATCH ${V1}/batch`,
    body: [ONE, moved],
    json: setting({
      succeeded: [
        { 'origin-ip': ONE.ip, ...EAST },
        { 'origin-ip': ONE.ip, ...CENTRAL },
      ],
      failed: [],
    }),
    after: [moved],
  },
  {
    name: 'v1 has no time for a batch that applied nothing',
    seed: [TWO],
    line: `PATCH ${V1}/batch`,
    body: [{ ...ONE, region: 'nowhere' }],
    json: setting({ succeeded: [], failed: [{ 'origin-ip': ONE.ip, error: NO_REGION }] }, null),
  },
  {
    name: 'v1 takes an empty batch',
    line: `PATCH ${V1}/batch`,
    body: [],
    json: setting({ succeeded: [], failed: [] }, null),
  },
  {
    name: 'v1 refuses a batch that is no list',
    line: `PATCH ${V1}/batch`,
    body: ONE,
    status: 400,
    json: error(1146, NO_BATCH),
  },
  {
    name: 'v1 refuses a batch of 101',
    line: `PATCH ${V1}/batch`,
    body: population(101),
    status: 400,
    json: error(1146, NO_BATCH),
  },
  {
    name: 'v1 deletes a batch; the record goes with its last mapping',
    seed: [ONE, TWO],
    line: `DELETE ${V1}/batch`,
    body: ['2001:DB8::1', '192.0.2.9', 'nothing', 7, '192.0.2.1', '192.0.2.1'],
    json: setting({
      succeeded: [
        { 'origin-ip': TWO.ip, ...CENTRAL },
        { 'origin-ip': ONE.ip, ...EAST },
      ],
      failed: [
        { 'origin-ip': '192.0.2.9', error: NOT_THERE },
        { 'origin-ip': 'nothing', error: NO_IP },
        { 'origin-ip': '', error: NO_IP },
        { 'origin-ip': '192.0.2.1', error: NOT_THERE },
      ],
    }),
    after: [],
  },
  {
    name: 'v1 refuses to delete a batch without a body',
    seed: [ONE],
    line: `DELETE ${V1}/batch`,
    status: 400,
    json: error(1146, NO_BATCH),
  },
];

describe('a batch of v1 answers the documented body', () => {
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
