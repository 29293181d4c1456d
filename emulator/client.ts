import type { Emulator } from './emulator.ts';

/** An answer as the wire had it; `json` is the text where it is no JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** A request, where more is to be said than method, path and body. */
export interface CallOptions {
  /** Sent as JSON, a text as it is. */
  readonly body?: unknown;
  /** Instead of the token. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Sends one request to an emulator, without retries. A path that does not start with `/zones` is below the emulated zone.
 * Rejects where no whole answer comes.
 */
export async function call(emulator: Emulator, line: string, options: CallOptions = {}): Promise<Reply> {
  const [method = '', path = ''] = line.split(' ');
  const { body, headers = { authorization: `Bearer ${emulator.apiToken}` }, signal } = options;
  const response = await fetch(
    `${emulator.url}${path.startsWith('/zones') ? '' : `/zones/${emulator.zoneId}`}${path}`,
    {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
