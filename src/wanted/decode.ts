import { isUtf8 } from 'node:buffer';
import type { Problem } from '../domain/problem.ts';
import { placer } from './placing.ts';

const UTF16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** What decoding leaves for bytes that are no UTF-8; the character may also be there in its own right. */
const REPLACEMENT = '\uFFFD';

/** The text of bytes in UTF-8, without a byte order mark; or what is wrong with them, and where. */
export function decode(bytes: Buffer, file: string): string | Problem {
  const mark = bytes.toString('utf8', 0, 3) === '\uFEFF' ? 3 : 0;
  const content = bytes.subarray(mark);
  const text = content.toString();
  if (isUtf8(content)) return text;
  const remedy = 'save the file as UTF-8';
  if (UTF16.some((start) => bytes.subarray(0, 2).equals(start)))
    return { message: `this is UTF-16, not UTF-8; ${remedy}`, place: { file, line: 1, column: 1 } };
  const { start, byte } = firstWrong(content, text);
  const value = content.readUInt8(byte).toString(16);
  return {
    message: `this is not UTF-8 (byte 0x${value}); ${remedy}`,
    place: placer(text, file)({ start, end: start }),
  };
}

/** Offset in the text, and in the bytes, of the first byte that is no UTF-8. */
function firstWrong(bytes: Buffer, text: string): { readonly start: number; readonly byte: number } {
  let start = text.indexOf(REPLACEMENT);
  let byte = Buffer.byteLength(text.slice(0, start));
  while (bytes.toString('utf8', byte, byte + 3) === REPLACEMENT && isUtf8(bytes.subarray(byte, byte + 3))) {
    const next = text.indexOf(REPLACEMENT, start + 1);
    byte += Buffer.byteLength(text.slice(start, next));
    start = next;
  }
  return { start, byte };
}
