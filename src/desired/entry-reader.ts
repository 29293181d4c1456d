import type { Location, Origin } from '../domain/entry.ts';
import type { Vendor } from '../domain/mapping.ts';
import { AUTO, expressionIn, type Fault, hostNamed, originIp, regionNamed, vendorNamed } from './entry-values.ts';
import { type Finding, Findings, type Span } from './finding.ts';
import { DEFAULTS_KEYS, ENTRY_KEYS } from './mappings-schema.ts';
import { described, type MapTree, type Member, membersOf, type Tree } from './syntax-tree.ts';

/** Whether an entry must say where its origin lives, or may leave that out (`state: absent`). */
export type LocationRule = 'required' | 'optional';

/** How messages name an entry and its parts. */
export interface EntryName {
  /** `entry 3`, `row 4`, or `Input`. */
  readonly name: string;
  /** The name together with a key: `entry 3: vendor`, or `Input vendor`. */
  part(key: string): string;
  /** The message about keys that are not given. */
  missing(keys: readonly string[]): string;
}

/** A value that is given, and where; `unknown` where a problem of it is reported. */
type Part<Value> = { readonly value: Value; readonly span: Span } | 'unknown';

/** What an entry or `defaults` says beside the origin; absent where it says nothing. */
export interface Parts {
  readonly vendor?: Part<Vendor>;
  readonly region?: Part<string>;
  readonly check?: Part<boolean>;
}

/** An entry that was read. Its problems are reported; without any, it has a location. */
export interface EntryReading {
  readonly origins: readonly { readonly origin: Origin; readonly span: Span }[];
  readonly location?: Location;
  readonly parts: Parts;
}

/** An entry of a list, named as `entry 3` or `row 4`. */
export function listEntryName(name: string): EntryName {
  return {
    name,
    part: (key) => `${name}: ${key}`,
    missing(keys) {
      const auto = keys.includes('region') ? ', or give region: auto to have it found' : '';
      return `${name} has no ${keys.join(' and no ')}; add ${keys.length > 1 ? 'them' : 'it'}${auto}`;
    },
  };
}

/** Reads one entry and reports every problem of it. */
export function readEntry(
  tree: Tree,
  entry: EntryName,
  defaults: Parts,
  rule: LocationRule,
  findings: Findings,
): EntryReading {
  if (tree.kind !== 'map') {
    if (tree.kind !== 'unknown') findings.add(noMap(tree, entry.name));
    return { origins: [], parts: {} };
  }
  const keyFindings = new Findings();
  const members = membersOf(tree, entry.name, ENTRY_KEYS, keyFindings);
  findings.addAll(keyFindings);
  // A key that is misspelled is reported at the key: that it is missing says no more.
  const misspelled = keyFindings.misspelled();
  const parts = { ...defaults, ...partsOf(members, entry, findings) };
  reportMissing(tree, members, parts, misspelled, entry, rule, findings);
  const location = misspelled.length === 0 ? locationOf(parts, rule) : undefined;
  return {
    origins: originsOf(members, tree.span, entry, findings),
    ...(location === undefined ? {} : { location }),
    parts,
  };
}

/** Reads `defaults`. */
export function readDefaults(map: MapTree | undefined, findings: Findings): Parts {
  if (map === undefined) return {};
  return partsOf(membersOf(map, 'defaults', DEFAULTS_KEYS, findings), listEntryName('defaults'), findings);
}

function noMap(tree: Tree, name: string): Finding {
  const remedy = 'write it with the keys ip (or host), vendor and region';
  return { message: `${name} is ${described(tree)}, not a mapping; ${remedy}`, span: tree.span };
}

function reportMissing(
  { span }: MapTree,
  members: ReadonlyMap<string, Member>,
  { vendor, region }: Parts,
  misspelled: readonly string[],
  entry: EntryName,
  rule: LocationRule,
  findings: Findings,
): void {
  const report = (message: string): void => findings.add({ message, span });
  const needed = { 'ip or host': given(members, 'ip') ?? given(members, 'host') };
  const optional = isAuto(region) ? { region } : { vendor, region };
  const missing = Object.entries(rule === 'required' ? { ...needed, ...optional } : needed)
    .filter(([key, value]) => value === undefined && !misspelled.some((word) => key.split(' or ').includes(word)))
    .map(([key]) => key);
  if (missing.length > 0) report(entry.missing(missing));
  if (rule === 'required' || misspelled.length > 0 || isAuto(region) || !vendor === !region) return;
  if (vendor === 'unknown' || region === 'unknown') return;
  const [one, other] = vendor ? (['vendor', 'region'] as const) : (['region', 'vendor'] as const);
  report(
    `${entry.part(one)} is given without ${other}; give both, or neither to mean the origin wherever it is mapped`,
  );
}

function locationOf({ vendor, region }: Parts, rule: LocationRule): Location | undefined {
  if (vendor === 'unknown' || region === 'unknown') return undefined;
  if (region?.value === AUTO) {
    // Counts as not given; a vendor beside it still limits what may be removed.
    if (rule === 'optional') return vendor ? { kind: 'any', vendor: vendor.value } : { kind: 'any' };
    return vendor ? { kind: 'auto', vendor: vendor.value } : { kind: 'auto' };
  }
  if (vendor && region) return { kind: 'target', target: { vendor: vendor.value, region: region.value } };
  return rule === 'optional' && !vendor && !region ? { kind: 'any' } : undefined;
}

