import type { DnsResolver, OpenResolver } from '../../src/origins/resolver.ts';

export type DnsQuestion = 'a' | 'aaaa' | 'cname';

/** What the DNS of a test says of a name. A name without an entry does not exist (ENOTFOUND). */
export interface DnsEntry {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  /** Addresses are asked of this name instead, as a recursive resolver does it. */
  readonly cname?: string;
  /** Instead of an answer: an error code such as `ESERVFAIL`, for every question or for some. */
  readonly error?: string | Readonly<Partial<Record<DnsQuestion, string>>>;
  /** No answer ever, until the resolver is cancelled: to any question or to some. */
  readonly hang?: boolean | readonly DnsQuestion[];
}

/** By name, in lower case without a dot at its end. */
export type DnsEntries = Readonly<Record<string, DnsEntry>>;

/** A DNS in this process. */
export interface TestDns {
  /** What it says; tests may change it at any time. */
  readonly entries: Record<string, DnsEntry>;
  /** Every question so far, such as `a origin.example.com`. */
  readonly asked: string[];
  /** The options of every resolver that was opened. */
  readonly opened: Readonly<Parameters<OpenResolver>[0]>[];
  /** How many questions were under way when their resolver was cancelled. */
  readonly cancelled: number;
  readonly openResolver: OpenResolver;
}

const LONGEST_CHAIN = 16;

export function testDns(entries: DnsEntries = {}): TestDns {
  const dns = {
    entries: { ...entries },
    asked: [] as string[],
    opened: [] as Parameters<OpenResolver>[0][],
    cancelled: 0,
    openResolver(options: Parameters<OpenResolver>[0]): DnsResolver {
      dns.opened.push(options);
      const pending = new Set<(error: Error) => void>();
      const ask = async (question: DnsQuestion, host: string): Promise<string[]> => {
        dns.asked.push(`${question} ${host}`);
        const answer = answerTo(dns.entries, question, host);
        if (answer !== 'hang') return answer;
        return new Promise((_, reject) => pending.add((error) => reject(error)));
      };
      return {
        resolve4: (host) => ask('a', host),
        resolve6: (host) => ask('aaaa', host),
        resolveCname: (host) => ask('cname', host),
        cancel() {
          dns.cancelled += pending.size;
          for (const reject of pending) reject(dnsError('ECANCELLED', 'query', ''));
          pending.clear();
        },
      };
    },
  };
  return dns;
}

/** What a resolver would answer; throws as one of `node:dns` does. */
function answerTo(entries: DnsEntries, question: DnsQuestion, host: string): string[] | 'hang' {
  const call = { a: 'queryA', aaaa: 'queryAaaa', cname: 'queryCname' }[question];
  let name = host;
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const entry = entries[name.toLowerCase().replace(/\.$/, '')];
    if (entry === undefined) throw dnsError('ENOTFOUND', call, host);
    if (entry.hang === true || (Array.isArray(entry.hang) && entry.hang.includes(question))) return 'hang';
    const error = typeof entry.error === 'object' ? entry.error[question] : entry.error;
    if (error !== undefined) throw dnsError(error, call, host);
    if (question === 'cname') {
      if (entry.cname === undefined) throw dnsError('ENODATA', call, host);
      return [entry.cname];
    }
    if (entry.cname === undefined) {
      const found = entry[question] ?? [];
      if (found.length === 0) throw dnsError('ENODATA', call, host);
      return [...found];
    }
    name = entry.cname;
  }
  throw dnsError('ESERVFAIL', call, host);
}

function dnsError(code: string, syscall: string, hostname: string): Error {
  return Object.assign(new Error(`${syscall} ${code} ${hostname}`), { code, syscall, hostname });
}
