import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type GitHubFake, NOT_ACCESSIBLE, readOnly, startGitHub } from '../emulator/github.ts';
import { ACTS, at, type Ending } from './action.ts';

const REPOSITORY = 'octo/site';
const AWS = { vendor: 'aws', region: 'us-east-1' };
const GCP = { vendor: 'gcp', region: 'us-central1' };

describe.each(ACTS)('%s, on pull requests', (_, act) => {
  describe.each(['v1', 'v2'] as const)('over %s', (surfaces) => {
    let emulator: Emulator;
    let github: GitHubFake;
    beforeEach(async () => {
      emulator = await startEmulator({ surfaces });
      github = await startGitHub({ repository: REPOSITORY });
    });
    afterEach(async () => {
      await emulator.close();
      await github.close();
    });

    function event(name: string, action: string, number: number, more: object = {}) {
      const repository = { full_name: REPOSITORY, visibility: 'private' };
      const pull_request = {
        number,
        user: { login: 'octocat' },
        base: { sha: 'b'.repeat(40), repo: repository },
        head: { sha: 'a'.repeat(40), repo: repository },
        ...more,
      };
      return { name, payload: { action, number, pull_request, repository } };
    }

    function step(
      action: string,
      number: number,
      inputs: Record<string, string>,
      more: object = {},
      name = 'pull_request',
    ): Promise<Ending> {
      if (action === 'closed') github.shut(number);
      else github.open(number);
      return act({
        inputs: at(emulator, { state: 'auto', comment: 'true', 'github-token': github.token, ...inputs }),
        env: { GITHUB_API_URL: github.url },
        event: event(name, action, number, more),
      });
    }

    const entry = (ip: string, { vendor, region } = AWS) => ({ ip, vendor, region });

    test('a clean-up that failed asks GitHub for nothing more', async () => {
      for (const number of [7, 8]) github.shut(number);
      let eighth = () => {};
      const underway = new Promise<void>((asked) => {
        eighth = asked;
      });
      github.interfere = async ({ path, operation }) => {
        if (operation !== undefined) return NOT_ACCESSIBLE;
        if (path.endsWith('/issues/8/comments')) eighth();
        if (!path.endsWith('/issues/7/comments')) return path.endsWith('/issues/8/comments') ? 'hang' : undefined;
        // The clean-up fails while the other question is under way.
        await underway;
        return { status: 404, body: {} };
      };
      const ending = await act({
        inputs: at(emulator, { state: 'auto', comment: 'true', 'github-token': github.token }),
        env: { GITHUB_API_URL: github.url, RUNNER_DEBUG: '1' },
        event: { name: 'schedule' },
      });
      expect(ending.exitCode).toBe(1);
      // Nor does the process wait for the answer that never comes, and try again.
      expect(github.requests.filter(({ path }) => path.endsWith('/issues/8/comments'))).toHaveLength(1);
      expect(ending.log.trimEnd().split('\n').at(-1)).toMatch(/^Failed/);
    });

    test('one step registers on opening, follows a new address, and takes everything away on closing', async () => {
      const opened = await step('opened', 7, entry('192.0.2.1'));
      expect(opened).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(github.comments).toHaveLength(1);

      const pushed = await step('synchronize', 7, entry('192.0.2.2'));
      expect(pushed).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '1' } });
      expect(emulator.mappings()).toEqual([entry('192.0.2.2')]);

      const closed = await step('closed', 7, {});
      expect(closed).toMatchObject({ exitCode: 0, outputs: { removed: '1', count: '0' } });
      expect(emulator.mappings()).toEqual([]);
      expect(github.comments).toHaveLength(1);
      expect(github.comments[0]?.body).toMatch(/taken away|removed/i);

      emulator.forget();
      const again = await step('closed', 7, {});
      expect(again).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
      expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    });

    test('what the zone said before is put back', async () => {
      emulator.seed([entry('192.0.2.1', GCP)]);
      await step('opened', 7, entry('192.0.2.1'));
      expect(emulator.mappings()).toEqual([entry('192.0.2.1')]);
      const closed = await step('closed', 7, {}, { merged: true });
      expect(closed).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
      expect(emulator.mappings()).toEqual([entry('192.0.2.1', GCP)]);
    });

    test('an address that two pull requests share stays until the last of them closes', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      await step('opened', 8, entry('192.0.2.1'));
      const first = await step('closed', 7, {});
      expect(first).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
      expect(emulator.mappings()).toEqual([entry('192.0.2.1')]);
      const last = await step('closed', 8, {});
      expect(last).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test('what somebody else changed since is left alone, with a notice', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      emulator.put(entry('192.0.2.1', GCP));
      const closed = await step('closed', 7, {});
      expect(closed.exitCode).toBe(0);
      expect(closed.annotations.some(({ level, message }) => level === 'notice' && message.includes('192.0.2.'))).toBe(
        true,
      );
      expect(emulator.mappings()).toEqual([entry('192.0.2.1', GCP)]);
    });

    test('a forged record of another user counts for nothing', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      const [genuine] = github.comments;
      github.comment(9, 'mallory', genuine?.body ?? '');
      const closed = await step('closed', 9, {});
      expect(closed).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
      expect(emulator.mappings()).toEqual([entry('192.0.2.1')]);
    });

    test('a damaged record is a failure, and nothing is touched', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      const [comment] = github.comments;
      if (comment) comment.body = comment.body.replace(/record (\S)/, 'record X$1');
      const closed = await step('closed', 7, {});
      expect(closed.exitCode).toBe(1);
      expect(closed.log).toMatch(/cannot be read/);
      expect(emulator.mappings()).toEqual([entry('192.0.2.1')]);
    });

    test('a comment that may not be written is a warning that names the permission; the registration stands', async () => {
      github.interfere = readOnly;
      const opened = await step('opened', 7, entry('192.0.2.1'));
      expect(opened.exitCode).toBe(0);
      const warning = opened.annotations.find(({ level }) => level === 'warning');
      expect(warning?.message).toContain('pull-requests: write');
      expect(warning?.message).toContain('nothing will take this registration away by itself');
      expect(emulator.mappings()).toEqual([entry('192.0.2.1')]);
    });

    test('GitHub out of reach stops a registration before the zone is written', async () => {
      github.interfere = ({ method }) =>
        method === 'POST' || method === 'PATCH' ? { status: 422, body: { message: 'Validation Failed' } } : undefined;
      const opened = await step('opened', 7, entry('192.0.2.1'));
      expect(opened.exitCode).toBe(1);
      expect(emulator.mappings()).toEqual([]);
    });

    test('a plan writes the comment and neither the zone nor the record', async () => {
      const planned = await step('opened', 7, { ...entry('192.0.2.1'), mode: 'plan' });
      expect(planned).toMatchObject({ exitCode: 0, outputs: { created: '1', changed: 'true' } });
      expect(emulator.mappings()).toEqual([]);
      expect(github.comments).toHaveLength(1);
      const closed = await step('closed', 7, {});
      expect(closed).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    });

    test('closing works from pull_request_target, with the head repository gone and a file that is not there', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      const closed = await step(
        'closed',
        7,
        { 'mappings-file': 'gone.yaml' },
        { head: { sha: 'a'.repeat(40), repo: null } },
        'pull_request_target',
      );
      expect(closed).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test('on a public repository the comment holds no address, and closing finds the mapping again', async () => {
      const visibility = { full_name: REPOSITORY, visibility: 'public' };
      const run = (action: string, inputs: Record<string, string>, token = emulator.apiToken) => {
        if (action === 'closed') github.shut(7);
        else github.open(7);
        const told = event('pull_request', action, 7);
        return act({
          inputs: {
            ...at(emulator, { state: 'auto', comment: 'true', 'github-token': github.token, ...inputs }),
            'api-token': token,
          },
          env: { GITHUB_API_URL: github.url },
          event: { name: told.name, payload: { ...told.payload, repository: visibility } },
        });
      };
      emulator.seed([entry('198.51.100.9', GCP)]);
      const opened = await run('opened', entry('192.0.2.1'));
      expect(opened.exitCode).toBe(0);
      expect(opened.summary).toContain('198.51.100.x');
      expect(opened.summary).not.toContain('198.51.100.9');
      expect(opened.outputs.mappings).toContain('198.51.100.9');
      const record = /record \S+ (\S+) -->/.exec(github.comments[0]?.body ?? '')?.[1] ?? '';
      expect(Buffer.from(record, 'base64url').toString()).not.toContain('192.0.2.1');

      const closed = await run('closed', {});
      expect(closed).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(closed.log + closed.summary).not.toContain('192.0.2.1');
      expect(emulator.mappings()).toEqual([entry('198.51.100.9', GCP)]);
    });

    test('the weekly clean-up takes back what closed pull requests left', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      await step('opened', 8, entry('192.0.2.2'));
      github.shut(7);
      const swept = await act({
        inputs: at(emulator, { state: 'auto', comment: 'true', 'github-token': github.token }),
        env: { GITHUB_API_URL: github.url },
        event: { name: 'schedule', payload: { schedule: '0 5 * * 1' } },
      });
      expect(swept).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(emulator.mappings()).toEqual([entry('192.0.2.2')]);
    });

    test('without a token for GitHub a registration stands with a warning, and a closing fails', async () => {
      const opened = await step('opened', 7, { ...entry('192.0.2.1'), 'github-token': '' });
      expect(opened.exitCode).toBe(0);
      expect(
        opened.annotations.some(({ level, message }) => level === 'warning' && message.includes('github-token')),
      ).toBe(true);
      const closed = await step('closed', 7, { 'github-token': '' });
      expect(closed.exitCode).toBe(1);
      expect(closed.log).toContain('Nothing was touched');
    });

    test('a pull request may change its own mapping although on-conflict says fail', async () => {
      await step('opened', 7, entry('192.0.2.1'));
      const pushed = await step('synchronize', 7, { ...entry('192.0.2.1', GCP), 'on-conflict': 'fail' });
      expect(pushed).toMatchObject({ exitCode: 0, outputs: { updated: '1' } });
      await step('closed', 7, {});
      expect(emulator.mappings()).toEqual([]);
    });

    test('more than 300 addresses are an error before any write', async () => {
      const ips = Array.from({ length: 301 }, (_, index) => `2001:db8::${(index + 1).toString(16)}`).join(' ');
      const opened = await step('opened', 7, { ip: ips, ...AWS });
      expect(opened.exitCode).toBe(1);
      expect(opened.log).toContain('at most 300');
      expect(emulator.mappings()).toEqual([]);
      expect(opened.outputs.failed).toBe('301');
    });

    describe('prune: removed', () => {
      const file = (...ips: string[]) =>
        `mappings:\n${ips.map((ip) => `  - {ip: ${ip}, vendor: aws, region: us-east-1}\n`).join('')}`;
      const push = (before: string, more: object = {}) => ({
        name: 'push',
        payload: {
          before,
          after: 'c'.repeat(40),
          repository: { full_name: REPOSITORY, visibility: 'private' },
          ...more,
        },
      });
      const run = (text: string, told: ReturnType<typeof push>, inputs: Record<string, string> = {}) =>
        act({
          inputs: at(emulator, {
            'mappings-file': 'origins.yaml',
            prune: 'removed',
            'github-token': github.token,
            ...inputs,
          }),
          env: { GITHUB_API_URL: github.url },
          files: { 'origins.yaml': text },
          event: told,
        });

      test('removes what the earlier version listed and this one does not, and nothing else', async () => {
        github.commit('d'.repeat(40), { 'origins.yaml': file('192.0.2.1', '192.0.2.2') });
        emulator.seed([entry('192.0.2.1'), entry('192.0.2.2'), entry('198.51.100.9', GCP)]);
        const ending = await run(file('192.0.2.2', '192.0.2.3'), push('d'.repeat(40)));
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '1', unchanged: '1' } });
        expect(emulator.mappings()).toEqual([entry('192.0.2.2'), entry('192.0.2.3'), entry('198.51.100.9', GCP)]);
      });

      test.each([
        ['on the first push', push('0'.repeat(40))],
        ['on a forced push', push('d'.repeat(40), { forced: true })],
        ['for a commit that is not known', push('e'.repeat(40))],
        ['on an event that names no commit', { ...push(''), name: 'workflow_dispatch' }],
      ])('removes nothing %s, and says why', async (_name, told) => {
        github.commit('d'.repeat(40), { 'origins.yaml': file('192.0.2.1') });
        emulator.seed([entry('192.0.2.1')]);
        const ending = await run(file('192.0.2.3'), told);
        expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', removed: '0' } });
        expect(
          ending.annotations.some(
            ({ level, message }) => level === 'notice' && message.startsWith('Nothing is pruned'),
          ),
        ).toBe(true);
      });

      test('removes nothing where the earlier version is not sound', async () => {
        github.commit('d'.repeat(40), { 'origins.yaml': 'mappings: [{ip: nonsense}]' });
        emulator.seed([entry('192.0.2.1')]);
        const ending = await run(file('192.0.2.3'), push('d'.repeat(40)));
        expect(ending).toMatchObject({ exitCode: 0, outputs: { removed: '0' } });
        expect(ending.log).toContain('Nothing is pruned');
      });

      test('takes the ref that prune-base names, and works in a pull request', async () => {
        github.commit('main', { 'origins.yaml': file('192.0.2.1') });
        github.commit('b'.repeat(40), { 'origins.yaml': file('192.0.2.2') });
        emulator.seed([entry('192.0.2.1'), entry('192.0.2.2')]);
        const named = await run(file('192.0.2.3'), push('0'.repeat(40)), { 'prune-base': 'main' });
        expect(named.outputs.removed).toBe('1');
        const pulled = await act({
          inputs: at(emulator, {
            'mappings-file': 'origins.yaml',
            prune: 'removed',
            'github-token': github.token,
            mode: 'plan',
          }),
          env: { GITHUB_API_URL: github.url },
          files: { 'origins.yaml': file('192.0.2.3') },
          event: event('pull_request', 'opened', 7),
        });
        expect(pulled).toMatchObject({ exitCode: 0, outputs: { removed: '1', unchanged: '1' } });
      });

      test('tells a token without the permission to read', async () => {
        github.interfere = () => NOT_ACCESSIBLE;
        emulator.seed([entry('192.0.2.1')]);
        const ending = await run(file('192.0.2.1'), push('d'.repeat(40)));
        expect(ending.exitCode).toBe(0);
        expect(ending.log).toContain('contents: read');
      });
    });
  });
});
