import { clip } from '../domain/text.ts';
import { pieces } from './found-addresses.ts';

const LONGEST_LINE = 2000;

/** Controls, bidirectional marks, line separators and whatever else has no shape of its own (some are ignored in comparisons). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const ZERO_WIDTH_SPACE = '&#8203;';
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** In this order: syntax, HTML, then where a mention, a reference, a link or an emoji (`:100:` in an address) would begin. */
const MARKDOWN =
  /[\\|`*_~[\]$]|[&<>]|@(?=\S)|#(?=\d)|\bGH-(?=\d)|:(?=\/\/|(?:100|1234|[\w+-]*[a-z_+-][\w+-]*):)|www(?=\.)/gi;

/**
 * One line that a log can hold whatever the text: nothing invisible, nothing that the runner would obey (`::command` at
 * its start, `##[command]` anywhere), at most about 2,000 characters. The text stays readable: `\n`, `\::`, `##\[`.
 */
export function logLine(text: string): string {
  const line = visible(text)
    .replaceAll('##[', '##\\[')
    .replace(/^(\s*)::/, '$1\\::');
  return clip(line, LONGEST_LINE);
}

/**
 * A text for Markdown prose, list items and table cells, in one line: it reads as it is, is no markup, links and mentions
 * nothing. Addresses stand as code, so that they can be copied.
 */
export function markdown(text: string): string {
  const escaped = pieces(text.replace(/\s+/g, ' ').trim())
    .map(({ text, address }, index, all) =>
      // Two spans of code that touch would be read as one.
      address === undefined || all[index - 1]?.address !== undefined ? plain(text) : `\`${text}\``,
    )
    .join('');
  return escaped.replace(/^[#+=-]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A short name (address, host name, path with line, ID) as code where nothing in it can break out of that, else as {@link markdown}. */
export function code(text: string): string {
  return /^[\w.:/…-]+$/.test(text) ? `\`${text}\`` : markdown(text);
}

/** A section that is closed at first; empty without a body. GitHub reads Markdown in it only after an empty line. */
export function folded(title: string, body: string): string {
  return body && `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const hex = Number(character.codePointAt(0)).toString(16);
    return ESCAPES[character] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
  });
}

function plain(text: string): string {
  return visible(text).replace(MARKDOWN, (found) => {
    if (/^[\\|`*_~[\]$]$/.test(found)) return `\\${found}`;
    return ENTITIES[found] ?? `${found}${ZERO_WIDTH_SPACE}`;
  });
}
