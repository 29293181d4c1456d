import type { Mapping, MappingList } from '../domain/mapping.ts';
import type { Page } from './answers.ts';
import type { Api } from './api.ts';
import { Failure } from './failure.ts';
import { emptyIfGone } from './list.ts';
import type { Surface } from './surface.ts';

const PER_PAGE = 100;
/** Pages asked for at once: enough to hide the latency, few enough to be a polite client. */
const AT_ONCE = 12;
/** Readings of a list that changes between its pages, before giving up on it. */
const MOST_READINGS = 3;

/** `/origin/cloud_regions`: the surface that Cloudflare announced as the successor, with a paged list. */
export function v2(api: Api, zoneId: string): Surface {
  const path = `/zones/${zoneId}/origin/cloud_regions`;

  const page = (number: number, signal?: AbortSignal): Promise<Page> =>
    emptyIfGone(
      api.call(
        { method: 'GET', path: `${path}?page=${number}&per_page=${PER_PAGE}`, ...(signal ? { signal } : {}) },
        'v2Page',
      ),
      { mappings: [], perPage: PER_PAGE, total: 0 },
    );

  async function rest(first: Page): Promise<MappingList> {
    let start = first;
    for (let reading = 1; ; reading += 1) {
      const pages = [start, ...(await pagesAfter(start, page))];
      const list: MappingList = new Map(pages.flatMap(({ mappings }) => mappings).map((entry) => [entry.ip, entry]));
      // Another writer may shift entries from page to page while they are read.
      if (list.size === start.total && pages.every(({ total }) => total === start.total)) return list;
      if (reading === MOST_READINGS)
        throw new Failure(
          'unanswered',
          `The list of mappings changed between its pages ${MOST_READINGS} times in a row`,
        );
      start = await page(1);
    }
  }

  return {
    version: 'v2',
    async openList(signal) {
      const first = await page(1, signal);
      return () => rest(first);
    },
    regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
    async put(mapping) {
      await api.call({ method: 'PUT', path: `${path}/${mapping.ip}`, body: bodyOf(mapping) }, 'done');
      return undefined;
    },
    putMany: (mappings) => api.call({ method: 'PUT', path: `${path}/batch`, body: mappings.map(bodyOf) }, 'v2Batch'),
    remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
    removeMany: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v2Batch'),
  };
}

function bodyOf({ ip, vendor, region }: Mapping) {
  return { origin_ip: ip, vendor, region };
}

async function pagesAfter(first: Page, page: (number: number) => Promise<Page>): Promise<Page[]> {
  const size = Math.max(1, Math.min(first.perPage, PER_PAGE));
  const numbers = Array.from({ length: Math.max(0, Math.ceil(first.total / size) - 1) }, (_, index) => index + 2);
  const pages: Page[] = [];
  const queue = numbers.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const number of queue) pages.push(await page(number));
    }),
  );
  return pages;
}
