import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from './answer.ts';
import { refusal } from './refusals.ts';

/** What the emulator accepts: the token, or the key with its e-mail address. */
export interface Credentials {
  readonly apiToken: string;
  readonly apiKey: string;
  readonly apiEmail: string;
}

/** Why these headers do not let a request in; undefined where they do. A token counts before the pair. */
export function credentialFault(headers: IncomingHttpHeaders, accepted: Credentials): Refusal | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
    if (token === undefined) return malformed(6111, 'Authorization');
    return token === accepted.apiToken ? undefined : refusal(10000);
  }
  const key = headers['x-auth-key'];
  const email = headers['x-auth-email'];
  if (typeof key !== 'string' || typeof email !== 'string') return refusal(9106);
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return malformed(6102, 'X-Auth-Email');
  if (!/^[\w-]+$/.test(key)) return malformed(6103, 'X-Auth-Key');
  return key === accepted.apiKey && email === accepted.apiEmail ? undefined : refusal(10000);
}

function malformed(code: number, header: string): Refusal {
  return refusal(6003, { chain: [{ code, message: `Invalid format for ${header} header` }] });
}
