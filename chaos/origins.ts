import type { Account } from './account.ts';
import { expectedOf } from './expected.ts';
import { asksOf, isDone, isGone, isList, isRemovalOf } from './requests.ts';
import type { Task } from './scenario.ts';
import type { Evidence, Sent } from './stage.ts';

/**
 * Rule 2, the other half: what an outcome says of the time before. A run plans by the zone as it was at some moment: the
 * first, where nobody else writes.
 */
export function origins(
  task: Task,
  index: number,
  own: readonly Sent[],
  account: Account,
  evidence: Evidence,
): string[] {
  const { moments, scenario } = evidence;
  const wants = new Map(task.wanted.map((want) => [want.ip, want]));
  const others = moments.some(({ by }) => by !== undefined && by !== index);
  const planned = others ? moments : moments.slice(0, 1);
  const listed = own.some(({ request }) => isList(request) && isDone(request));
  const firstWrite = own.findIndex(({ request }) => request.method !== 'GET');
  const listedBefore = own.some(({ request }, nth) => nth < firstWrite && isList(request) && isDone(request));
  const listless = scenario.api.surfaces === 'patch-only' || scenario.api.surfaces === 'none';
  return account.entries.flatMap(({ ip, outcome }) => {
    const askings = own.filter(({ request }) => asksOf(request).some(([asked]) => asked === ip));
    const want = wants.get(ip) ?? { ip };
    const by: Task = wants.has(ip) ? task : { ...task, state: 'absent' };
    const hits = scenario.faults.filter(({ ip: on }) => on === undefined || on === ip).map(({ effect }) => effect.kind);
    const worded = hits.includes('item');
    if (outcome === 'failed') {
      // Of a removal that is tried again a batch says in words that there is nothing to remove.
      const told = askings.slice(by.state === 'absent' ? 0 : -1);
      const distorted = worded || hits.includes('garbage') || hits.includes('wrong-types');
      const done = told.length > 0 && told.every(({ request }) => isDone(request)) && !distorted;
      return account.count === null && done ? [`${ip} is told as failed, and the API said that it was done`] : [];
    }
    if (!listed && askings.length === 0) return [`${ip} is told as ${outcome}, of which nothing can be known`];
    if (planned.some(({ holding }) => expectedOf(by, want, holding) === outcome)) return [];
    // Without a list to plan by, every mapping is written.
    if ((listless || !listedBefore) && outcome === 'updated' && by.state === 'present') return [];
    // A removal for which the API has other words than success is another one's doing, where the mapping is gone.
    const disputed = own.some(({ request }) => isGone(request, ip) || (worded && isRemovalOf(request, ip)));
    if (outcome === 'unchanged' && by.state === 'absent' && disputed) return [];
    return [`${ip} is told as ${outcome}, which it cannot have been by what the zone held before`];
  });
}
