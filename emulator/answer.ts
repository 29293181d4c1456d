/** What the emulator sends back, before any fault of the transport. `hang`: nothing at all. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'empty' | 'hang' }
);

/** A code as the API writes it (a number), or as a broken server might: as text, or null. */
export type ErrorCode = number | string | null;

/** A refusal in the words of the API. `chain` is Cloudflare's `error_chain`, where it gives one. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly chain?: readonly { readonly code: number; readonly message: string }[];
}

/**
 * Cloudflare's errors by code: the HTTP status and the words. Those of 1140 to 1164 are the ones of the published examples, the
 * others those seen in reports of use.
 */
const KNOWN: Readonly<Record<number, readonly [status: number, message: string]>> = {
  971: [429, 'Please wait and consider throttling your request speed'],
  1140: [500, 'Unable to update origin_public_cloud_region setting value. Internal error.'],
  1142: [404, 'Unable to retrieve origin_public_cloud_region setting value. The zone setting does not exist.'],
  1145: [400, 'Unable to create new origin_public_cloud_region setting. The zone setting already exists.'],
  1146: [400, 'Invalid or missing origin IP address.'],
  1155: [400, 'Tiered Cache must be enabled for the zone.'],
  1156: [500, 'Failed to validate region against cloud vendor'],
  1157: [400, "The vendor provided doesn't exist or the region provided does not exist for the specified cloud vendor"],
  1163: [404, 'Unable to delete origin_public_cloud_region setting value. The zone setting does not exist.'],
  1164: [403, 'Maximum number of IP mappings configured for zone.'],
  6003: [400, 'Invalid request headers'],
  6007: [400, 'Malformed JSON in request body'],
  7000: [404, 'No route for that URI'],
  9106: [400, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers'],
  9109: [403, 'Unauthorized to access requested resource'],
  10000: [403, 'Authentication error'],
  10100: [429, 'Rate limit reached. Please wait and consider throttling your request speed'],
  10405: [405, 'Method not allowed for this authentication scheme'],
};

/** The refusal of a code; its usual status and words unless others are given. Unknown codes are a 400. */
export function refusal(code: ErrorCode, change: Partial<Omit<Refusal, 'code'>> = {}): Refusal {
  const [status, message] = KNOWN[Number(code)] ?? [400, `Error ${code}`];
  return { status, code, message, ...change };
}

export function isRefusal(value: object): value is Refusal {
  return 'status' in value && 'code' in value;
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

/** One page of a list with its `result_info`; a refusal where page or size is out of range. */
export function listPage(
  items: readonly unknown[],
  query: Readonly<Record<string, string>>,
  { usual, most, given = most }: { readonly usual: number; readonly most: number; readonly given?: number },
): Answer {
  const number = wholeFrom1(query.page, 1, Number.MAX_SAFE_INTEGER);
  const asked = wholeFrom1(query.per_page, usual, most);
  if (number === undefined) return failure(refusal(1146, { message: 'invalid page parameter, must be at least 1' }));
  if (asked === undefined)
    return failure(refusal(1146, { message: `invalid per_page parameter, must be between 1 and ${most}` }));
  const size = Math.min(asked, given);
  const result = items.slice((number - 1) * size, number * size);
  return success(result, {
    page: number,
    per_page: size,
    count: result.length,
    total_count: items.length,
    total_pages: Math.ceil(items.length / size),
  });
}

/** A number of the query from 1 to `most`; undefined where it is none. */
function wholeFrom1(text: string | undefined, usual: number, most: number): number | undefined {
  if (text === undefined) return usual;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : undefined;
}
