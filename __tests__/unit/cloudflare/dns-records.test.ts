import { describe, expect, test } from '@jest/globals';
import { readDnsRecords } from '../../../src/cloudflare/dns-records.ts';
import { failure, scripted, success } from '../../support/cloudflare.ts';

const record = (index: number, type = 'A') => ({
  id: `id-${index}`,
  name: `host-${index}.example.com`,
  type,
  content: `192.0.2.${index % 256}`,
  proxied: true,
  proxiable: true,
  ttl: 1,
  settings: {},
  meta: {},
  comment: null,
  tags: [],
});
const records = (count: number) => Array.from({ length: count }, (_, index) => record(index));

/** A server of these records that gives so many a page at most. */
const server = (most: number, listOf: (request: number) => readonly unknown[]) => {
  let request = 0;
  return scripted(({ path }) => {
    const { searchParams } = new URL(path, 'https://api.test');
    const size = Math.min(most, Number(searchParams.get('per_page')));
    const page = Number(searchParams.get('page'));
    const list = listOf(request++);
    const rows = list.slice((page - 1) * size, page * size);
    return success(rows, { page, per_page: size, count: rows.length, total_count: list.length });
  });
};

describe('The zone’s DNS records', () => {
  test.each([
    [1000, 5],
    [100, 50],
    [5000, 5],
  ])('are 5,000 where the server gives %d a page', async (most, pages) => {
    const { api, requests } = server(most, () => records(5000));
    const read = await readDnsRecords(api, 'z');
    expect(read).toHaveLength(5000);
    expect(read[4999]).toEqual({
      id: 'id-4999',
      name: 'host-4999.example.com',
      type: 'A',
      content: '192.0.2.135',
      proxied: true,
    });
    expect(requests).toHaveLength(pages);
    expect(requests[0]?.path).toBe('/zones/z/dns_records?page=1&per_page=1000');
  });

  test('are those of every type: any of them tells that a name exists', async () => {
    const types = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'SRV'];
    const { api } = server(4, () => types.map((type, index) => record(index, type)));
    expect((await readDnsRecords(api, 'z')).map(({ type }) => type)).toEqual(types);
  });

  test('count once by their ID', async () => {
    const { api } = server(1000, () => [record(1), record(1), record(2)]);
    expect((await readDnsRecords(api, 'z')).map(({ id }) => id)).toEqual(['id-1', 'id-2']);
  });

  test('are read again where they changed between pages', async () => {
    const { api, requests } = server(2, (request) => records(request === 0 ? 4 : 5));
    expect(await readDnsRecords(api, 'z')).toHaveLength(5);
    expect(requests).toHaveLength(2 + 3);
  });

  test('that change again and again are an error', async () => {
    const { api, requests } = server(2, (request) => records(3 + (request % 2)));
    await expect(readDnsRecords(api, 'z')).rejects.toMatchObject({
      kind: 'unanswered',
      message: expect.stringMatching(/^The zone's DNS records cannot be read: The list of DNS records changed between/),
    });
    expect(requests).toHaveLength(6);
  });

  test('are an error where one page cannot be had', async () => {
    const { api } = scripted(({ path }) =>
      path.includes('page=3&') ? failure(400, 1004) : success(records(2), { total_count: 6 }),
    );
    await expect(readDnsRecords(api, 'z')).rejects.toMatchObject({
      kind: 'refused',
      codes: [1004],
      tries: 1,
      message: "The zone's DNS records cannot be read: Cloudflare answered 1004 (words of 1004)",
    });
  });

  test('without the permission are an error that names it', async () => {
    const { api } = scripted(() => failure(403, 10000));
    const error = await readDnsRecords(api, 'z').catch((failed) => failed);
    expect(error).toMatchObject({ kind: 'denied' });
    expect(error.message).toContain('has the permission DNS: Read for this zone');
    expect(error.message).not.toContain('Zone Settings');
  });

  test('may be 1,000 long ones a page', async () => {
    const long = Array.from({ length: 1000 }, (_, index) => ({
      ...record(index),
      comment: 'x'.repeat(500),
      tags: Array.from({ length: 20 }, (_each, tag) => `tag-${tag}:value`),
    }));
    const { api } = server(1000, () => long);
    expect(await readDnsRecords(api, 'z')).toHaveLength(1000);
  });

  test('of a fault of the program are no answer', async () => {
    const { api } = scripted(() => {
      throw new RangeError('a fault');
    });
    await expect(readDnsRecords(api, 'z')).rejects.toThrow(RangeError);
  });
});
