import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../../src/domain/address.ts';
import type { Mapping } from '../../../src/domain/mapping.ts';
import type { Mode, Outcome, Result } from '../../../src/domain/result.ts';
import { type CommentText, renderComment, replaceLines } from '../../../src/preview/comment-text.ts';
import type { Reverted } from '../../../src/preview/reverted.ts';

const ZONE = '0123456789abcdef0123456789abcdef';
const LINE = '<!-- cloudflare-origin-cloud-regions record abcd QUJD -->';
const options = { zoneId: ZONE, redact: (text: string) => text };

function resultOf(parts: Partial<Result> = {}): Result {
  return {
    mode: 'apply',
    problems: [],
    warnings: [],
    notices: [],
    outcomes: [],
    switchedOn: [],
    changed: false,
    requests: 1,
    duration: 1,
    ...parts,
  };
}
const created = (n: number): Outcome => ({
  ip: `198.51.${Math.floor(n / 250)}.${n % 250}` as Address,
  target: { vendor: 'aws', region: 'us-east-1' },
  outcome: 'created',
});
const registered = (parts: Partial<Result> = {}): CommentText => ({
  kind: 'registered',
  result: resultOf(parts),
  registered: [],
});
const NONE: Reverted = { removed: 0, restored: 0, leftTo: new Map(), already: 0, changed: 0, waiting: 0 };
const closed = (mode: Mode, done: boolean, reverted: Partial<Reverted>): CommentText => ({
  kind: 'closed',
  result: resultOf({ mode }),
  done,
  reverted: { ...NONE, ...reverted },
});

describe('the comment', () => {
  test('begins with the marker and ends with its record lines', () => {
    const body = renderComment(registered(), [LINE, LINE], options);
    expect(body.startsWith(`<!-- cloudflare-origin-cloud-regions zone=${ZONE} -->\n\n### `)).toBe(true);
    expect(body.endsWith(`Zone \`${ZONE}\`\n\n${LINE}\n${LINE}`)).toBe(true);
  });

  test('shows verdict, problems, changes, warnings and notices, redacted, and links to the run', () => {
    const parts = {
      outcomes: [created(1)],
      changed: true,
      warnings: [{ message: 'a warning' }],
      notices: [{ message: 'a notice' }],
    };
    const redact = (text: string) => text.replaceAll('198.51.0.1', 'hidden-00000000');
    const runUrl = 'https://github.com/octo/shop/actions/runs/1';
    const body = renderComment(registered(parts), [LINE], { ...options, redact, runUrl });
    for (const part of ['✅ Done', '1 created', 'hidden-00000000', 'a warning', 'a notice', `· [run](${runUrl})`])
      expect(body).toContain(part);
    expect(body).not.toContain('198.51.0.1');
    expect(renderComment(registered({ problems: [{ message: 'a problem' }] }), [LINE], options)).toMatch(
      /❌.*a problem/s,
    );
  });

  test.each([undefined, 'javascript:alert(1)', 'https://github.com/a) [b](https://x'])(
    'links to nothing else: %s',
    (runUrl) => {
      expect(
        renderComment(registered(), [LINE], { ...options, ...(runUrl === undefined ? {} : { runUrl }) }),
      ).not.toContain('[run]');
    },
  );

  test.each<[CommentText, RegExp]>([
    [{ kind: 'running', count: 2 }, /⏳ A run is writing 2 mappings/],
    [{ kind: 'superseded' }, /older comment on this pull request goes on/],
    [closed('apply', true, { removed: 2 }), /is closed, and what it registered has been taken away\./],
    [
      closed('apply', true, { removed: 1, restored: 2, leftTo: new Map([[8, 1]]), changed: 1 }),
      /is closed\. What became of what it registered: 1 address removed, 2 addresses given the earlier target again, 1 address left to #8, 1 address left as the zone has it now, because no pull request wrote that\./,
    ],
    [closed('apply', true, { leftTo: new Map([[8, 2]]) }), /is closed\. [^.]*: 2 addresses left to #8\./],
    [
      closed('apply', false, { removed: 1, waiting: 2 }),
      /but not all that it registered could be reverted: 1 address removed, 2 addresses not reverted yet\./,
    ],
    [closed('apply', false, {}), /but not all that it registered could be reverted\./],
    [closed('plan', false, { removed: 1 }), /What would become of what it registered: 1 address removed\./],
  ])('%j', (text, words) => {
    expect(renderComment(text, [LINE], options)).toMatch(words);
  });

  test('lists all that the pull request registers, changed or not, in the order of the addresses and redacted', () => {
    const mapping = (ip: string) => ({ ip: ip as Address, vendor: 'aws', region: 'us-east-1' });
    const redact = (text: string) => text.replace(/^198\.51\.0\.1$/, 'hidden-00000000');
    const comment = (mode: Mode, count: number) =>
      renderComment(
        {
          kind: 'registered',
          result: resultOf({ mode }),
          registered: ['2001:db8::1', '198.51.0.10', '198.51.0.1'].slice(0, count).map(mapping),
        },
        [LINE],
        { ...options, redact },
      );
    expect(comment('apply', 3)).toContain(
      [
        '**This pull request registers 3 addresses**',
        '',
        '| Origin | Region |',
        '| --- | --- |',
        '| `hidden-00000000` | aws us-east-1 |',
        '| `198.51.0.10` | aws us-east-1 |',
        '| `2001:db8::1` | aws us-east-1 |',
      ].join('\n'),
    );
    expect(comment('plan', 1)).toContain('**This pull request would register 1 address**');
    expect(comment('apply', 0)).not.toContain('registers');
  });

  test.each([100, 45_000, 60_000, 64_000, 65_000])(
    'beside %i characters of records shows less, and cuts no record',
    (length) => {
      const line = LINE.replace('QUJD', 'A'.repeat(length));
      const outcomes = Array.from({ length: 3500 }, (_, n) => created(n));
      const problems = Array.from({ length: 50 }, () => ({ message: 'x'.repeat(2000) }));
      const held = outcomes.slice(0, 300).map(({ ip, target }) => ({ ip, ...target }) as Mapping);
      const text: CommentText = { kind: 'registered', result: resultOf({ outcomes, problems }), registered: held };
      const body = renderComment(text, [line], options);
      expect(body.length).toBeLessThanOrEqual(65_536);
      expect(body.endsWith(`\n\n${line}`)).toBe(true);
    },
  );

  test('takes other lines in place of its own, and keeps what it shows', () => {
    const body = renderComment(registered(), [LINE], options);
    const other = LINE.replace('QUJD', 'REVG');
    expect(replaceLines(body, [other, LINE])).toBe(renderComment(registered(), [other, LINE], options));
    expect(replaceLines(`${body}\r\n\r\n`, [other])).toBe(renderComment(registered(), [other], options));
  });
});
