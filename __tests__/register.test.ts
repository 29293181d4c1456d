import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { ACTS, at } from './action.ts';

describe.each(ACTS)('%s registers', (_, act) => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({});
  });
  afterEach(() => emulator.close());

  test('one mapping with one PATCH and nothing to read after it', async () => {
    const ending = await act({
      inputs: at(emulator, { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' }),
    });
    expect(ending.log).toContain('Done: 1 created');
    expect(ending).toMatchObject({
      exitCode: 0,
      outputs: {
        changed: 'true',
        created: '1',
        'api-version': 'v1',
        'zone-id': emulator.zoneId,
        count: '1',
        remaining: '3499',
      },
    });
    expect(emulator.mappings()).toEqual([{ ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' }]);
    expect(
      emulator.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
    ).toEqual([`PATCH /zones/${emulator.zoneId}/cache/origin_cloud_regions`]);
  });
});
