/** The most characters that a quoted piece shows of a text. */
const LONGEST = 40;

/** Invisible, reordering or line-breaking characters, every blank but the plain space, and what JSON escapes. */
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
