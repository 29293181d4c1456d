/** At most so many characters (UTF-16 units); what was cut is shown by `…`. */
export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
/** The most characters that a quoted piece shows of a text. */
const LONGEST = 40;

/** Invisible, reordering or line-breaking characters, every space but the plain one, and what JSON escapes. */
const ESCAPED = /[\p{C}\p{Z}"\\]/u;

/**
 * A short piece of foreign text in double quotes, safe to print on one line: control, zero-width and direction
 * characters are escaped; more than 40 characters (escapes counted as written) are cut, with "…".
 */
export function quote(text: string): string {
  let shown = '';
  let cut = '';
  for (const character of text.slice(0, 2 * (LONGEST + 1))) {
    const written = escaped(character);
    // What still fits together with the "…" that a longer text ends in.
    if (shown.length + written.length < LONGEST) cut = shown + written;
    shown += written;
    if (shown.length > LONGEST) return `"${cut}…"`;
  }
  return `"${shown}"`;
}

function escaped(character: string): string {
  if (character === ' ' || !ESCAPED.test(character)) return character;
  if (character === '"' || character === '\\') return `\\${character}`;
  const code = Number(character.codePointAt(0));
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** `1 mapping`, `3,476 mappings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `3,500`. By hand: the first use of `Intl` costs ten milliseconds before the first request. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
