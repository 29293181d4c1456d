import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import { type Address, canonicalAddress } from '../domain/address.ts';
import { liveEntries, MOST_ENTRIES, MOST_HELD, type PreviewRecord, recordOf } from './record.ts';

/** Encrypts and opens the records of one repository for one zone, with keys derived from the credential. */
export interface RecordCipher {
  /** Key check value: hex digits that depend on the credential alone. */
  readonly check: string;
  /** The line of a comment that carries the record of a pull request; without past entries where they do not fit. */
  seal(pull: number, record: PreviewRecord): string;
  /** The record in such a line; undefined where it was edited, or belongs to another zone, repository or pull request. */
  open(pull: number, text: string): PreviewRecord | undefined;
}

/** First byte of a sealed record: its form, and whether anything in it waits to be reverted. It is authenticated too. */
const NOTHING_LIVE = 0x10;
const SOMETHING_LIVE = 0x11;

/** The most characters of the lines that carry records; GitHub takes 65,536 for the whole comment. */
export const LONGEST_RECORD = 60_000;

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** A record of this action has at most some 500 kB; more is not unpacked. */
const MOST_BYTES = 1024 * 1024;

const time = z.int().check(z.nonnegative());
const target = z.strictObject({ vendor: z.string(), region: z.string() });

const event = z.strictObject({
  kind: z.enum(['saw', 'wrote', 'inherited', 'restored']),
  target: z.exactOptional(target),
  from: time,
  until: z.exactOptional(time),
});

const entry = z.strictObject({
  ip: z.string().check(z.refine((text) => canonicalAddress(text) === text)),
  state: z.enum(['held', 'leaving', 'past']),
  target,
  at: time,
  events: z.array(event),
});

const form = z.array(entry).check(z.maxLength(MOST_ENTRIES));

/** `credential` is the API token, or e-mail address and key as one text. */
export function createRecordCipher(credential: string, zoneId: string, repository: string): RecordCipher {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', credential, '', `cloudflare-origin-cloud-regions record ${purpose}`, bytes));
  const key = derive('key', 32);
  const check = derive('key check value', 16).toString('hex');
  const bound = (pull: number, form: number) =>
    Buffer.from(JSON.stringify([form, zoneId, repository.toLowerCase(), pull]));
  const sealed = (pull: number, record: PreviewRecord) => {
    const form = liveEntries(record).length > 0 ? SOMETHING_LIVE : NOTHING_LIVE;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound(pull, form));
    const packed = deflateRawSync(JSON.stringify([...record.values()]), { level: 9 });
    const encrypted = Buffer.concat([cipher.update(packed), cipher.final()]);
    const bytes = Buffer.concat([Buffer.of(form), iv, cipher.getAuthTag(), encrypted]);
    return recordLine(check, bytes.toString('base64'));
  };
  return {
    check,
    seal(pull, record) {
      const line = sealed(pull, record);
      return line.length <= LONGEST_RECORD ? line : sealed(pull, recordOf(liveEntries(record)));
    },
    open(pull, text) {
      const bytes = Buffer.from(text, 'base64');
      const [form = 0] = bytes;
      const packed = 1 + IV_BYTES + TAG_BYTES;
      // Some edits of the text do not change what it decodes to.
      if (bytes.toString('base64') !== text) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES), {
          authTagLength: TAG_BYTES,
        })
          .setAAD(bound(pull, form))
          .setAuthTag(bytes.subarray(1 + IV_BYTES, packed));
        const opened = Buffer.concat([decipher.update(bytes.subarray(packed)), decipher.final()]);
        return parseRecord(inflateRawSync(opened, { maxOutputLength: MOST_BYTES }).toString('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}

function recordLine(check: string, text: string): string {
  return `<!-- cloudflare-origin-cloud-regions record ${check} ${text} -->`;
}

/** Whether a record that was sealed with another credential says of itself that nothing in it waits to be reverted. */
export function saysNothingLive(text: string): boolean {
  return Buffer.from(text, 'base64')[0] === NOTHING_LIVE;
}

/** Undefined where the text is no record of this action: another form, an address twice, too many of them. */
function parseRecord(json: string): PreviewRecord | undefined {
  const { data: entries } = form.safeParse(JSON.parse(json));
  if (entries === undefined) return undefined;
  const record = recordOf(entries.map((one) => ({ ...one, ip: one.ip as Address })));
  const held = entries.filter(({ state }) => state === 'held').length;
  return record.size === entries.length && held <= MOST_HELD ? record : undefined;
}
