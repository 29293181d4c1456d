import { afterEach, describe, expect, test } from '@jest/globals';
import { call } from '../../../emulator/client.ts';
import { type Emulator, startEmulator } from '../../../emulator/emulator.ts';
import type { EmulatorOptions } from '../../../emulator/options.ts';
import { manyRegions } from '../../../emulator/population.ts';
import type { DnsRecordSeed, SettingState } from '../../../emulator/zone-reads.ts';

const V1 = '/cache/origin_cloud_regions';
const V2 = '/origin/cloud_regions';
const TIERED = '/argo/tiered_caching';
const SMART = '/cache/tiered_cache_smart_topology_enable';

const running: Emulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

describe('zones', () => {
  const moved = { id: 'a'.repeat(32), name: 'example.com', status: 'moved' };
  const unicode = { id: 'b'.repeat(32), name: 'bücher.example' };

  test.each([
    ['example.com', ['moved', 'active']],
    ['b%C3%BCcher.example', ['active']],
    ['xn--bcher-kva.example', []],
  ])('of the name %s are %j', async (name, states) => {
    const emulator = await start({ otherZones: [moved, unicode] });
    const { json } = await call(emulator, `GET /zones?name=${name}`);
    const found = (json as { result: { status: string }[] }).result.map(({ status }) => status);
    expect(found.sort()).toEqual([...states].sort());
  });

  test('have a status, and one can be asked for', async () => {
    const emulator = await start({ zoneStatus: 'pending' });
    expect((await call(emulator, `GET /zones/${emulator.zoneId}`)).json).toMatchObject({
      result: { id: emulator.zoneId, name: 'example.com', status: 'pending' },
    });
  });

  test('come in pages', async () => {
    const otherZones = Array.from({ length: 24 }, (_, index) => ({
      id: index.toString(16).padStart(32, '0'),
      name: `${index}.test`,
    }));
    const { json } = await call(await start({ otherZones }), 'GET /zones?page=2');
    expect(json).toMatchObject({ result_info: { page: 2, count: 5, total_count: 25, total_pages: 2 } });
  });

  test.each(['/zones?name=example.com', '/zones/023e105f4ecef8ad9ca31a8372d0c353'])(
    'cannot be read without the permission: %s',
    async (path) => {
      expect(await call(await start({ zoneRead: false }), `GET ${path}`)).toMatchObject({
        status: 403,
        json: { errors: [{ code: 9109 }] },
      });
    },
  );
});

describe('Cloudflare’s own ranges', () => {
  test('are given to anybody', async () => {
    const emulator = await start({ cloudflareRanges: ['192.0.2.0/24', '2001:db8::/32'] });
    const response = await fetch(`${emulator.url}/ips`);
    expect(await response.json()).toMatchObject({
      success: true,
      result: { etag: expect.any(String), ipv4_cidrs: ['192.0.2.0/24'], ipv6_cidrs: ['2001:db8::/32'] },
    });
  });

  test('are not where there is nothing but the PATCH', async () => {
    const emulator = await start({ surfaces: 'patch-only' });
    expect((await fetch(`${emulator.url}/ips`)).status).toBe(400);
    expect((await call({ ...emulator, url: emulator.url }, 'GET /zones')).status).toBe(404);
  });
});

describe('DNS records', () => {
  const RECORDS: readonly DnsRecordSeed[] = [
    { type: 'A', name: 'example.com', content: '192.0.2.1' },
    { type: 'AAAA', name: 'example.com', content: '2001:db8::1', proxied: false },
    { type: 'CNAME', name: 'www.example.com', content: 'example.com' },
    { type: 'TXT', name: 'example.com', content: 'text' },
    { type: 'AAAA', name: 'worker.example.com', content: '100::', meta: { origin_worker_id: 'abc' } },
  ];
  interface List {
    readonly result: readonly Readonly<Record<string, unknown>>[];
    readonly result_info: Readonly<Record<string, number>>;
  }
  const list = async (emulator: Emulator, query = ''): Promise<List> =>
    (await call(emulator, `GET /dns_records${query}`)).json as List;

  test.each([
    ['', [0, 1, 2, 3, 4]],
    ['?type=AAAA', [1, 4]],
    ['?proxied=true', [0, 2, 4]],
    ['?proxied=false', [1, 3]],
    ['?name=WWW.example.com', [2]],
    ['?type=MX', []],
  ])('"%s" lists the records %j', async (query, numbers) => {
    const { result, result_info } = await list(await start({ dnsRecords: RECORDS }), query);
    expect(result).toMatchObject(numbers.map((number) => ({ ...RECORDS[number] })));
    expect(result_info).toMatchObject({ page: 1, count: numbers.length, total_count: numbers.length });
  });

  test('have all fields, and an ID that stays when others come and go', async () => {
    const emulator = await start({ dnsRecords: RECORDS });
    const [, second] = (await list(emulator)).result;
    emulator.dnsRecords = RECORDS.slice(1);
    const [first] = (await list(emulator)).result;
    expect(first).toEqual(second);
    expect(first).toMatchObject({
      id: expect.stringMatching(/^[\da-f]{32}$/),
      proxied: false,
      proxiable: true,
      ttl: 1,
    });
  });

  test('come in pages, of fewer than asked for where the server likes', async () => {
    const emulator = await start({ dnsRecords: 250, dnsPageSize: 60 });
    const last = await list(emulator, '?per_page=1000&page=5');
    expect(last.result).toHaveLength(10);
    expect(last.result_info).toEqual({ page: 5, per_page: 60, count: 10, total_count: 250, total_pages: 5 });
    expect(
      new Set((await list(await start({ dnsRecords: 250 }), '?per_page=1000')).result.map(({ id }) => id)).size,
    ).toBe(250);
  });

  test('cannot be read without the permission', async () => {
    expect(await call(await start({ dnsRead: false }), 'GET /dns_records')).toMatchObject({
      status: 403,
      json: { errors: [{ code: 10000 }] },
    });
  });
});

