import type { Finding } from './finding.ts';
import { type MapTree, membersOf } from './members.ts';
import { described, type Member, type Span, type Tree } from './tree.ts';

/** Names the entry at an index, counted from 0. */
export type NameOf = (index: number, entry: Tree) => string;

/** Where in a text the list of mappings is, and what stands beside it. */
export interface Shape {
  readonly entries: readonly Tree[];
  readonly nameOf: NameOf;
  readonly zone?: { readonly value: string; readonly span: Span };
  readonly defaults?: MapTree;
}

const ENVELOPE = ['success', 'errors', 'messages', 'result', 'result_info'];
const SETTING = ['id', 'editable', 'modified_on', 'value'];
const REMEDY = 'write a list of entries with ip, vendor and region, or a map with the key mappings that holds one';

/**
 * Finds the list: the root itself, under `mappings` (this action's file or its result file), or in an answer of the
 * API, whole or its `result` alone. `nameOf` names the entries of a root that is the list.
 */
export function shapeOf(root: Tree, nameOf: NameOf, findings: Finding[]): Shape | undefined {
  if (root.kind === 'list') return listed(root, nameOf, root.span, findings);
  if (root.kind === 'nothing') return emptyList(root.span, findings);
  if (root.kind !== 'map') {
    findings.push({ message: `this is ${described(root)}, not a list of mappings; ${REMEDY}`, span: root.span });
    return undefined;
  }
  if (has(root, 'mappings')) return has(root, 'entries') ? resultFile(root, findings) : mappingsFile(root, findings);
  const result = root.members.find(({ key }) => key === 'result');
  if (result && has(root, 'success')) return answer(root, result, findings);
  if (has(root, 'id') && has(root, 'value')) return setting(root, '', findings);
  if (has(root, 'ip') || has(root, 'origin-ip') || has(root, 'origin_ip')) {
    findings.push({ message: `this is one entry, not a list of mappings; ${REMEDY}`, span: root.span });
    return undefined;
  }
  return mappingsFile(root, findings);
}

function mappingsFile(root: MapTree, findings: Finding[]): Shape | undefined {
  const before = findings.length;
  const members = membersOf(root, 'the list', { known: ['zone', 'defaults', 'mappings'] }, findings);
  const mappings = members.get('mappings');
  // An unknown key is likely the misspelt `mappings`: then its finding says it all.
  if (mappings === undefined && findings.length === before) emptyList(root.span, findings);
  const shape = under(mappings, 'mappings', findings);
  const zone = zoneOf(members.get('zone'), findings);
  const defaults = defaultsOf(members.get('defaults'), findings);
  return { entries: [], nameOf: String, ...shape, ...(zone && { zone }), ...(defaults && { defaults }) };
}

/** Whether the API's answer is a page of a longer list: taken for the whole, it would prune what is on the others. */
function isPartial(root: MapTree, result: Member): boolean {
  const info = root.members.find(({ key }) => key === 'result_info')?.value;
  if (info?.kind !== 'map' || result.value.kind !== 'list') return false;
  const total = info.members.find(({ key }) => key === 'total_count')?.value;
  return total?.kind === 'other' && Number(total.written) > result.value.items.length;
}

/** The action's own result file: the zone's list is under `mappings`, everything else is a report. */
function resultFile(root: MapTree, findings: Finding[]): Shape | undefined {
  const own = { ...root, members: root.members.filter(({ key }) => key === 'mappings') };
  const mappings = membersOf(own, 'the result file', { known: ['mappings'] }, findings).get('mappings');
  return under(mappings, 'mappings', findings);
}

function answer(root: MapTree, result: Member, findings: Finding[]): Shape | undefined {
  membersOf(root, "the API's answer", { known: ENVELOPE }, findings);
  if (isPartial(root, result)) {
    findings.push({
      message:
        'this is one page of several of the API\'s answer, and the list is not whole; fetch every page (per_page=100), or take the output "mappings" or the result file of this action',
      span: result.value.span,
    });
    return undefined;
  }
  if (result.value.kind === 'map' && has(result.value, 'value')) return setting(result.value, 'result.', findings);
  return under(result, 'result', findings);
}

function setting(root: MapTree, path: string, findings: Finding[]): Shape | undefined {
  const value = membersOf(root, "the API's answer", { known: SETTING }, findings).get('value');
  return under(value, `${path}value`, findings);
}

function under(member: Member | undefined, path: string, findings: Finding[]): Shape | undefined {
  if (member === undefined) return undefined;
  const { key, keySpan, value } = member;
  if (value.kind === 'nothing') return emptyList(keySpan, findings);
  if (value.kind === 'list') return listed(value, (index) => `${path}[${index}]`, keySpan, findings);
  if (value.kind !== 'unknown')
    findings.push({
      message: `${path} is ${described(value)}, not a list; write the entries as a list under ${key}`,
      span: value.span,
    });
  return undefined;
}

function listed(
  list: Extract<Tree, { kind: 'list' }>,
  nameOf: NameOf,
  span: Span,
  findings: Finding[],
): Shape | undefined {
  return list.items.length === 0 ? emptyList(span, findings) : { entries: list.items, nameOf };
}

function emptyList(span: Span, findings: Finding[]): undefined {
  findings.push({
    message: 'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping',
    span,
  });
}

function zoneOf(member: Member | undefined, findings: Finding[]): Shape['zone'] {
  if (member === undefined || member.value.kind === 'unknown') return undefined;
  const { keySpan, value } = member;
  const zone = value.kind === 'text' ? value.text.trim() : '';
  if (zone !== '') return { value: zone, span: value.span };
  const what = value.kind === 'text' ? 'empty' : described(value);
  const remedy = 'give the zone ID or the domain name as text, in quotes if it is a number';
  findings.push({ message: `zone is ${what}; ${remedy}`, span: value.kind === 'nothing' ? keySpan : value.span });
  return undefined;
}

function defaultsOf(member: Member | undefined, findings: Finding[]): MapTree | undefined {
  const value = member?.value;
  if (value === undefined || value.kind === 'unknown' || value.kind === 'nothing') return undefined;
  if (value.kind === 'map') return value;
  const message = `defaults is ${described(value)}; write it as a map that gives vendor, region or both`;
  findings.push({ message, span: value.span });
  return undefined;
}

function has(map: MapTree, key: string): boolean {
  return map.members.some((member) => member.key === key);
}
