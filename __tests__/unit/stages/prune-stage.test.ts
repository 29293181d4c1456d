import { describe, expect, test } from '@jest/globals';
import type { Desired, Entry } from '../../../src/domain/entry.ts';
import type { Inputs } from '../../../src/inputs/inputs.ts';
import type { Earlier } from '../../../src/prune/earlier.ts';
import { decidePrune } from '../../../src/stages/decide.ts';
import type { OriginSearch } from '../../../src/stages/origin-search.ts';
import { declaredOrigins, type OriginsFound } from '../../../src/stages/origins-found.ts';
import { failure, scripted, success } from '../../support/cloudflare.ts';
import { address, EAST } from '../../support/reconcile.ts';

const ZONE = 'a'.repeat(32);
const OTHER = 'b'.repeat(32);
const FOUND: OriginsFound = { desired: [], problems: [], notices: [], outcomes: [], incomplete: [] };
const entry = (ip: string): Entry => ({
  origin: { kind: 'ip', ip: address(ip) },
  location: { kind: 'target', target: EAST },
  check: true,
});
const listed = (part: Partial<Extract<Earlier, { kind: 'listed' }>> = {}): Earlier => ({
  kind: 'listed',
  entries: [entry('192.0.2.1'), entry('192.0.2.2')],
  keptAtHead: [],
  file: 'o.yaml',
  ...part,
});

interface Setting {
  readonly prune?: Inputs['prune'];
  readonly earlier?: Earlier | undefined;
  readonly found?: Partial<OriginsFound>;
  /** What resolving comes to, the first time and the second. */
  readonly resolved?: readonly Partial<OriginsFound>[];
  readonly answer?: Parameters<typeof scripted>[0];
}

function decided({ prune = { kind: 'removed' }, earlier, found, resolved = [], answer }: Setting) {
  const { api } = scripted(answer ?? (() => success([])));
  let times = 0;
  const search = {
    resolve: async (entries: readonly Entry[]): Promise<OriginsFound> => {
      times += 1;
      return { ...(declaredOrigins(entries) as OriginsFound), ...resolved[times - 1] };
    },
  } as OriginSearch;
  return decidePrune({ prune } as Inputs, ZONE, earlier, { ...FOUND, ...found }, async () => search, api);
}
const NOTHING = (reason: RegExp) => ({
  prune: { kind: 'none' },
  notices: [{ message: expect.stringMatching(new RegExp(`^Nothing is pruned: .*${reason.source}`)) }],
});

describe('What may be pruned', () => {
  test('is nothing, or everything that is not desired, as the input says', async () => {
    expect(await decided({ prune: { kind: 'none' } })).toEqual({ prune: { kind: 'none' }, notices: [] });
    expect(await decided({ prune: { kind: 'all' } })).toEqual({ prune: { kind: 'all' }, notices: [] });
  });

  test('is what the earlier version listed, with what it said', async () => {
    expect(await decided({ earlier: listed() })).toEqual({
      prune: {
        kind: 'removed',
        earlier: new Map([
          ['192.0.2.1', EAST],
          ['192.0.2.2', EAST],
        ]),
      },
      notices: [],
    });
  });

  test('is not what the file lists at the head of the branch', async () => {
    const { prune } = await decided({ earlier: listed({ keptAtHead: [entry('192.0.2.2')] }) });
    expect(prune).toEqual({ kind: 'removed', earlier: new Map([['192.0.2.1', EAST]]) });
  });

  test.each<[string, Setting, RegExp]>([
    ['no earlier version is known', { earlier: { kind: 'unknown', reason: 'the file is new' } }, /the file is new/],
    ['there is no file', {}, /do not come from a file/],
    ['not every address of a host is known', { earlier: listed(), found: { incomplete: ['a.example'] } }, /a\.example/],
    ['nor with all', { prune: { kind: 'all' }, found: { incomplete: ['a.example'] } }, /a\.example/],
    ['the earlier version names another zone', { earlier: listed({ zone: OTHER }) }, /another zone.*b{32}.*left/],
    ['it names none', { earlier: listed({ zone: 'nowhere' }) }, /"nowhere"/],
    [
      'it names a zone that is not to be seen',
      { earlier: listed({ zone: 'other.example' }) },
      /"other\.example".*not known/,
    ],
    [
      'a host of the head cannot be resolved',
      {
        earlier: listed({ keptAtHead: [entry('192.0.2.2')] }),
        resolved: [
          {},
          { outcomes: [{ hosts: ['a.example'], outcome: 'failed', message: 'Host a.example does not resolve' }] },
        ],
      },
      /later commit.*a\.example does not resolve/,
    ],
    [
      'not every address of a host of the head is known',
      { earlier: listed({ keptAtHead: [entry('192.0.2.2')] }), resolved: [{}, { incomplete: ['a.example'] }] },
      /later commit.*a\.example/,
    ],
  ])('is nothing, with a notice, where %s', async (_, setting, reason) => {
    expect(await decided(setting)).toEqual(NOTHING(reason));
  });

  test.each([ZONE, ZONE.toUpperCase()])('is not less where the earlier version names this zone: %s', async (zone) => {
    expect((await decided({ earlier: listed({ zone }) })).prune.kind).toBe('removed');
  });

  test('is asked for by name where it names the zone so', async () => {
    const answer = () => success([{ id: ZONE, name: 'site.example', status: 'active' }]);
    expect((await decided({ earlier: listed({ zone: 'site.example' }), answer })).prune.kind).toBe('removed');
  });

  test('is not given up where that cannot be asked now: the run fails, for the next push compares with a later commit', async () => {
    const answer = () => failure(503, 1140);
    await expect(decided({ earlier: listed({ zone: 'site.example' }), answer })).rejects.toThrow(/attempts/);
  });

  test('leaves addresses of a host that does not resolve any more, with a notice', async () => {
    const outcomes = [{ hosts: ['a.example'], outcome: 'failed', message: 'Host a.example does not resolve' } as const];
    const { prune, notices } = await decided({ earlier: listed(), resolved: [{ outcomes }] });
    expect(prune.kind).toBe('removed');
    expect(notices).toEqual([{ message: expect.stringMatching(/a\.example.*are left|are left.*a\.example/) }]);
  });

  test('goes by no target where the earlier version said auto and nothing is found', async () => {
    const unknown: Desired = {
      ip: address('192.0.2.1'),
      hosts: [],
      location: { kind: 'unknown', reason: 'no', otherwise: 'fail' },
      check: true,
    };
    const { prune } = await decided({ earlier: listed(), resolved: [{ desired: [unknown] }] });
    expect(prune).toEqual({ kind: 'removed', earlier: new Map([['192.0.2.1', undefined]]) });
  });
});
