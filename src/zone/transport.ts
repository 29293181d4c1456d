import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { quote } from '../domain/quote.ts';
import { WRITTEN } from './direct.ts';
import { Failure } from './failure.ts';

/** Sends one HTTP request, as the global `fetch` does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How requests are sent: `Way` has the shape of `fetch`, or of as much of it as is used. */
export interface Transport<Way = Fetch> {
  readonly fetch: Way;
  /** The proxy on the way, without user and password; for error messages. */
  readonly proxy?: string;
}

/**
 * The way to a server: `direct`, or through a proxy where HTTPS_PROXY, HTTP_PROXY and NO_PROXY (in either letter
 * case) say so. Node's own `fetch` reads those only from 24.14 on, so the proxy comes from undici, loaded only then.
 */
export async function openTransport<Way>(
  base: URL,
  env: Readonly<Record<string, string | undefined>>,
  direct: Way,
): Promise<Transport<Way | Fetch>> {
  const setting = proxyFor(base, env);
  if (setting === undefined) return { fetch: direct };
  const { name, value } = setting;
  const proxy = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (proxy === null || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '')
    throw new Failure(
      'unanswered',
      `The proxy in ${name}, ${quote(withoutPassword(value))}, is not a URL of the form http://host:port; mend it, or name the API's host in NO_PROXY`,
    );
  const { ProxyAgent, fetch: proxiedFetch } = await import('undici');
  let dispatcher: InstanceType<typeof ProxyAgent>;
  try {
    dispatcher = new ProxyAgent({ uri: proxy.href });
  } catch (error) {
    throw new Failure(
      'unanswered',
      `The proxy in ${name}, ${proxy.protocol}//${proxy.host}, cannot be used: write it as http://user:password@host:port without a path, and special characters in the password percent-encoded`,
      [],
      error,
    );
  }
  return {
    proxy: `${proxy.protocol}//${proxy.host}`,
    fetch: (url, init) =>
      proxiedFetch(url, { ...init, dispatcher } as Parameters<typeof proxiedFetch>[1]) as unknown as Promise<Response>,
  };
}

/** Resolves when the next HTTP request of this process has been written: what takes time can be done while it is answered. */
export function requestWritten(): Promise<void> {
  return new Promise((resolve) => {
    const channels = [WRITTEN, 'undici:client:sendHeaders'];
    const written = () => {
      for (const channel of channels) unsubscribe(channel, written);
      resolve();
    };
    for (const channel of channels) subscribe(channel, written);
  });
}

/** What can be shown of a proxy that is no URL: its scheme, host and port. Whatever else stands there may be a password. */
function withoutPassword(proxy: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][\w+.-]*:\/\/)?(?:.*@)?(.*)$/is.exec(proxy) ?? [];
  const [host = ''] = /^[^:/?#\s]*(?::\d+(?=[/?#]|$))?/.exec(rest) ?? [];
  const shown = `${scheme}${host}`;
  return shown === proxy || (host !== '' && host === rest) ? shown : `${shown}…`;
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function proxyFor(
  base: URL,
  env: Readonly<Record<string, string | undefined>>,
): { name: string; value: string } | undefined {
  if (isLoopback(base.hostname)) return undefined;
  const pick = (upper: string) => {
    for (const name of [upper.toLowerCase(), upper]) {
      const value = env[name]?.trim();
      if (value) return { name, value };
    }
    return undefined;
  };
  const excepted = (pick('NO_PROXY')?.value ?? '').toLowerCase().split(/[\s,]+/);
  const host = base.hostname.toLowerCase();
  const port = base.port || (base.protocol === 'https:' ? '443' : '80');
  for (const entry of excepted) {
    if (entry === '*') return undefined;
    const name = entry.replace(/^\*?\.?/, '').replace(new RegExp(`:${port}$`), '');
    if (name !== '' && (host === name || host.endsWith(`.${name}`))) return undefined;
  }
  return base.protocol === 'https:' ? pick('HTTPS_PROXY') : pick('HTTP_PROXY');
}
