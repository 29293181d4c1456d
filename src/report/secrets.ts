import { Buffer } from 'node:buffer';

/**
 * The command that makes the runner mask a secret in everything printed after it. Written by hand, because `@actions/core`
 * is loaded only once the first requests are sent, and the mask has to come before anything else.
 */
export function maskCommand(secret: string): string {
  const escaped = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::add-mask::${escaped}\n`;
}

/** Shorter derived forms of a secret would hit innocent text. */
const SHORTEST_FORM = 8;
/** A regular expression takes no literal of a hundred thousand characters; GitHub's secrets may be that long. */
const LONGEST_IN_PATTERN = 1000;
/** So much of a secret is recognised where a quoted piece cuts it. */
const CUT = { from: 12, to: 64 };

/** A function that replaces secrets by `***`, also inside JSON, URLs and base64, and the beginning of one that is cut. */
export function secretsRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  if (forms.size === 0) return (text) => text;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  const long = longestFirst.filter((form) => form.length > LONGEST_IN_PATTERN);
  const whole = longestFirst.slice(long.length).map(literal);
  const pattern = new RegExp([...whole, ...new Set(longestFirst.flatMap(cutForms))].join('|'), 'g');
  // Nearly no text holds a secret, and searching for fixed texts is much faster than the pattern.
  const beginnings = [...new Set(longestFirst.map((form) => form.slice(0, CUT.from)))];
  return (text) =>
    beginnings.some((beginning) => text.includes(beginning))
      ? long.reduce((shown, form) => shown.replaceAll(form, '***'), text).replace(pattern, '***')
      : text;
}

function formsOf(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const url = [encodeURIComponent(wellFormed), `${new URLSearchParams([['', wellFormed]])}`.slice(1)];
  const derived = [
    JSON.stringify(secret).slice(1, -1),
    ...url,
    ...url.map((form) => form.replace(/%../g, (byte) => byte.toLowerCase())),
    ...base64Forms(secret),
  ];
  return [secret, ...derived.filter((form) => form.length >= SHORTEST_FORM)];
}

/**
 * Alone, and as part of a longer text: there it has three forms, by where it begins, and digits at its ends that depend
 * on its neighbours.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inside = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3)),
  );
  const whole = bytes.toString('base64');
  return [whole, whole.replace(/=+$/, ''), ...inside].flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
}

/** What a quoted piece may still show of a secret that it cuts. */
function cutForms(secret: string): string[] {
  if (secret.length <= CUT.from) return [];
  const rest = [...secret.slice(CUT.from, CUT.to)].reduceRight(
    (after, character) => `(?:${literal(character)}${after})?`,
    '',
  );
  return [`${literal(secret.slice(0, CUT.from))}${rest}…?`];
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
