import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import {
  CENTRAL,
  EAST,
  error,
  NO_IP,
  NO_REGION,
  NOON,
  NOT_THERE,
  ONE,
  type OperationCase,
  setting,
  TWO,
  V1,
  v1Item,
} from './emulators.ts';

const NOT_REMOVED = 'Unable to delete origin_public_cloud_region setting value. The zone setting does not exist.';
const THERE = 'Unable to create new origin_public_cloud_region setting. The zone setting already exists.';
const _moved = { ip: ONE.ip, ...CENTRAL };

const CASES: readonly OperationCase[] = [
  { name: 'v1 lists an empty zone', line: `GET ${V1}`, json: setting([], null) },
  {
    name: 'v1 lists in order of creation',
    seed: [TWO, ONE],
    line: `GET ${V1}`,
    json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
    after: [ONE, TWO],
  },
  { name: 'v1 creates', line: `POST ${V1}`, body: ONE, json: setting(v1Item(ONE.ip, EAST)), after: [ONE] },
  {
    name: 'v1 does not create twice, whichever spelling',
    seed: [TWO],
    line: `POST ${V1}`,
    body: { ip: '2001:DB8:0::1', ...EAST },
    status: 400,
    json: error(1145, THERE),
  },
  {
    name: 'v1 PATCH creates and answers the whole list',
    seed: [TWO],
    line: `PATCH ${V1}`,
    body: ONE,
    json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
    after: [ONE, TWO],
  },
  {
    name: 'v1 PATCH updates in place and stores the canonical address',
    seed: [{ ip: TWO.ip, ...EAST }, ONE],
    line: `PATCH ${V1}`,
    body: { ip: '2001:0DB8:0:0::0001', ...CENTRAL },
    json: setting([v1Item(TWO.ip, CENTRAL), v1Item(ONE.ip, EAST)]),
    after: [ONE, TWO],
  },
  {
    name: 'v1 PATCH takes an IPv4-mapped address for the IPv4 address',
    line: `PATCH ${V1}`,
    body: { ip: '::ffff:192.0.2.1', ...EAST },
    json: setting([v1Item(ONE.ip, EAST)]),
    after: [ONE],
  },
  {
    name: 'v1 refuses an unknown region',
    line: `PATCH ${V1}`,
    body: { ...ONE, region: 'us-east-9' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  {
    name: 'v1 refuses another vendor’s region',
    line: `POST ${V1}`,
    body: { ...ONE, vendor: 'gcp' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  {
    name: 'v1 refuses a vendor in capitals',
    line: `PATCH ${V1}`,
    body: { ...ONE, vendor: 'AWS' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  {
    name: 'v1 refuses a vendor that is a name of every object',
    line: `PATCH ${V1}`,
    body: { ...ONE, vendor: 'constructor' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  {
    name: 'v1 refuses a missing vendor',
    line: `PATCH ${V1}`,
    body: { ip: ONE.ip, region: 'us-east-1' },
    status: 400,
    json: error(1157, NO_REGION),
  },
  { name: 'v1 refuses a missing address', line: `PATCH ${V1}`, body: EAST, status: 400, json: error(1146, NO_IP) },
  {
    name: 'v1 refuses the other surface’s key',
    line: `PATCH ${V1}`,
    body: { origin_ip: ONE.ip, ...EAST },
    status: 400,
    json: error(1146, NO_IP),
  },
  {
    name: 'v1 refuses a range',
    line: `POST ${V1}`,
    body: { ip: '192.0.2.0/24', ...EAST },
    status: 400,
    json: error(1146, NO_IP),
  },
  { name: 'v1 refuses no body', line: `PATCH ${V1}`, status: 400, json: error(1146, NO_IP) },
  {
    name: 'v1 refuses a body that is no JSON',
    line: `PATCH ${V1}`,
    body: '{"ip":',
    status: 400,
    json: error(6007, 'Malformed JSON in request body'),
  },
  { name: 'v1 gets one', seed: [TWO], line: `GET ${V1}/2001:DB8::1`, json: setting(v1Item(TWO.ip, CENTRAL)) },
  {
    name: 'v1 gets one by an encoded address',
    seed: [TWO],
    line: `GET ${V1}/2001%3Adb8%3A%3A1`,
    json: setting(v1Item(TWO.ip, CENTRAL)),
  },
  {
    name: 'v1 does not get one that is not there',
    seed: [TWO],
    line: `GET ${V1}/192.0.2.9`,
    status: 404,
    json: error(1142, NOT_THERE),
  },
  {
    name: 'v1 does not get one from an empty zone',
    line: `GET ${V1}/192.0.2.9`,
    status: 404,
    json: error(1142, NOT_THERE),
  },
  { name: 'v1 does not get what is no address', line: `GET ${V1}/%zz`, status: 400, json: error(1146, NO_IP) },
  {
    name: 'v1 deletes one',
    seed: [ONE, TWO],
    line: `DELETE ${V1}/192.0.2.1`,
    json: setting(v1Item(ONE.ip, EAST)),
    after: [TWO],
  },
  {
    name: 'v1 does not delete one that is not there',
    seed: [TWO],
    line: `DELETE ${V1}/192.0.2.1`,
    status: 404,
    json: error(1163, NOT_REMOVED),
  },
  {
    name: 'v1 does not delete what is no address',
    seed: [TWO],
    line: `DELETE ${V1}/nothing`,
    status: 400,
    json: error(1146, NO_IP),
  },
];

describe('an operation of v1 answers the documented body', () => {
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
