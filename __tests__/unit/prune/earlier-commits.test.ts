import { expect, test } from '@jest/globals';
import { earlierCommits, type PruneEvent, runBranch } from '../../../src/prune/earlier.ts';

const PUSH: PruneEvent = { name: 'push', before: 'aaa', after: 'bbb', forced: false, branch: 'main', sha: 'bbb' };
const PULL: PruneEvent = {
  name: 'pull_request',
  forced: false,
  sha: 'merge',
  pullRequest: { fork: false, baseSha: 'base', headSha: 'head', headRef: 'feature' },
};

test.each<[string, string | undefined, PruneEvent, object]>([
  ['a push has the commit before it', undefined, PUSH, { earlier: 'aaa', present: 'bbb' }],
  ['a pull request has its base', undefined, PULL, { earlier: 'base', present: 'head' }],
  ['prune-base names one', 'v1', PUSH, { earlier: 'v1', present: 'bbb' }],
  ['prune-base names one for a forced push', 'v1', { ...PUSH, forced: true }, { earlier: 'v1', present: 'bbb' }],
  ['prune-base names one for any event', 'v1', { name: '', forced: false }, { earlier: 'v1', present: 'HEAD' }],
  [
    'a first push has none',
    undefined,
    { ...PUSH, before: '0'.repeat(40) },
    { reason: expect.stringMatching(/first push/) },
  ],
  [
    'a forced push has none',
    undefined,
    { ...PUSH, forced: true },
    { reason: expect.stringMatching(/was forced.*prune-base/) },
  ],
  [
    'another event has none',
    undefined,
    { name: 'schedule', forced: false, branch: 'main', sha: 'aaa' },
    { reason: 'the event "schedule" names no earlier commit; prune-base can name one' },
  ],
  [
    'a push without commits has none',
    undefined,
    { name: 'push', before: 'aaa', forced: false },
    { reason: expect.any(String) },
  ],
  [
    'a pull request without commits has none',
    undefined,
    { ...PULL, pullRequest: { fork: false, baseSha: 'base' } },
    { reason: expect.any(String) },
  ],
])('the earlier commit: %s', (_name, base, event, commits) => {
  expect(earlierCommits(base, event)).toEqual(commits);
});

test.each<[string, PruneEvent, object | undefined]>([
  ['a push is for its branch', PUSH, { branch: 'main', commit: 'bbb' }],
  [
    'a run whose commit is not known is for its branch',
    { name: 'push', forced: false, branch: 'main' },
    { branch: 'main' },
  ],
  [
    'a pull request is for its own branch, whatever GITHUB_REF and GITHUB_SHA are',
    { ...PULL, branch: 'main' },
    { branch: 'feature', commit: 'head' },
  ],
  [
    'a pull request from a fork is for none',
    { ...PULL, branch: 'main', pullRequest: { fork: true, headRef: 'x' } },
    undefined,
  ],
  ['a run for a tag is for none', { name: 'push', forced: false, sha: 'aaa' }, undefined],
])('the branch of a run: %s', (_name, event, branch) => {
  expect(runBranch(event)).toEqual(branch);
});
