import type { Refusal } from './answer.ts';

/**
 * Cloudflare's errors by code: the HTTP status and the words. Those of 1142 to 1164, 1140 and 1156 are the ones of the published
 * examples, the others those seen in reports of use.
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
export function refusal(code: number, change: Partial<Omit<Refusal, 'code'>> = {}): Refusal {
  const [status, message] = KNOWN[code] ?? [400, `Error ${code}`];
  return { status, code, message, ...change };
}

export function isRefusal(value: object): value is Refusal {
  return 'status' in value && 'code' in value;
}
