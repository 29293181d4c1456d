import type { Findings, Span } from './finding.ts';
import { ROOT_KEYS } from './mappings-schema.ts';
import { described, type ListTree, type MapTree, type Member, membersOf, type Tree, valueAt } from './syntax-tree.ts';

/** Where in a text the list of mappings is, and what is beside it. */
export interface MappingsShape {
  readonly entries: readonly Tree[];
  /** `unknown` where a problem of it is reported. */
  readonly zone?: { readonly value: string; readonly span: Span } | 'unknown';
  readonly defaults?: MapTree;
}

const ENVELOPE = ['success', 'errors', 'messages', 'result', 'result_info'];
const SETTING = ['id', 'editable', 'modified_on', 'value'];
const REMEDY =
  'write a list of entries with ip (or host), vendor and region, or a map with the key mappings that holds one';

/**
 * Finds the list: the root itself, under `mappings` (a mappings file, or the action's result file), or in an answer of
 * the API, whole or its `result` alone.
 */
export function shapeOf(root: Tree, findings: Findings): MappingsShape | undefined {
  if (root.kind === 'list') return listed(root, root.span, findings);
  if (root.kind === 'nothing') return emptyList(root.span, findings);
  if (root.kind !== 'map') {
    if (root.kind !== 'unknown')
      findings.add({ message: `this is ${described(root)}, not a list of mappings; ${REMEDY}`, span: root.span });
    return undefined;
  }
  if (valueAt(root, 'mappings')) return valueAt(root, 'entries') ? resultFile(root, findings) : file(root, findings);
  const result = root.members.find(({ key }) => key === 'result');
  if (result && valueAt(root, 'success')) return answer(root, result, findings);
  if (valueAt(root, 'id') && valueAt(root, 'value')) return setting(root, '', findings);
  if (['ip', 'origin-ip', 'origin_ip', 'host'].some((key) => valueAt(root, key))) {
    findings.add({ message: `this is one entry, not a list of mappings; ${REMEDY}`, span: root.span });
    return undefined;
  }
  return file(root, findings);
}

function file(root: MapTree, findings: Findings): MappingsShape {
  const before = findings.count;
  const members = membersOf(root, 'the list', ROOT_KEYS, findings);
  const mappings = members.get('mappings');
  // An unknown key is likely the misspelled `mappings`: then its finding says it all.
  if (mappings === undefined && findings.count === before) emptyList(root.span, findings);
  const shape = under(mappings, 'mappings', findings);
  const zone = zoneOf(members.get('zone'), findings);
  const defaults = defaultsOf(members.get('defaults'), findings);
  return { entries: [], ...shape, ...(zone && { zone }), ...(defaults && { defaults }) };
}

/** The action's own result file: the zone's list is under `mappings`, everything else is a report. */
function resultFile(root: MapTree, findings: Findings): MappingsShape | undefined {
  const own = { ...root, members: root.members.filter(({ key }) => key === 'mappings') };
  const mappings = membersOf(own, 'the result file', { known: ['mappings'] }, findings).get('mappings');
  return under(mappings, 'mappings', findings);
}

function answer(root: MapTree, result: Member, findings: Findings): MappingsShape | undefined {
  membersOf(root, "the API's answer", { known: ENVELOPE }, findings);
  if (isPartial(root, result)) {
    findings.add({
      message:
        'this is one page of several of the API\'s answer, and the list is not whole; fetch every page (per_page=100), or take the output "mappings" or the result file of this action',
      span: result.value.span,
    });
    return undefined;
  }
  if (result.value.kind === 'map' && valueAt(result.value, 'value')) return setting(result.value, 'result.', findings);
  return under(result, 'result', findings);
}

/** Whether the API's answer is a page of a longer list: taken for the whole, it would prune what is on the others. */
function isPartial(root: MapTree, result: Member): boolean {
  const total = valueAt(valueAt(root, 'result_info'), 'total_count');
  if (total?.kind !== 'other' || result.value.kind !== 'list') return false;
  return Number(total.written) > result.value.items.length;
}

function setting(root: MapTree, path: string, findings: Findings): MappingsShape | undefined {
  const value = membersOf(root, "the API's answer", { known: SETTING }, findings).get('value');
  return under(value, `${path}value`, findings);
}

function under(member: Member | undefined, path: string, findings: Findings): MappingsShape | undefined {
  if (member === undefined) return undefined;
  const { key, keySpan, value } = member;
  if (value.kind === 'nothing') return emptyList(keySpan, findings);
  if (value.kind === 'list') return listed(value, keySpan, findings);
  if (value.kind !== 'unknown')
    findings.add({
      message: `${path} is ${described(value)}, not a list; write the entries as a list under ${key}`,
      span: value.span,
    });
  return undefined;
}

function listed(list: ListTree, span: Span, findings: Findings): MappingsShape | undefined {
  return list.items.length === 0 ? emptyList(span, findings) : { entries: list.items };
}

function emptyList(span: Span, findings: Findings): undefined {
  findings.add({
    message: 'the list holds no mappings, and an empty list never means "delete everything"; list at least one mapping',
    span,
  });
}

function zoneOf(member: Member | undefined, findings: Findings): MappingsShape['zone'] {
  if (member === undefined) return undefined;
  const { keySpan, value } = member;
  if (value.kind === 'unknown') return 'unknown';
  const zone = value.kind === 'text' ? value.text.trim() : '';
  if (zone !== '') return { value: zone, span: value.span };
  const what = value.kind === 'text' ? 'empty' : described(value);
  const remedy = 'give the zone ID or the domain name as text, in quotes if it is a number';
  findings.add({ message: `zone is ${what}; ${remedy}`, span: value.kind === 'nothing' ? keySpan : value.span });
  return 'unknown';
}

function defaultsOf(member: Member | undefined, findings: Findings): MapTree | undefined {
  const value = member?.value;
  if (value === undefined || value.kind === 'unknown' || value.kind === 'nothing') return undefined;
  if (value.kind === 'map') return value;
  const message = `defaults is ${described(value)}; write it as a map that gives vendor, region or check`;
  findings.add({ message, span: value.span });
  return undefined;
}
