import { createHmac } from 'node:crypto';
import type { Address } from '../domain/address.ts';

/**
 * Names addresses in a record without showing them: whoever holds the credential finds an address again by sealing
 * those that the zone lists; nobody else can try out all addresses, since the key is not guessed.
 */
export interface Seal {
  /** The seal of an address: HMAC-SHA256 keyed with the credential, cut to 128 bits, base64. */
  of(ip: Address): string;
  /** The same of a constant: two seals with the same check value were made with the same credential for the same zone. */
  readonly check: string;
}

/** `credential` is the API token, or key and email joined; `zoneId` goes into the message, so zones do not compare. */
export function openSeal(credential: string, zoneId: string): Seal {
  const made = new Map<Address, string>();
  const sign = (kind: string, text: string) =>
    createHmac('sha256', credential)
      .update(`origin-cloud-regions ${kind}\n${zoneId}\n${text}`)
      .digest()
      .subarray(0, 16)
      .toString('base64');
  return {
    check: sign('check', ''),
    of(ip) {
      const known = made.get(ip);
      if (known !== undefined) return known;
      const seal = sign('address', ip);
      made.set(ip, seal);
      return seal;
    },
  };
}
