import { expect, test } from '@jest/globals';
import { gitConfigValues } from '../../../src/prune/checkout.ts';
import { cpuTime } from '../../support/cpu-time.ts';

test.each<[string, string, readonly string[] | undefined]>([
  ['the usual form', '[core]\n\tbare = false\n[remote "origin"]\n\turl = U\n\tfetch = +refs/heads/*\n', ['U']],
  ['on the header’s line, without spaces', '[remote "origin"]url=U', ['U']],
  ['with CRLF and a byte order mark', '\uFEFF[remote "origin"]\r\n  url = U\r\n', ['U']],
  ['in capitals, as far as letter case does not count', '[REMOTE "origin"]\nURL = U', ['U']],
  ['of a remote in another letter case', '[remote "Origin"]\nurl = U', []],
  ['in the old form of a section', '[remote.Origin]\nurl = U', ['U']],
  ['of another remote', '[remote "upstream"]\nurl = U', []],
  ['of a section whose name only begins so', '[remotes "origin"]\nurl = U\n[remote "origin2"]\nurl = V', []],
  ['of another key', '[remote "origin"]\npushurl = U\nurl2 = V\n', []],
  ['given twice', '[remote "origin"]\nurl = U\n[core]\n[remote "origin"]\nurl = V', ['U', 'V']],
  ['with comments', '# [remote "origin"]\n; url = V\n[remote "origin"] # c\nurl = U # V\n#url = V', ['U']],
  ['with a comment at once', '[remote "origin"]\nurl = U;V', ['U']],
  ['in quotes, comment signs and spaces kept', '[remote "origin"]\nurl = " U # V; "  ; c', [' U # V; ']],
  ['partly in quotes', '[remote "origin"]\nurl = a" b "c  d\t', ['a b c  d']],
  ['with escapes', '[remote "origin"]\nurl = a\\tb\\\\c\\"d\\ne\\b "\\t\\"" ', ['a\tb\\c"d\ne\b \t"']],
  ['over several lines', '[remote "origin"]\nurl = \\\n  a\\\n  b', ['a  b']],
  ['in quotes over several lines', '[remote "origin"]\nurl = "a\\\nb"', ['ab']],
  ['without a value', '[remote "origin"]\nurl\n', ['']],
  ['with an empty value', '[remote "origin"]\nurl =\n', ['']],
  ['of a subsection with escapes', '[remote "ori\\gi\\n"]\nurl = U', ['U']],
  ['in an included file, which is not read', '[include]\npath = other\n', []],
  ['in nothing', '', []],
  ['with an open quote', '[remote "origin"]\nurl = "U\n', undefined],
  ['with an unknown escape', '[remote "origin"]\nurl = \\q', undefined],
  ['with an escape at the end', '[remote "origin"]\nurl = \\', undefined],
  ['with an open section', '[remote "origin"\nurl = U', undefined],
  ['with a key that is none', '[remote "origin"]\n= U', undefined],
  ['with two words for a key', '[remote "origin"]\nurl of = U', undefined],
])('the URL %s', (_name, text, values) => {
  expect(gitConfigValues(text, 'remote.origin.url')).toEqual(values);
});

test.each<[string, string]>([
  ['spaces', ' '.repeat(1024 * 1024)],
  ['comments', '#\n'.repeat(512 * 1024)],
  ['pieces', `[a]\nb = ${'x\\t '.repeat(256 * 1024)}`],
  ['sections', '[a "b"]\n'.repeat(128 * 1024)],
])('a megabyte of %s takes no time to speak of', (_name, text) => {
  const started = cpuTime();
  expect(gitConfigValues(text, 'remote.origin.url')).toEqual([]);
  expect(cpuTime() - started).toBeLessThan(5000);
});