describe('the settings of tiered cache', () => {
  test.each<[state: SettingState, status: number, json: object]>([
    ['on', 200, { result: { value: 'on', editable: true } }],
    ['off', 200, { result: { value: 'off' } }],
    ['absent', 404, { errors: [{ code: 1142 }] }],
    ['denied', 403, { errors: [{ code: 10000 }] }],
    ['odd', 200, { result: { value: { enabled: true } } }],
  ])('that are %s are answered with %s', async (state, status, json) => {
    const emulator = await start({ tieredCaching: state });
    expect(await call(emulator, `GET ${TIERED}`)).toMatchObject({ status, json });
    expect(await call(emulator, `GET ${SMART}`)).toMatchObject({
      status: 200,
      json: { result: { id: 'tiered_cache_smart_topology_enable', value: 'on' } },
    });
  });

  test('can be a page, or nothing at all', async () => {
    const emulator = await start({ tieredCaching: 'html', smartTopology: 'hang' });
    expect(await call(emulator, `GET ${TIERED}`)).toMatchObject({ status: 403, json: expect.stringContaining('<h1>') });
    const client = new AbortController();
    emulator.onAnswer = () => {
      setImmediate(() => client.abort());
    };
    await expect(call(emulator, `GET ${SMART}`, { signal: client.signal })).rejects.toThrow('aborted');
  });

  test.each(['off', 'absent', 'on'] as const)('that are %s can be switched on', async (state) => {
    const emulator = await start({ smartTopology: state });
    const reply = await call(emulator, `PATCH ${SMART}`, { body: { value: 'on' } });
    expect(reply).toMatchObject({ status: 200, json: { result: { value: 'on' } } });
    expect(emulator.settings).toEqual({ tieredCaching: 'on', smartTopology: 'on' });
  });

  test.each<[name: string, options: EmulatorOptions, body: object, status: number]>([
    ['without the permission', { smartTopology: 'off', settingsReadOnly: true }, { value: 'on' }, 403],
    ['by a credential that only reads', { smartTopology: 'off', readOnly: true }, { value: 'on' }, 403],
    ['where they are denied', { smartTopology: 'denied' }, { value: 'on' }, 403],
    ['to another value', { smartTopology: 'off' }, { value: true }, 400],
  ])('are not switched %s', async (_, options, body, status) => {
    const emulator = await start(options);
    const before = { ...emulator.settings };
    expect((await call(emulator, `PATCH ${SMART}`, { body })).status).toBe(status);
    expect(emulator.settings).toEqual(before);
  });

  test('are not written where the answer says so and another writer is faster', async () => {
    const emulator = await start({ tieredCaching: 'off', faults: ['WRITE lost-write'] });
    expect((await call(emulator, `PATCH ${TIERED}`, { body: { value: 'on' } })).status).toBe(200);
    expect(emulator.settings.tieredCaching).toBe('off');
  });
});

describe('odd rows', () => {
  const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
  test('stand in every list as they are, under the key of the surface', async () => {
    const odd = [{ ip: '192.0.2.9', vendor: 'acme', region: null }, { 'origin-ip': '192.0.2.0/24' }, null, 'row'];
    const emulator = await start({ mappings: [ONE], oddRows: odd });
    const rest = { vendor: 'acme', region: null };
    for (const line of [`GET ${V1}`, `PATCH ${V1}`]) {
      const { json } = await call(emulator, line, line.startsWith('PATCH') ? { body: ONE } : {});
      const { value } = (json as { result: { value: unknown[] } }).result;
      expect(value.slice(1)).toEqual([{ 'origin-ip': '192.0.2.9', ...rest }, ...odd.slice(1)]);
    }
    const { json } = await call(emulator, `GET ${V2}`);
    expect(json).toMatchObject({ result_info: { total_count: 5 } });
    expect((json as { result: unknown[] }).result[1]).toEqual({ origin_ip: '192.0.2.9', ...rest });
    emulator.oddRows = [];
    expect((await call(emulator, `GET ${V2}`)).json).toMatchObject({ result_info: { total_count: 1 } });
  });
});

describe('the regions that are listed', () => {
  test.each([[{}], [{ aws: [], gcp: null }], [manyRegions(5000)]])(
    'may be others than those that count',
    async (listed) => {
      const emulator = await start({ listedRegions: listed });
      const { json } = await call(emulator, `GET ${V1}/supported_regions`);
      expect((json as { result: { vendors: unknown } }).result.vendors).toEqual(listed);
      const body = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
      expect((await call(emulator, `PATCH ${V1}`, { body })).status).toBe(200);
    },
  );
});
