import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What is no public address; the ranges of documentation and of benchmarks pass. */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
] as const)
  NOT_PUBLIC.addSubnet(net, prefix, family);

/**
 * An address in the spelling in which the zone keeps it (RFC 5952; an IPv4-mapped one as IPv4). Undefined for what is no public
 * address. Node and its URLs do the work: nothing of it comes from the action, so that a mistake there shows in its tests.
 */
export function addressOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  if (isIPv4(text)) return NOT_PUBLIC.check(text, 'ipv4') ? undefined : text;
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const ip = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(ip) ?? [];
  if (high === undefined || low === undefined) return NOT_PUBLIC.check(ip, 'ipv6') ? undefined : ip;
  const bytes = [high, low].map((part) => Number.parseInt(part, 16)).flatMap((part) => [part >> 8, part & 255]);
  return addressOf(bytes.join('.'));
}

/** Sorts canonical addresses: IPv4 first, then by number. */
export function compareAddresses(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : Number(left > right);
}

function sortKey(ip: string): string {
  if (!ip.includes(':')) return `4${ip.replaceAll(/\d+\.?/g, (part) => part.replace('.', '').padStart(3, '0'))}`;
  const [head = '', tail] = ip.split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `6${[...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('')}`;
}
