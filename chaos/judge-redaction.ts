import type { Evidence } from './setup.ts';
import type { View } from './view.ts';

const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/g;
const IPV6 = /(?<![\da-f:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\da-f:])/gi;

/** Credentials are nowhere, and hidden addresses neither in the log nor in the summary nor in comments. */
export function judgeRedaction(view: View, evidence: Evidence): string[] {
  const { ending, task, comments, secrets } = view;
  const log = ending.log.replaceAll(/^::add-mask::.*$/gm, '');
  const everywhere = [
    log,
    ending.summary,
    JSON.stringify(ending.result),
    ...Object.values(ending.outputs),
    ...comments,
  ];
  const found = secrets.some((secret) => everywhere.join('\n').includes(secret)) ? ['the credential is shown'] : [];
  const known = knownAddresses(evidence);
  const given = givenAddresses(view);
  const isPublic = task.visibility !== 'private';
  const hidden =
    task.redact === 'true'
      ? known
      : new Set(task.redact === 'auto' && isPublic ? [...known].filter((ip) => !given.has(ip)) : []);
  const places = { log, summary: ending.summary };
  for (const [place, text] of Object.entries(places))
    for (const ip of addressesIn(text)) if (hidden.has(ip)) found.push(`${ip} is hidden, and shown in the ${place}`);
  // Nobody masks in comments what came by inputs; what a file of the repository lists is public.
  const isListed = task.source !== 'mappings' && task.source !== 'ip';
  const own = new Set(isListed ? evidence.runs.flatMap((run) => run.task.wanted.flatMap(({ ip }) => ip ?? [])) : []);
  if (isPublic && task.redact === 'auto')
    for (const ip of addressesIn(comments.join('\n')))
      if (known.has(ip) && !own.has(ip)) found.push(`${ip} is hidden, and shown in a comment`);
  return [...new Set(found)];
}

function addressesIn(text: string): Set<string> {
  return new Set([...(text.match(IPV4) ?? []), ...(text.match(IPV6) ?? [])].map((ip) => ip.toLowerCase()));
}

function knownAddresses({ moments, runs, scenario }: Evidence): Set<string> {
  const { origins } = scenario;
  const entries = [...Object.values(origins?.dns ?? {}), ...Object.values(origins?.later?.dns ?? {})];
  return new Set([
    ...moments.flatMap(({ holding }) => [...holding.keys()]),
    ...runs.flatMap(({ task }) => task.wanted.flatMap(({ ip }) => ip ?? [])),
    ...entries.flatMap(({ a = [], aaaa = [] }) => [...a, ...aaaa]),
    ...(Array.isArray(scenario.api.dnsRecords) ? scenario.api.dnsRecords : [])
      .filter(({ type }) => type === 'A' || type === 'AAAA')
      .map(({ content }) => content),
  ]);
}

/** The inputs, the file, and its versions. */
function givenAddresses({ task, scenario }: View): Set<string> {
  const lists = [task.wanted, ...Object.values(scenario.commits ?? {})];
  return new Set(lists.flat().flatMap(({ ip }) => ip ?? []));
}
