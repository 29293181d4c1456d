// What somebody writes with Cloudflare's SDK: list first, then what is missing in batches of 100.
import { readFile } from 'node:fs/promises';
import Cloudflare from 'cloudflare-v2';

const { API_URL, ZONE_ID, API_TOKEN, MAPPINGS } = process.env;
const client = new Cloudflare({ baseURL: API_URL, apiToken: API_TOKEN });
const mappings = JSON.parse(await readFile(MAPPINGS, 'utf8'));
const params = { zone_id: ZONE_ID };

const there = new Map();
for await (const mapping of client.cache.originCloudRegions.list({ ...params, per_page: 100 }))
  there.set(mapping.origin_ip, mapping);
const body = mappings
  .filter(({ ip, vendor, region }) => there.get(ip)?.vendor !== vendor || there.get(ip)?.region !== region)
  .map(({ ip, vendor, region }) => ({ origin_ip: ip, vendor, region }));
for (let at = 0; at < body.length; at += 100) {
  const batch = body.slice(at, at + 100);
  const answer =
    batch.length === 1
      ? await client.cache.originCloudRegions.update(batch[0].origin_ip, { ...params, ...batch[0] })
      : await client.cache.originCloudRegions.bulkUpdate({ ...params, body: batch });
  if (answer.failed?.length > 0) throw new Error(JSON.stringify(answer.failed));
}
