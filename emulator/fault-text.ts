import type { ErrorCode } from './answer.ts';
import { checkedFault, type Effect, type Fault, type RetryAfter, WRONG_PARTS } from './fault.ts';

/** The language in short, for the help. */
export const FAULT_LANGUAGE = `A fault is: [METHOD] [/path-part | /path-end$] [@ip] [#n | #n-m | #n-] [p%] EFFECT
METHOD may be WRITE: all but GET. Without a match it concerns every request. Words in "quotes" may hold spaces.
  status N [html | empty] [code=CODE] [retry-after=SECONDS | date:SECONDS | TEXT] [location=URL] [header=NAME:VALUE]
           [message="words"] [after]
  reset [after]                the connection is reset before (after) the write takes effect
  close [after]                the connection ends without an answer
  switch-protocols [after]     101 and nothing more
  hang [after]                 no answer until the client gives up
  half [stall]                 half the body, then the connection ends (or nothing more comes)
  garbage                      200 without JSON
  wrong-types [${WRONG_PARTS.join(' | ')}]
  result JSON                  200 with this result (JSON without spaces), after it took effect
  as-empty                     a list is that of a zone without mappings
  refuse CODE ["words"] [after]  success: false with HTTP 200
  lost-write                   answered, but another writer's stale copy replaces it
  vanish v1|v2, appear v1|v2   from this request on
  delay MS
  item "words" [code=N]        with @ip: a batch refuses this address; alone it is refused with the code, if given
CODE is a number, null, or text:N for a number as text.
Examples: PATCH /batch #2-3 status 503 retry-after=2   |   WRITE 10% reset after   |   @192.0.2.7 #1 item "internal error"
  GET /cache/origin_cloud_regions$ status 404 code=1142   |   status 403 html header=cf-ray:8f2a-FRA`;

/** Reads a fault: a match, then an effect. Throws where it makes no sense. */
export function parseFault(text: string): Fault {
  const words = text.match(/(?:[^\s"]|"[^"]*")+/g)?.map(unquoted) ?? [];
  const match: { -readonly [Key in keyof Omit<Fault, 'effect'>]: Fault[Key] } = {};
  let word = words.shift();
  for (; word !== undefined; word = words.shift()) {
    if (/^[A-Z]+$/.test(word)) match.method = word;
    else if (word.startsWith('/')) match.path = word;
    else if (word.startsWith('@')) match.ip = word.slice(1);
    else if (word.startsWith('#')) match.nth = range(word);
    else if (word.endsWith('%')) match.chance = percentage(word);
    else break;
  }
  if (word === undefined) throw new SyntaxError(`fault ${JSON.stringify(text)} has no effect`);
  return checkedFault({ ...match, effect: effectOf(word, words) });
}

/** How each effect reads the words after its name, and takes away those it has read. */
const EFFECTS: Readonly<Record<string, (words: string[]) => Effect>> = {
  status: (words) => {
    const headers = headersOf(words);
    const retryAfter = setting(words, 'retry-after');
    const code = setting(words, 'code');
    const text = setting(words, 'message');
    return {
      kind: 'status',
      status: integer(words.shift(), 'status'),
      ...(code !== undefined && { code: errorCode(code, 'code') }),
      ...(flag(words, 'html') && { body: 'html' }),
      ...(flag(words, 'empty') && { body: 'empty' }),
      ...(retryAfter !== undefined && { retryAfter: retryTime(retryAfter) }),
      ...(headers !== undefined && { headers }),
      ...(text !== undefined && { message: text }),
      ...applied(words),
    };
  },
  reset: (words) => ({ kind: 'reset', ...applied(words) }),
  close: (words) => ({ kind: 'close', ...applied(words) }),
  'switch-protocols': (words) => ({ kind: 'switch-protocols', ...applied(words) }),
  hang: (words) => ({ kind: 'hang', ...applied(words) }),
  half: (words) => ({ kind: 'half', ...(flag(words, 'stall') && { stall: true }) }),
  garbage: () => ({ kind: 'garbage' }),
  'wrong-types': (words) => {
    const part = WRONG_PARTS.find((name) => flag(words, name));
    return { kind: 'wrong-types', ...(part !== undefined && { part }) };
  },
  result: (words) => ({ kind: 'result', result: json(words.shift()) }),
  'as-empty': () => ({ kind: 'as-empty' }),
  refuse: (words) => {
    const code = errorCode(words.shift(), 'refuse');
    const effect = { kind: 'refuse', code, ...applied(words) } as const;
    const text = words.shift();
    return text === undefined ? effect : { ...effect, message: text };
  },
  'lost-write': () => ({ kind: 'lost-write' }),
  vanish: (words) => ({ kind: 'vanish', surface: surface(words.shift()) }),
  appear: (words) => ({ kind: 'appear', surface: surface(words.shift()) }),
  delay: (words) => ({ kind: 'delay', ms: integer(words.shift(), 'delay') }),
  item: (words) => {
    const code = setting(words, 'code');
    const text = words.shift();
    if (text === undefined) throw new SyntaxError('item needs the words with which the batch refuses');
    return { kind: 'item', words: text, ...(code !== undefined && { code: integer(code, 'code') }) };
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
  return index < 0 ? undefined : unquoted(words.splice(index, 1)[0]?.slice(name.length + 1) ?? '');
}

/** A text without the quotes around it. */
function unquoted(text: string): string {
  return text.replace(/^"([^"]*)"$/, '$1');
}

function applied(words: string[]): { readonly applied?: true } {
  return flag(words, 'after') ? { applied: true } : {};
}

function headersOf(words: string[]): Readonly<Record<string, string>> | undefined {
  const location = setting(words, 'location');
  const [, name, value] = /^([\w-]+):(.*)$/.exec(setting(words, 'header') ?? '') ?? [];
  const headers = {
    ...(location !== undefined && { location }),
    ...(name !== undefined && value !== undefined && { [name]: value }),
  };
  return Object.keys(headers).length === 0 ? undefined : headers;
}

function errorCode(text: string | undefined, name: string): ErrorCode {
  if (text === 'null') return null;
  const [, code] = /^text:(.+)$/.exec(text ?? '') ?? [];
  return code ?? integer(text, name);
}

function json(text: string | undefined): unknown {
  if (text === undefined) throw new SyntaxError('result needs JSON without spaces');
  return JSON.parse(text);
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

function percentage(text: string): number {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (percent === undefined || Number(percent) > 100) throw new SyntaxError(`${text} is no share from 0% to 100%`);
  return Number(percent) / 100;
}
