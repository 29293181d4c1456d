/** A zone as the user names it: by its ID (32 hex digits), or by its domain name. */
export type ZoneReference =
  | { readonly kind: 'id'; readonly id: string }
  /** `ascii` is the name in its ASCII form, `unicode` in its Unicode form; both in lower case, often the same. */
  | { readonly kind: 'name'; readonly ascii: string; readonly unicode: string };

/** The two settings of a zone that decide whether region hints act. */
export type TieredCacheSetting = 'tiered caching' | 'smart topology';
export type TieredCache = 'smart' | 'generic' | 'off';

/** How requests to Cloudflare authenticate: an API token, or the older pair of key and e-mail address. */
export type Credential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly key: string; readonly email: string };

/** The credential as one text, from which keys are derived (sealed records, labels of hidden addresses). */
export function credentialText(credential: Credential): string {
  return credential.kind === 'token' ? credential.token : `${credential.email}:${credential.key}`;
}
