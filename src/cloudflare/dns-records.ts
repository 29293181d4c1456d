import type { Api } from './api.ts';
import { CloudflareError, cloudflareErrorOf } from './cloudflare-error.ts';
import { readPagedList } from './paged-list.ts';
import type { DnsRecord } from './shapes.ts';

export type { DnsRecord } from './shapes.ts';

/** More than a server gives at once is no harm: how many it gave is read from its answer. */
const PER_PAGE = 1000;
/** For a page of 1,000 records with comments, tags and long texts. */
const LIMIT = { bytes: 8 * 1024 * 1024, values: 200_000 };

/**
 * All records of the zone, each once by its ID; those of other types tell that a name exists, which no wildcard answers then. Throws a {@link CloudflareError} where one page cannot
 * be read: half a list is no list.
 */
export async function readDnsRecords(api: Api, zoneId: string): Promise<readonly DnsRecord[]> {
  const read = async (page: number) => {
    const path = `/zones/${zoneId}/dns_records?page=${page}&per_page=${PER_PAGE}`;
    return (await api.call({ method: 'GET', path, permission: 'DNS: Read', limit: LIMIT }, 'dnsPage')).value;
  };
  try {
    const { rows } = await readPagedList(await read(1), read, ({ id }) => id, 'The list of DNS records');
    return [...new Map(rows.map((record) => [record.id, record])).values()];
  } catch (error) {
    const failure = cloudflareErrorOf(error);
    const whole = new CloudflareError(
      failure.kind,
      `The zone's DNS records cannot be read: ${failure.message}`,
      failure.codes,
      failure,
    );
    whole.tries = failure.tries;
    throw whole;
  }
}

/** Cloudflare's own address ranges (CIDRs): what lies in them is no origin of the zone's owner. */
export async function readCloudflareRanges(api: Api, signal: AbortSignal): Promise<readonly string[]> {
  return (await api.call({ method: 'GET', path: '/ips', tries: 1, dispensable: true, signal }, 'ranges')).value;
}