function partsOf(members: ReadonlyMap<string, Member>, entry: EntryName, findings: Findings): Parts {
  const vendor = textPart('vendor', vendorNamed);
  const region = textPart('region', regionNamed);
  const check = checkPart(given(members, 'check'));
  return { ...(vendor && { vendor }), ...(region && { region }), ...(check && { check }) };

  function textPart<Value extends string>(
    key: string,
    named: (text: string) => Value | Fault,
  ): Part<Value> | undefined {
    const tree = given(members, key);
    if (tree === undefined) return undefined;
    if (tree.kind !== 'text') return wrong(key, tree, notText(tree, 'name'));
    const value = named(tree.text);
    return typeof value === 'object' ? wrong(key, tree, value) : { value, span: tree.span };
  }

  function checkPart(tree: Tree | undefined): Part<boolean> | undefined {
    if (tree === undefined) return undefined;
    const value = booleanOf(tree);
    if (value !== undefined) return { value, span: tree.span };
    return wrong('check', tree, { fault: `is ${described(tree)}`, remedy: 'write true or false, without quotes' });
  }

  function wrong(key: string, tree: Tree, fault: Fault): 'unknown' {
    if (tree.kind !== 'unknown') findings.add(faultFinding(entry.part(key), fault, tree.span));
    return 'unknown';
  }
}

function originsOf(
  members: ReadonlyMap<string, Member>,
  entrySpan: Span,
  entry: EntryName,
  findings: Findings,
): EntryReading['origins'] {
  const origins = [...members].filter(([key]) => /^(?:ip|host)$/.test(key) && given(members, key) !== undefined);
  const second = origins[1]?.[1];
  if (second)
    findings.add({
      message: `${entry.name} has both ip and host; keep one of them, and write the other as an entry of its own`,
      span: within(entrySpan, second.keySpan),
    });
  return [
    ...values('ip', 'address', originIp).map(({ value, span }) => ({
      origin: { kind: 'ip' as const, ip: value },
      span,
    })),
    ...values('host', 'host name', hostNamed).map(({ value, span }) => ({
      origin: { kind: 'host' as const, host: value },
      span,
    })),
  ];

  function values<Value extends string>(
    key: 'ip' | 'host',
    noun: string,
    named: (text: string) => Value | Fault,
  ): { readonly value: Value; readonly span: Span }[] {
    const tree = given(members, key);
    if (tree === undefined) return [];
    const remedy = `give at least one ${noun}`;
    if (tree.kind === 'list' && tree.items.length === 0) report(tree.span, { fault: 'is an empty list', remedy });
    return (tree.kind === 'list' ? tree.items : [tree]).flatMap((item) => {
      const span = within(entrySpan, item.span);
      if (item.kind !== 'text') {
        if (item.kind !== 'unknown') report(item.span, notText(item, noun));
        return [];
      }
      const texts = pieces(item);
      if (texts.length === 0) report(span, { fault: `holds no ${noun}`, remedy });
      return texts.flatMap((text) => {
        const value = named(text);
        if (typeof value === 'string') return [{ value, span }];
        report(span, value);
        return [];
      });
    });

    function report(span: Span, fault: Fault): void {
      findings.add(faultFinding(entry.part(key), fault, span));
    }
  }
}

function booleanOf(tree: Tree): boolean | undefined {
  if (tree.kind === 'other') return tree.type === 'boolean' ? /^t/i.test(tree.written) : undefined;
  if (tree.kind !== 'text' || !tree.untyped) return undefined;
  const word = tree.text.toLowerCase();
  return word === 'true' || (word === 'false' ? false : undefined);
}

/** Several values in one text, where the format has no lists. An expression has spaces in it and stays whole. */
function pieces({ text, untyped }: Extract<Tree, { kind: 'text' }>): string[] {
  if (!untyped || expressionIn(text) !== undefined) return [text];
  return text.split(/[\s,]+/).filter((piece) => piece !== '');
}

function faultFinding(name: string, { fault, remedy, ...more }: Fault, span: Span): Finding {
  return { message: `${name} ${fault}; ${remedy}`, span, ...more };
}

function notText(tree: Tree, noun: string): Fault {
  const quotes = tree.kind === 'other' && tree.type !== 'null';
  const article = noun === 'address' ? 'an' : 'a';
  return {
    fault: `is ${described(tree)}, not text`,
    remedy: quotes ? 'put it in quotes' : `give ${article} ${noun} as text`,
  };
}

/** The value of a key. A key without a value, or with null, is as good as no key. */
function given(members: ReadonlyMap<string, Member>, key: string): Tree | undefined {
  const value = members.get(key)?.value;
  return value?.kind === 'nothing' || (value?.kind === 'other' && value.type === 'null') ? undefined : value;
}

function isAuto(region: Parts['region']): boolean {
  return typeof region === 'object' && region.value === AUTO;
}

/** A value that comes from elsewhere by a YAML alias is placed at the entry that uses it. */
function within(entry: Span, span: Span): Span {
  return span.start >= entry.start && span.end <= entry.end ? span : entry;
}
