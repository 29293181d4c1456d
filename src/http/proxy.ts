import type { Environment } from '../domain/environment.ts';
import { quote } from '../domain/text.ts';
import { HttpError } from './http-error.ts';

export interface ProxyServer {
  /** With user and password: only for connecting. */
  readonly href: string;
  /** `scheme://host:port`, for messages. */
  readonly name: string;
}

/**
 * The proxy for a server, where HTTPS_PROXY, HTTP_PROXY and NO_PROXY (in either letter case) name one. Never for a
 * loopback address. Throws an {@link HttpError} for a setting that is wrong.
 */
export async function proxyFor(server: URL, env: Environment): Promise<ProxyServer | undefined> {
  if (isLoopback(server.hostname)) return undefined;
  const setting = settingFor(server, env);
  if (setting === undefined) return undefined;
  const { checkBypass } = await import('@actions/http-client/lib/proxy');
  if (checkBypass(server)) return undefined;
  const { name, value } = setting;
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw wrong(
      `The proxy in ${name}, ${quote(withoutPassword(value))}, is not a URL of the form http://host:port; fix it, or name the host ${server.hostname} in NO_PROXY`,
    );
  const shown = `${url.protocol}//${url.host}`;
  if (!isDecodable(url.username) || !isDecodable(url.password))
    throw wrong(
      `The proxy in ${name}, ${shown}, cannot be used: write it as http://user:password@host:port, with special characters in the password percent-encoded`,
    );
  return { href: url.href, name: shown };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function settingFor({ protocol }: URL, env: Environment): { name: string; value: string } | undefined {
  const names = protocol === 'https:' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy', 'HTTP_PROXY'];
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

function wrong(message: string): HttpError {
  return new HttpError('proxy', 'wrong proxy setting', message);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What can be shown of a proxy that is no URL: its scheme, host and port. Whatever else stands there may be a password. */
function withoutPassword(proxy: string): string {
  const scheme = /^[a-z][\w+.-]*:\/\//i.exec(proxy)?.[0] ?? '';
  const rest = proxy.slice(scheme.length).replace(/^.*@/s, '');
  const host = rest.replace(/^([^:/?#\s]*(?::\d+(?=[/?#]|$))?).*$/s, '$1');
  const shown = `${scheme}${host}`;
  return shown === proxy || (host !== '' && host === rest) ? shown : `${shown}…`;
}
