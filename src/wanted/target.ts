import { VENDORS, type Vendor } from '../domain/mapping.ts';
import { quote } from '../domain/quote.ts';

/** What is wrong with a vendor or region, and what to do. */
export interface TargetFault {
  readonly fault: string;
  readonly remedy: string;
  /** The Cloudflare error code that the API would have answered. */
  readonly code?: number;
  readonly typed?: { readonly word: string; readonly among: readonly string[] };
}

/** Unknown vendor or region. Source: Cloudflare's API reference. */
const UNKNOWN_VENDOR = 1157;

/** How vendors are called elsewhere, by the first word. */
const OTHER_NAMES: ReadonlyMap<string, Vendor> = new Map([
  ['amazon', 'aws'],
  ['google', 'gcp'],
  ['microsoft', 'azure'],
  ['oracle', 'oci'],
]);

const LONGEST_REGION = 100;

/** The vendor that a text names, in any letter case. */
export function vendorNamed(text: string): Vendor | TargetFault {
  const name = text.trim().toLowerCase();
  const vendor = VENDORS.find((known) => known === name);
  if (vendor !== undefined) return vendor;
  if (name === '') return { fault: 'is empty', remedy: `give one of ${VENDORS.join(', ')}` };
  const unknown = { fault: `${quote(text)} is not known`, code: UNKNOWN_VENDOR };
  const meant = OTHER_NAMES.get(/^[a-z]*/.exec(name)?.[0] ?? '');
  if (meant !== undefined) return { ...unknown, remedy: `Cloudflare's name for it is ${meant}` };
  return { ...unknown, remedy: `use one of ${VENDORS.join(', ')}`, typed: { word: name, among: VENDORS } };
}

/** The region that a text names. Whether the vendor has it, only the API knows. */
export function regionNamed(text: string): string | TargetFault {
  const name = text.trim();
  const remedy = 'give the name that Cloudflare lists for the vendor, such as us-east-1';
  if (name === '') return { fault: 'is empty', remedy };
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return { fault: `${quote(text)} holds an invisible character`, remedy };
  if (name.length > LONGEST_REGION)
    return { fault: `${quote(text)} has more than ${LONGEST_REGION} characters`, remedy };
  return name;
}
