import type { MappingList } from '../domain/mapping.ts';
import type { Api } from './api.ts';
import { emptyIfGone } from './list.ts';
import type { Surface } from './surface.ts';

/** `/cache/origin_cloud_regions`: the older surface, whose PATCH answers the complete list. */
export function v1(api: Api, zoneId: string): Surface {
  const path = `/zones/${zoneId}/cache/origin_cloud_regions`;
  return {
    version: 'v1',
    async openList() {
      const list = await emptyIfGone<MappingList>(api.call({ method: 'GET', path }, 'v1List'), new Map());
      return async () => list;
    },
    regions: async () => (await api.call({ method: 'GET', path: `${path}/supported_regions` }, 'regions')).value,
    put: async ({ ip, vendor, region }) =>
      (await api.call({ method: 'PATCH', path, body: { ip, vendor, region } }, 'v1List')).value,
    putMany: (mappings) =>
      api.call(
        {
          method: 'PATCH',
          path: `${path}/batch`,
          body: mappings.map(({ ip, vendor, region }) => ({ ip, vendor, region })),
        },
        'v1Batch',
      ),
    remove: (ip) => api.call({ method: 'DELETE', path: `${path}/${ip}` }, 'done'),
    removeMany: (ips) => api.call({ method: 'DELETE', path: `${path}/batch`, body: ips }, 'v1Batch'),
  };
}
