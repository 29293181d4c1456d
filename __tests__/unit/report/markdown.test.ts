import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { code, folded, logLine, markdown } from '../../../src/report/markdown.ts';

/** Text as an attacker would write it: pieces of commands and markup between anything at all. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', ':', '##[', '#', '[', ' ', '\u00a0', '\n', '\r', '\u2028', '\u202e', '\u00ad', '\ufe0f'),
      fc.constantFrom('|', '`', '\\', '<b>', '*', '_', '@octo', '#1', '2001:db8::1', '203.0.113.7', '-', '1.', '\t'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('logLine', () => {
  test.each([
    [
      'leaves plain text as it is',
      'region "us-est-1": did you mean us-east-1? 100 %',
      'region "us-est-1": did you mean us-east-1? 100 %',
    ],
    ['shows line ends', 'a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
    ['shows other controls', 'a\u0000b\u001bc\u0085d', 'a\\u0000b\\u001bc\\u0085d'],
    ['shows line separators', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['shows bidirectional marks', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['shows what is invisible beyond the basic plane', 'a\u{e0001}b', 'a\\u{e0001}b'],
    ['shows half a character', 'a\ud800b', 'a\\ud800b'],
    ['breaks a command at its start', '::set-output name=a::b', '\\::set-output name=a::b'],
    ['breaks a command after spaces', ' \u00a0 ::error::x', ' \u00a0 \\::error::x'],
    ['breaks a command after an invisible character', '\u00ad::error::x', '\\u00ad::error::x'],
    ['breaks a command of the older kind anywhere', 'a ###[error]b ##[debug]', 'a ###\\[error]b ##\\[debug]'],
    ['leaves colons within a line', 'see 2001:db8::1', 'see 2001:db8::1'],
  ])('%s', (_, text, line) => {
    expect(logLine(text)).toBe(line);
  });

  test('cuts what is too long and shows that it did', () => {
    const line = logLine('x'.repeat(5000));
    expect(line).toHaveLength(2000);
    expect(line.endsWith('x…')).toBe(true);
  });

  test('never gives a line that the runner would obey, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = logLine(text);
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(line.length).toBeLessThanOrEqual(2000);
        expect(logLine(line)).toBe(line);
      }),
    );
  });
});

describe('markdown', () => {
  test.each([
    ['see #12:34:56', 'see #&#8203;12:34:56'],
    ['@cafe:1:', '@&#8203;cafe:1:'],
    ['GH-12:34:', 'GH-&#8203;12:34:'],
  ])('breaks the mention or reference in what may be an address: %s', (text, shown) => {
    expect(markdown(text)).toBe(shown);
  });

  test.each([
    [
      'leaves plain text as it is',
      'aws us-east-1 (IAD, EWR), "x"; 12:30:45',
      'aws us-east-1 (IAD, EWR), "x"; 12:30:45',
    ],
    [
      'escapes what is syntax',
      'a|b `c` *d* _e_ ~f~ [g] \\h $i$',
      'a\\|b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\[g\\] \\\\h \\$i\\$',
    ],
    ['escapes HTML', '<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['makes one line of many', ' a\r\n\n b\tc ', 'a b c'],
    ['shows invisible characters', 'a\u202eb', 'a\\\\u202eb'],
    ['mentions nobody', 'ask @octocat', 'ask @&#8203;octocat'],
    ['leaves a lone at sign', 'a @ b', 'a @ b'],
    ['refers to no issue', 'see #12, o/r#3 and GH-4', 'see #&#8203;12, o/r#&#8203;3 and GH-&#8203;4'],
    ['links nothing', 'https://a.example and www.b.example', 'https:&#8203;//a.example and www&#8203;.b.example'],
    ['makes no emoji', 'line :100: and :tada:', 'line :&#8203;100: and :&#8203;tada:'],
    ['leaves places that can be copied', 'origins.yaml:7:5: bad', 'origins.yaml:7:5: bad'],
    ['shows addresses as code', 'both 203.0.113.7 and 2001:db8:a:b::5.', 'both `203.0.113.7` and `2001:db8:a:b::5`.'],
    ['does not let two spans of code touch', '2001:db8::12001:db8::1', '`2001:db8::1200`1:&#8203;db8::1'],
    ['begins no heading', '# a', '\\# a'],
    ['begins no list', '- a', '\\- a'],
    ['begins no numbered list', '1. a', '1\\. a'],
    ['is empty for nothing', ' \n ', ''],
  ])('%s', (_, text, escaped) => {
    expect(markdown(text)).toBe(escaped);
  });

  test('is one cell without markup, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = markdown(text);
        expect(cell).not.toMatch(/[\r\n<>]/);
        const unescaped = cell.replaceAll('&#8203;', '\u200b').replace(/\\[!-/:-@[-`{-~]/g, ' ');
        expect(unescaped).not.toContain('|');
        expect(unescaped.replace(/`[0-9a-f:.]+`/gi, '')).not.toMatch(/[`*_~[\]$\\]/);
        expect(unescaped).not.toMatch(/@\w|#\d|:\/\/|www\./i);
      }),
    );
  });
});

describe('code', () => {
  test.each([
    ['203.0.113.7', '`203.0.113.7`'],
    ['2001:db8:…', '`2001:db8:…`'],
    ['infra/origins.yaml:3:7', '`infra/origins.yaml:3:7`'],
    ['a`b|c', 'a\\`b\\|c'],
    ['', ''],
  ])('shows %j as %j', (text, shown) => {
    expect(code(text)).toBe(shown);
  });
});

describe('folded', () => {
  test('has an empty line before the body, without which GitHub shows it as it is', () => {
    expect(folded('2 mappings', '| a |')).toBe('<details><summary>2 mappings</summary>\n\n| a |\n\n</details>');
  });

  test('is empty without a body', () => {
    expect(folded('2 mappings', '')).toBe('');
  });
});
