import { afterEach, describe, expect, test } from '@jest/globals';
import { APIError as APIErrorV1, Cloudflare as CloudflareV1 } from 'cloudflare-v1';
import { APIError as APIErrorV2, Cloudflare as CloudflareV2 } from 'cloudflare-v2';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { population } from '../../emulator/population.ts';
import { REGIONS } from '../../emulator/regions.ts';

// Cloudflare's own clients against the emulator: version 6 speaks v1, version 7 speaks v2. What they find right was not written here.

const TIME = '2026-03-01T12:00:00Z';
const AWS = { vendor: 'aws', region: 'us-east-1' } as const;
const GCP = { vendor: 'gcp', region: 'us-central1' } as const;
const ONE = { ip: '192.0.2.1', ...AWS };
const TWO = { ip: '2001:db8::1', ...GCP };
const NO_REGION = /^The vendor provided doesn't exist or the region provided does not exist/;

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({ now: () => new Date(TIME), ...options });
  running.push(emulator);
  return emulator;
}

/** The settings of a client that trusts nothing to the environment. */
function access({ url, apiToken }: Emulator): { baseURL: string; apiToken: string; apiKey: null; apiEmail: null } {
  return { baseURL: url, apiToken, apiKey: null, apiEmail: null };
}

describe('version 6 of the SDK, which speaks v1', () => {
  const clientOf = (emulator: Emulator): CloudflareV1 => new CloudflareV1({ ...access(emulator), maxRetries: 0 });
  const head = { id: 'origin_public_cloud_region', editable: true };
  const one = { 'origin-ip': ONE.ip, ...AWS, modified_on: TIME };
  const two = { 'origin-ip': TWO.ip, ...GCP, modified_on: TIME };

  test('lists', async () => {
    const emulator = await start({ mappings: [ONE, TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.list(zone)).toEqual({ ...head, modified_on: TIME, value: [one, two] });
    emulator.seed([]);
    expect(await mappings.list(zone)).toEqual({ ...head, modified_on: null, value: [] });
  });

  test('creates, and learns that it is there', async () => {
    const emulator = await start();
    const params = { zone_id: emulator.zoneId, ...ONE };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.create(params)).toEqual({ ...head, modified_on: TIME, value: one });
    await expect(mappings.create(params)).rejects.toMatchObject({ status: 400, errors: [{ code: 1145 }] });
  });

  test('edits one and gets the whole list', async () => {
    const emulator = await start({ mappings: [TWO] });
    const edited = await clientOf(emulator).cache.originCloudRegions.edit({ zone_id: emulator.zoneId, ...ONE });
    expect(edited).toEqual({ ...head, modified_on: TIME, value: [two, one] });
    expect(emulator.mappings()).toEqual([ONE, TWO]);
  });

  test('gets one, and learns that it is not there', async () => {
    const emulator = await start({ mappings: [TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.get('2001:DB8:0::1', zone)).toEqual({ ...head, modified_on: TIME, value: two });
    await expect(mappings.get(ONE.ip, zone)).rejects.toMatchObject({ status: 404, errors: [{ code: 1142 }] });
  });

  test('deletes one, and learns that it is gone', async () => {
    const emulator = await start({ mappings: [TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.delete(TWO.ip, zone)).toEqual({ ...head, modified_on: TIME, value: two });
    await expect(mappings.delete(TWO.ip, zone)).rejects.toMatchObject({ status: 404, errors: [{ code: 1163 }] });
    expect(emulator.mappings()).toEqual([]);
  });

  test('edits many, of which one is refused in words', async () => {
    const emulator = await start();
    const body = [ONE, { ...TWO, region: 'nowhere' }];
    const edited = await clientOf(emulator).cache.originCloudRegions.bulkEdit({ zone_id: emulator.zoneId, body });
    expect(edited.value.succeeded).toEqual([{ 'origin-ip': ONE.ip, ...AWS }]);
    expect(edited.value.failed).toEqual([{ 'origin-ip': TWO.ip, error: expect.stringMatching(NO_REGION) }]);
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('deletes many, if it is told to send a body', async () => {
    const emulator = await start({ mappings: [ONE, TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    await expect(mappings.bulkDelete(zone)).rejects.toMatchObject({ status: 400 });
    const deleted = await mappings.bulkDelete(zone, { body: [ONE.ip, '192.0.2.9'] });
    expect(deleted.value.succeeded).toEqual([{ 'origin-ip': ONE.ip, ...AWS }]);
    expect(deleted.value.failed).toEqual([{ 'origin-ip': '192.0.2.9', error: expect.stringContaining('not exist') }]);
    expect(emulator.mappings()).toEqual([TWO]);
  });

  test('reads the supported regions', async () => {
    const emulator = await start();
    const regions = await clientOf(emulator).cache.originCloudRegions.supportedRegions({ zone_id: emulator.zoneId });
    expect(regions).toEqual({ obtained_codes: true, vendors: REGIONS });
  });

  test('learns the codes 1157, 1146 and 1164', async () => {
    const emulator = await start({ mappings: [TWO], limit: 1 });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    const wrong = mappings.edit({ ...zone, ...ONE, region: 'us-central1' });
    await expect(wrong).rejects.toMatchObject({ status: 400, errors: [{ code: 1157 }] });
    const invalid = mappings.edit({ ...zone, ...ONE, ip: 'localhost' });
    await expect(invalid).rejects.toMatchObject({ status: 400, errors: [{ code: 1146 }] });
    const full = mappings.bulkEdit({ ...zone, body: [ONE] });
    await expect(full).rejects.toMatchObject({ status: 403, errors: [{ code: 1164 }] });
    await expect(mappings.edit({ ...zone, ...ONE })).rejects.toBeInstanceOf(APIErrorV1);
  });

  test('is let in with the key and its e-mail address, and with no other token', async () => {
    const emulator = await start({ mappings: [ONE] });
    const { url, apiKey, apiEmail, zoneId } = emulator;
    const keyed = new CloudflareV1({ baseURL: url, apiToken: null, apiKey, apiEmail });
    expect((await keyed.cache.originCloudRegions.list({ zone_id: zoneId })).value).toHaveLength(1);
    const stranger = new CloudflareV1({ ...access(emulator), apiToken: 'another' });
    const refused = stranger.cache.originCloudRegions.list({ zone_id: zoneId });
    await expect(refused).rejects.toMatchObject({ status: 403, errors: [{ code: 10000 }] });
  });

  test('learns that a zone is not routed', async () => {
    const lost = clientOf(await start()).cache.originCloudRegions.list({ zone_id: 'f'.repeat(32) });
    await expect(lost).rejects.toMatchObject({ status: 404, errors: [{ code: 7003 }, { code: 7000 }] });
  });

  test('finds the zone by its name', async () => {
    const emulator = await start();
    const found = await clientOf(emulator).zones.list({ name: 'example.com' });
    expect(found.result).toMatchObject([{ id: emulator.zoneId, name: 'example.com', status: 'active' }]);
    expect((await clientOf(emulator).zones.list({ name: 'example.org' })).result).toEqual([]);
  });

  test('comes again after a 503', async () => {
    const emulator = await start();
    emulator.fault({ nth: 1, effect: { kind: 'status', status: 503, headers: { 'retry-after-ms': '1' } } });
    const client = new CloudflareV1({ ...access(emulator), maxRetries: 1 });
    expect((await client.cache.originCloudRegions.edit({ zone_id: emulator.zoneId, ...ONE })).value).toEqual([one]);
    expect(emulator.requests.map(({ status }) => status)).toEqual([503, 200]);
  });
});

describe('version 7 of the SDK, which speaks v2', () => {
  const clientOf = (emulator: Emulator): CloudflareV2 => new CloudflareV2({ ...access(emulator), maxRetries: 0 });
  const item = ({ ip, vendor, region }: { ip: string; vendor: string; region: string }): object => ({
    origin_ip: ip,
    vendor,
    region,
    modified_on: TIME,
  });

  test.each([
    { count: 0, per_page: 20, pages: 1 },
    { count: 1, per_page: 20, pages: 2 },
    { count: 100, per_page: 100, pages: 2 },
    { count: 250, per_page: 100, pages: 4 },
  ])('lists $count over pages of $per_page, each once and in order', async ({ count, per_page, pages }) => {
    const emulator = await start({ mappings: count });
    const found: unknown[] = [];
    const params = { zone_id: emulator.zoneId, per_page };
    for await (const mapping of clientOf(emulator).cache.originCloudRegions.list(params)) found.push(mapping);
    expect(found).toEqual(population(count).map(item));
    // It asks until a page is empty.
    expect(emulator.requests).toHaveLength(pages);
  });

  test('reads a page and what is said about it', async () => {
    const emulator = await start({ mappings: 30 });
    const page = await clientOf(emulator).cache.originCloudRegions.list({ zone_id: emulator.zoneId, page: 2 });
    expect(page.result_info).toEqual({ page: 2, per_page: 20, count: 10, total_count: 30, total_pages: 2 });
    expect(page.getPaginatedItems()).toHaveLength(10);
  });

  test('learns that a page is too large', async () => {
    const emulator = await start();
    const list = clientOf(emulator).cache.originCloudRegions.list({ zone_id: emulator.zoneId, per_page: 101 });
    await expect(list).rejects.toMatchObject({ status: 400, errors: [{ code: 1146 }] });
  });

  test('updates one, whichever spelling, and learns of a mismatch', async () => {
    const emulator = await start();
    const params = { zone_id: emulator.zoneId, origin_ip: '2001:DB8:0::1', ...GCP };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.update('2001:db8::1', params)).toEqual(item(TWO));
    await expect(mappings.update(ONE.ip, params)).rejects.toMatchObject({ status: 400, errors: [{ code: 1146 }] });
    expect(emulator.mappings()).toEqual([TWO]);
  });

  test('gets one, and learns that it is not there', async () => {
    const emulator = await start({ mappings: [TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.get(TWO.ip, zone)).toEqual(item(TWO));
    await expect(mappings.get(ONE.ip, zone)).rejects.toMatchObject({ status: 404, errors: [{ code: 1142 }] });
  });

  test('deletes one, and learns that it is gone', async () => {
    const emulator = await start({ mappings: [ONE] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    expect(await mappings.delete(ONE.ip, zone)).toEqual({ origin_ip: ONE.ip });
    await expect(mappings.delete(ONE.ip, zone)).rejects.toMatchObject({ status: 404, errors: [{ code: 1142 }] });
  });

  test('updates many, of which one is refused in words', async () => {
    const emulator = await start({ mappings: [TWO] });
    const body = [
      { origin_ip: ONE.ip, ...AWS },
      { origin_ip: '192.0.2.2', ...AWS, region: 'nowhere' },
    ];
    const updated = await clientOf(emulator).cache.originCloudRegions.bulkUpdate({ zone_id: emulator.zoneId, body });
    expect(updated.succeeded).toEqual([{ origin_ip: ONE.ip, ...AWS }]);
    expect(updated.failed).toEqual([{ origin_ip: '192.0.2.2', error: expect.stringMatching(NO_REGION) }]);
    expect(emulator.mappings()).toEqual([ONE, TWO]);
  });

  test('deletes many, if it is told to send a body', async () => {
    const emulator = await start({ mappings: [ONE, TWO] });
    const zone = { zone_id: emulator.zoneId };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    await expect(mappings.bulkDelete(zone)).rejects.toMatchObject({ status: 400 });
    const deleted = await mappings.bulkDelete(zone, { body: ['2001:DB8::1', '192.0.2.9'] });
    expect(deleted.succeeded).toEqual([{ origin_ip: TWO.ip, ...GCP }]);
    expect(deleted.failed).toEqual([{ origin_ip: '192.0.2.9', error: expect.stringContaining('not exist') }]);
    expect(emulator.mappings()).toEqual([ONE]);
  });

  test('reads the supported regions', async () => {
    const emulator = await start();
    const regions = await clientOf(emulator).cache.originCloudRegions.supportedRegions({ zone_id: emulator.zoneId });
    expect(regions).toEqual({ obtained_codes: true, vendors: REGIONS });
  });

  test('learns the codes 1157 and 1164', async () => {
    const emulator = await start({ mappings: [TWO], limit: 1 });
    const params = { zone_id: emulator.zoneId, origin_ip: ONE.ip, ...AWS };
    const mappings = clientOf(emulator).cache.originCloudRegions;
    const wrong = mappings.update(ONE.ip, { ...params, vendor: 'oci' });
    await expect(wrong).rejects.toMatchObject({ status: 400, errors: [{ code: 1157 }] });
    const full = mappings.update(ONE.ip, params);
    await expect(full).rejects.toMatchObject({ status: 403, errors: [{ code: 1164 }] });
    const batch = mappings.bulkUpdate({ zone_id: emulator.zoneId, body: [{ origin_ip: ONE.ip, ...AWS }] });
    await expect(batch).rejects.toBeInstanceOf(APIErrorV2);
  });

  test('is let in with the key and its e-mail address, and with no other token', async () => {
    const emulator = await start({ mappings: [ONE] });
    const { url, apiKey, apiEmail, zoneId } = emulator;
    const keyed = new CloudflareV2({ baseURL: url, apiToken: null, apiKey, apiEmail });
    expect(await keyed.cache.originCloudRegions.get(ONE.ip, { zone_id: zoneId })).toEqual(item(ONE));
    const stranger = new CloudflareV2({ ...access(emulator), apiToken: 'another' });
    const refused = stranger.cache.originCloudRegions.get(ONE.ip, { zone_id: zoneId });
    await expect(refused).rejects.toMatchObject({ status: 403, errors: [{ code: 10000 }] });
  });

  test('learns that the surface is not routed', async () => {
    const emulator = await start({ surfaces: 'v1' });
    const lost = clientOf(emulator).cache.originCloudRegions.get(ONE.ip, { zone_id: emulator.zoneId });
    await expect(lost).rejects.toMatchObject({ status: 404, errors: [{ code: 7003 }, { code: 7000 }] });
  });

  test('finds the zone by its name', async () => {
    const emulator = await start();
    const found = await clientOf(emulator).zones.list({ name: 'example.com' });
    expect(found.result).toMatchObject([{ id: emulator.zoneId, name: 'example.com', status: 'active' }]);
  });

  test('comes again after a 429', async () => {
    const emulator = await start();
    emulator.fault({ nth: 1, effect: { kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } } });
    const client = new CloudflareV2({ ...access(emulator), maxRetries: 1 });
    const params = { zone_id: emulator.zoneId, origin_ip: ONE.ip, ...AWS };
    expect(await client.cache.originCloudRegions.update(ONE.ip, params)).toEqual(item(ONE));
    expect(emulator.requests.map(({ status }) => status)).toEqual([429, 200]);
  });
});
