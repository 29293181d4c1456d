import { createHash } from 'node:crypto';
import { type PreviewRecord, RECORD_FORM } from './record.ts';

export type Reading =
  | { readonly kind: 'record'; readonly record: PreviewRecord }
  | { readonly kind: 'damaged'; readonly reason: string };

/** The block that {@link printRecord} prints, where it ends a comment. */
export const RECORD_BLOCK = /<!-- cloudflare-origin-cloud-regions record (\S+) (\S+) -->\s*$/;

/** The most characters of a printed record; GitHub takes 65,536 for the whole comment. */
export const LONGEST_RECORD = 60_000;

/** The first line of a comment that carries a record. A pull request has one such comment for each zone. */
export function marker(zoneId: string): string {
  return `<!-- cloudflare-origin-cloud-regions zone=${zoneId} -->`;
}

/**
 * The record as the last line of a comment: a hidden block with a checksum, so that an edit shows. Base64 keeps what it
 * holds from ending the block; targets and check values are listed once, so that 300 entries fit.
 */
export function printRecord({ zoneId, entries }: PreviewRecord): string {
  const targets = numbering<readonly [string, string]>();
  const checks = numbering<string>();
  const rows = entries.map(({ name, before, wrote }) => ({
    ...('ip' in name ? { i: name.ip } : { s: name.seal, k: checks.number(name.check) }),
    ...(before === undefined ? {} : { b: targets.number([before.vendor, before.region]) }),
    w: wrote.map(({ vendor, region }) => targets.number([vendor, region])),
  }));
  const json = JSON.stringify({
    v: RECORD_FORM,
    zone: zoneId,
    targets: targets.items,
    checks: checks.items,
    entries: rows,
  });
  const text = Buffer.from(json).toString('base64');
  return `<!-- cloudflare-origin-cloud-regions record ${checksum(text)} ${text} -->`;
}

/** The record at the end of a comment of this action for a zone. Asynchronous, since the schema is loaded only here. */
export async function readRecord(body: string, zoneId: string): Promise<Reading> {
  const [, sum, text] = RECORD_BLOCK.exec(body) ?? [];
  if (sum === undefined || text === undefined) return damaged('its last line is not the hidden record any more');
  if (sum !== checksum(text)) return damaged('its checksum does not match');
  const { readStored } = await import('./stored.ts');
  const record = readStored(Buffer.from(text, 'base64').toString('utf8'));
  if (record === undefined) return damaged('this version of the action does not know its form');
  if (record.zoneId !== zoneId) return damaged('it belongs to another zone');
  return { kind: 'record', record };
}

function damaged(reason: string): Reading {
  return { kind: 'damaged', reason };
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Numbers things in the order in which they first come, the same thing always alike. */
function numbering<Item>(): { readonly items: readonly Item[]; number(item: Item): number } {
  const items: Item[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    number(item) {
      const key = JSON.stringify(item);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, items.length);
      return items.push(item) - 1;
    },
  };
}
