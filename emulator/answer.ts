/** What the emulator sends back, before any fault of the transport. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'empty' }
);

/** A refusal in the words of the API. `chain` is Cloudflare's `error_chain`, where it gives one. */
export interface Refusal {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly chain?: readonly { readonly code: number; readonly message: string }[];
}

/** Cloudflare's envelope around a result; `info` becomes `result_info`. */
export function success(result: unknown, info?: unknown): Answer {
  const envelope = { success: true, errors: [], messages: [], result };
  return { status: 200, kind: 'json', json: info === undefined ? envelope : { ...envelope, result_info: info } };
}

/** Cloudflare's envelope around one or more errors. The first refusal gives the status. */
export function failure(first: Refusal, ...rest: readonly Refusal[]): Answer {
  const errors = [first, ...rest].map(({ code, message, chain }) =>
    chain === undefined ? { code, message } : { code, message, error_chain: chain },
  );
  return { status: first.status, kind: 'json', json: { success: false, errors, messages: [], result: null } };
}

/** A page as a proxy or an outage in front of the API would show it. */
export function page(status: number, title: string): Answer {
  const html = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, kind: 'html', html };
}

/** The bytes of an answer and their type. */
export function content(answer: Answer): { readonly type: string; readonly text: string } {
  if (answer.kind === 'json') return { type: 'application/json', text: JSON.stringify(answer.json) };
  if (answer.kind === 'html') return { type: 'text/html; charset=UTF-8', text: answer.html };
  return { type: 'text/plain', text: '' };
}
