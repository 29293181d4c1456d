import { describe, expect, test } from '@jest/globals';
import { utf8Text } from '../../../src/desired/mappings-file.ts';

const UTF16 = 'this is UTF-16, not UTF-8; save the file as UTF-8';
const SAVE = 'save the file as UTF-8';

test.each([
  ['text', 'é😀\r\n', 'é😀\r\n'],
  ['a byte order mark', '\uFEFFa', 'a'],
  ['replacement characters of its own', '\uFFFD', '\uFFFD'],
  ['nothing', '', ''],
])('%s in UTF-8 is taken', (_name, written, text) => {
  expect(utf8Text(Buffer.from(written), 'f')).toBe(text);
});

describe('other bytes are reported at their place', () => {
  test.each<[string, Buffer, string, [number, number]]>([
    ['UTF-16 in little endian', Buffer.from('\uFEFF- ip', 'utf16le'), UTF16, [1, 1]],
    ['UTF-16 in big endian', Buffer.from('\uFEFF- ip', 'utf16le').swap16(), UTF16, [1, 1]],
    [
      'a spreadsheet',
      Buffer.from('PK\x03\x04\x14\0', 'latin1'),
      'this is a spreadsheet (.xlsx) or another zip archive, not text; export it as CSV in UTF-8',
      [1, 1],
    ],
    [
      'an old spreadsheet',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'this is an old spreadsheet (.xls), not text; export it as CSV in UTF-8',
      [1, 1],
    ],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'this is compressed (gzip), not text; decompress it', [1, 1]],
    ['a PDF', Buffer.from('%PDF-1.7'), 'this is a PDF, not text; give the list as YAML, JSON or CSV', [1, 1]],
    [
      'another binary file',
      Buffer.from('\x7fELF\0\xff', 'latin1'),
      'this is not UTF-8 (byte 0xff); this is a binary file; give the list as text in UTF-8',
      [1, 6],
    ],
    [
      'another encoding',
      Buffer.from('- ip: x\n# caf\xe9 \xff', 'latin1'),
      `this is not UTF-8 (byte 0xe9); ${SAVE}`,
      [2, 6],
    ],
    [
      'half a character at its end',
      Buffer.concat([Buffer.from('\uFEFFé😀'), Buffer.from([0xef, 0xbf])]),
      `this is not UTF-8 (byte 0xef); ${SAVE}`,
      [1, 3],
    ],
    [
      'a wrong byte after replacement characters of its own',
      Buffer.concat([Buffer.from('\uFFFD a\uFFFD\n\uFFFD'), Buffer.from([0xc0])]),
      `this is not UTF-8 (byte 0xc0); ${SAVE}`,
      [2, 2],
    ],
  ])('%s', (_name, bytes, message, [line, column]) => {
    expect(utf8Text(bytes, 'f')).toEqual({ message, place: { file: 'f', line, column } });
  });
});
