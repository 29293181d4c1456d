import { afterEach } from '@jest/globals';
import { type CallOptions, call, type Reply } from '../../../emulator/client.ts';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import type { Fault } from '../../../emulator/fault.ts';
import type { EmulatorOptions } from '../../../emulator/options.ts';

export const V1 = '/cache/origin_cloud_regions';
export const V2 = '/origin/cloud_regions';
export const NOON = '2026-03-01T12:00:00Z';
export const EAST = { vendor: 'aws', region: 'us-east-1' };
export const CENTRAL = { vendor: 'gcp', region: 'us-central1' };
export const ONE = { ip: '192.0.2.1', ...EAST };
export const TWO = { ip: '2001:db8::1', ...CENTRAL };

export const NOT_THERE =
  'Unable to retrieve origin_public_cloud_region setting value. The zone setting does not exist.';
export const NO_IP = 'Invalid or missing origin IP address.';
export const NO_REGION =
  "The vendor provided doesn't exist or the region provided does not exist for the specified cloud vendor";
export const NO_BATCH = 'invalid request body, must be an array of up to 100 items';

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

/** An emulator that ends with the test. Its clock stands at noon. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => new Date(NOON), ...options });
  running.push(emulator);
  return emulator;
}

/** The same with faults, and some milliseconds past noon. */
export function startFaulty(...faults: readonly (Fault | string)[]): Promise<Emulator> {
  return start({ faults, now: () => new Date('2026-03-01T12:00:00.400Z') });
}

/** PATCHes one mapping. */
export function write(emulator: Emulator, options: CallOptions = {}): Promise<Reply> {
  return call(emulator, `PATCH ${V1}`, { body: ONE, ...options });
}

/** The statuses of requests that are sent one after another. */
export async function statuses(emulator: Emulator, lines: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const line of lines) {
    const body = line.includes('/batch') ? [ONE] : line.startsWith('PATCH') ? ONE : undefined;
    found.push((await call(emulator, line, { body })).status);
  }
  return found;
}

export function ok(result: unknown, info?: unknown): object {
  return { success: true, errors: [], messages: [], result, ...(info !== undefined && { result_info: info }) };
}

export function error(code: number, message: string): object {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}

/** v1's envelope around a value. */
export function setting(value: unknown, modified: string | null = NOON): object {
  return ok({ id: 'origin_public_cloud_region', editable: true, modified_on: modified, value });
}

export const v1Item = (ip: string, target: object): object => ({ 'origin-ip': ip, ...target, modified_on: NOON });
export const v2Item = (ip: string, target: object): object => ({ origin_ip: ip, ...target, modified_on: NOON });

/** A request to an operation, and what comes of it. */
export interface OperationCase {
  readonly name: string;
  readonly seed?: NonNullable<EmulatorOptions['mappings']>;
  readonly line: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly json: object;
  /** What the zone holds afterwards; what it held before, where nothing is said. */
  readonly after?: NonNullable<EmulatorOptions['mappings']>;
}
