/** Numbers that no double holds as they are written, or that are none at all to some readers. */
const HUGE_NUMBERS = ['1e999', '-1e999', '9007199254740993', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '0x1F', '.inf'];

/** Pieces of lists in all three formats, sound and not, to be put together at random. */
export const SCRAPS: readonly string[] = [
  ...['- ', '\n', '\r\n', '\r', ' ', '\t', ':', ': ', ',', '"', "'", '[', ']', '{', '}', '#', '&a', '*a', '<<: '],
  ...['|', '>', '? ', '---', '...', '%', '!', '\\', '\\u'],
  ...['ip', 'vendor', 'region', 'mappings:', 'defaults:', 'zone:', 'entries', 'success', 'result', 'value', 'id'],
  ...['__proto__', '192.0.2.1', '10.0.0.1', '2001:db8::1', 'aws', 'r', '1', 'true', 'null', '~'],
  ...['\u0001', '\0', '\ud800', '😀', '\u2028', '\uFEFF'],
  ...HUGE_NUMBERS,
  'ip,vendor,region\n',
  '192.0.2.1,aws,r\n',
  '- {ip: 192.0.2.1, vendor: aws, region: r}\n',
  '{"ip":"192.0.2.1","vendor":"aws","region":"r"}',
];
