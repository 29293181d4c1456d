import { type Effect, type Fault, type RetryAfter, sound, WRONG_PARTS } from './fault.ts';

/** The language in short, for the help. */
export const FAULT_LANGUAGE = `A fault is: [METHOD] [/path-part] [@ip] [#n | #n-m | #n-] [p%] EFFECT
METHOD may be WRITE: all but GET. Without a match every request is struck. Words in "quotes" may hold blanks.
  status N [html | empty] [code=N] [retry-after=SECONDS | date:SECONDS | TEXT] [location=URL] [after]
  reset [after]                the connection is reset before (after) the write takes effect
  hang [after]                 no answer until the client gives up
  half [stall]                 half the body, then the connection ends (or nothing more comes)
  garbage                      200 without JSON
  wrong-types [${WRONG_PARTS.join(' | ')}]
  refuse CODE ["words"] [after]  success: false with HTTP 200
  lost-write                   answered, but another writer's stale copy replaces it
  vanish v1|v2, appear v1|v2   from this request on
  delay MS
  item "words" [code=N]        with @ip: a batch refuses this address; alone it is refused with the code, if given
Examples: PATCH /batch #2-3 status 503 retry-after=2   |   WRITE 10% reset after   |   @192.0.2.7 #1 item "internal error"`;

/** Reads a fault: a match, then an effect. Throws where it makes no sense. */
export function parseFault(text: string): Fault {
  const words = text.match(/"[^"]*"|\S+/g)?.map((word) => word.replace(/^"(.*)"$/, '$1')) ?? [];
  const match: { -readonly [Key in keyof Omit<Fault, 'effect'>]: Fault[Key] } = {};
  let word = words.shift();
  for (; word !== undefined; word = words.shift()) {
    if (/^[A-Z]+$/.test(word)) match.method = word;
    else if (word.startsWith('/')) match.path = word;
    else if (word.startsWith('@')) match.ip = word.slice(1);
    else if (word.startsWith('#')) match.nth = range(word);
    else if (word.endsWith('%')) match.chance = share(word);
    else break;
  }
  if (word === undefined) throw new SyntaxError(`fault ${JSON.stringify(text)} has no effect`);
  return sound({ ...match, effect: effectOf(word, words) });
}

/** How each effect reads the words after its name, and takes away those it has read. */
const EFFECTS: Readonly<Record<string, (words: string[]) => Effect>> = {
  status: (words) => {
    const location = setting(words, 'location');
    const retryAfter = setting(words, 'retry-after');
    return {
      kind: 'status',
      status: integer(words.shift(), 'status'),
      ...code(words),
      ...(flag(words, 'html') && { body: 'html' }),
      ...(flag(words, 'empty') && { body: 'empty' }),
      ...(retryAfter !== undefined && { retryAfter: retryTime(retryAfter) }),
      ...(location !== undefined && { headers: { location } }),
      ...applied(words),
    };
  },
  reset: (words) => ({ kind: 'reset', ...applied(words) }),
  hang: (words) => ({ kind: 'hang', ...applied(words) }),
  half: (words) => ({ kind: 'half', ...(flag(words, 'stall') && { stall: true }) }),
  garbage: () => ({ kind: 'garbage' }),
  'wrong-types': (words) => {
    const part = WRONG_PARTS.find((name) => flag(words, name));
    return { kind: 'wrong-types', ...(part !== undefined && { part }) };
  },
  refuse: (words) => {
    const effect = { kind: 'refuse', code: integer(words.shift(), 'refuse'), ...applied(words) } as const;
    const message = words.shift();
    return message === undefined ? effect : { ...effect, message };
  },
  'lost-write': () => ({ kind: 'lost-write' }),
  vanish: (words) => ({ kind: 'vanish', surface: surface(words.shift()) }),
  appear: (words) => ({ kind: 'appear', surface: surface(words.shift()) }),
  delay: (words) => ({ kind: 'delay', ms: integer(words.shift(), 'delay') }),
  item: (words) => {
    const known = code(words);
    const text = words.shift();
    if (text === undefined) throw new SyntaxError('item needs the words with which the batch refuses');
    return { kind: 'item', words: text, ...known };
  },
};

function effectOf(kind: string, words: string[]): Effect {
  const read = Object.hasOwn(EFFECTS, kind) ? EFFECTS[kind] : undefined;
  if (read === undefined)
    throw new SyntaxError(`${JSON.stringify(kind)} is no effect; there are ${Object.keys(EFFECTS).join(', ')}`);
  const effect = read(words);
  if (words.length > 0) throw new SyntaxError(`${kind} does not take ${JSON.stringify(words[0])}`);
  return effect;
}

function flag(words: string[], name: string): boolean {
  const index = words.indexOf(name);
  if (index >= 0) words.splice(index, 1);
  return index >= 0;
}

function setting(words: string[], name: string): string | undefined {
  const index = words.findIndex((word) => word.startsWith(`${name}=`));
  return index < 0 ? undefined : words.splice(index, 1)[0]?.slice(name.length + 1);
}

function applied(words: string[]): { readonly applied?: true } {
  return flag(words, 'after') ? { applied: true } : {};
}

function code(words: string[]): { readonly code?: number } {
  const text = setting(words, 'code');
  return text === undefined ? {} : { code: integer(text, 'code') };
}

function integer(text: string | undefined, name: string): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new SyntaxError(`${name} needs a whole number`);
  return Number(text);
}

function surface(text: string | undefined): 'v1' | 'v2' {
  if (text !== 'v1' && text !== 'v2') throw new SyntaxError('a surface is v1 or v2');
  return text;
}

function retryTime(text: string): RetryAfter {
  const [, date] = /^date:(\d+)$/.exec(text) ?? [];
  if (date !== undefined) return { date: Number(date) };
  return /^\d+$/.test(text) ? Number(text) : text;
}

function range(text: string): NonNullable<Fault['nth']> {
  const [, from, dash, to] = /^#([1-9]\d*)(-)?([1-9]\d*)?$/.exec(text) ?? [];
  if (from === undefined || (to !== undefined && dash === undefined))
    throw new SyntaxError(`${text} is no count of requests; write #2, #2-4 or #2-`);
  if (dash === undefined) return Number(from);
  return to === undefined ? { from: Number(from) } : { from: Number(from), to: Number(to) };
}

function share(text: string): number {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (percent === undefined || Number(percent) > 100) throw new SyntaxError(`${text} is no share from 0% to 100%`);
  return Number(percent) / 100;
}
