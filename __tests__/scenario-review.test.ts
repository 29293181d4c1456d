import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type GitHubFake, NOT_ACCESSIBLE, startGitHub } from '../emulator/github.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { ACTS, at } from './action.ts';

const REPOSITORY = 'octo/site';
const AWS = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const GCP = { ip: '192.0.2.1', vendor: 'gcp', region: 'us-central1' };

describe.each(ACTS)('%s', (_, act) => {
  let emulator: Emulator;
  let github: GitHubFake;
  const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator(options);
  };
  const writes = () => emulator.requests.filter(({ method }) => method !== 'GET');
  beforeEach(async () => {
    github = await startGitHub({ repository: REPOSITORY });
  });
  afterEach(async () => {
    await emulator.close();
    await github.close();
  });

  const onPull = (action: string, inputs: Record<string, string>, files: Record<string, string> = {}) => {
    if (action === 'closed') github.shut(7);
    else github.open(7);
    const repository = { full_name: REPOSITORY, visibility: 'private' };
    return act({
      inputs: {
        'api-token': emulator.apiToken,
        'api-base-url': emulator.url,
        'github-token': github.token,
        comment: 'true',
        ...inputs,
      },
      env: { GITHUB_API_URL: github.url },
      files,
      event: {
        name: 'pull_request',
        payload: {
          action,
          repository,
          pull_request: { number: 7, head: { sha: 'a', repo: repository }, base: { sha: 'b', repo: repository } },
        },
      },
    });
  };

  describe('closes a pull request whose zone only the list names', () => {
    const list = () => `zone: ${emulator.zoneId}\nmappings: [{ip: 192.0.2.1, vendor: aws, region: us-east-1}]\n`;

    test.each<[string, (text: string) => [Record<string, string>, Record<string, string>]]>([
      ['a file', (text) => [{ 'mappings-file': 'z.yaml' }, { 'z.yaml': text }]],
      ['inline', (text) => [{ mappings: text }, {}]],
    ])('as %s', async (_name, given) => {
      await start();
      const [inputs, files] = given(list());
      expect((await onPull('opened', { state: 'auto', ...inputs }, files)).exitCode).toBe(0);
      const closed = await onPull('closed', { state: 'auto', ...inputs }, files);
      expect(closed).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
      expect(emulator.mappings()).toEqual([]);
    });

    test('and says that none is given where the file is gone', async () => {
      await start();
      const closed = await onPull('closed', { state: 'auto', 'mappings-file': 'z.yaml' });
      expect(closed.exitCode).toBe(1);
      expect(closed.log).toContain('No zone is given');
    });
  });

  test('a refused look at the comment on closing names the permission', async () => {
    await start();
    github.interfere = () => NOT_ACCESSIBLE;
    const closed = await onPull('closed', { state: 'auto', zone: emulator.zoneId });
    expect(closed.exitCode).toBe(1);
    expect(closed.log).toContain('pull-requests: write');
  });

  test('state: absent tells its result in the comment, and leaves the record to the closing', async () => {
    await start();
    await onPull('opened', { state: 'auto', zone: emulator.zoneId, ...AWS });
    const absent = await onPull('synchronize', { state: 'absent', zone: emulator.zoneId, ip: '192.0.2.1' });
    expect(absent).toMatchObject({ exitCode: 0, outputs: { removed: '1' } });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('1 removed');
    const closed = await onPull('closed', { state: 'auto', zone: emulator.zoneId });
    expect(closed).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
  });

  describe('on a server that has nothing but the one PATCH', () => {
    test.each(['fail', 'skip'])('on-conflict: %s is refused, for it cannot be kept', async (policy) => {
      await start({ surfaces: 'patch-only', mappings: [AWS] });
      const ending = await act({ inputs: at(emulator, { ...GCP, 'on-conflict': policy }) });
      expect(ending.exitCode).toBe(1);
      expect(ending.log).toContain(`on-conflict: ${policy} cannot be kept`);
      expect(writes()).toEqual([]);
    });

    test('closing a pull request that registered nothing is a success', async () => {
      await start({ surfaces: 'patch-only' });
      const closed = await onPull('closed', { state: 'auto', zone: emulator.zoneId });
      expect(closed).toMatchObject({ exitCode: 0, outputs: { changed: 'false' } });
    });

    test('closing cannot take back what was registered while there was a list, and says so', async () => {
      await start();
      await onPull('opened', { state: 'auto', zone: emulator.zoneId, ...AWS });
      await emulator.close();
      await start({ surfaces: 'patch-only', mappings: [AWS] });
      const closed = await onPull('closed', { state: 'auto', zone: emulator.zoneId });
      expect(closed.exitCode).toBe(1);
      expect(closed.log).toContain('cannot be taken away');
      expect(emulator.mappings()).toEqual([AWS]);
    });

    test('1164 has its own words and ends the creating', async () => {
      await start({ surfaces: 'patch-only', limit: 2 });
      const ips = '192.0.2.1,192.0.2.2,192.0.2.3,192.0.2.4';
      const ending = await act({ inputs: at(emulator, { ...AWS, ip: ips }) });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { updated: '2', failed: '2', 'error-codes': '1164' } });
      expect(ending.log).toContain('it holds 2');
      expect(writes()).toHaveLength(3);
    });
  });

  test('1164 known in advance names the first entry that does not fit, at its place', async () => {
    await start({ mappings: 3499 });
    const file =
      'mappings:\n  - {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n  - {ip: 192.0.2.2, vendor: aws, region: us-east-1}\n';
    const ending = await act({ inputs: at(emulator, { 'mappings-file': 'o.yaml' }), files: { 'o.yaml': file } });
    const [error] = ending.annotations.filter(({ level }) => level === 'error');
    expect(error).toMatchObject({ properties: { file: 'o.yaml', line: '3' } });
    expect(error?.message).toContain('192.0.2.2 is the first that does not fit');
  });

  test('1157 for a region of the own list does not contradict itself', async () => {
    await start();
    emulator.fault('PATCH status 400 code=1157');
    const ending = await act({ inputs: at(emulator, AWS) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '1157' } });
    expect(ending.log).toContain("is in Cloudflare's own list of supported regions");
  });

  test('one page of the answer of the API is no list to prune by', async () => {
    await start({ mappings: [AWS] });
    const page = JSON.stringify({
      success: true,
      errors: [],
      messages: [],
      result: [{ origin_ip: '192.0.2.2', vendor: 'aws', region: 'us-east-1' }],
      result_info: { page: 1, per_page: 1, count: 1, total_count: 2, total_pages: 2 },
    });
    const ending = await act({
      inputs: at(emulator, { 'mappings-file': 'list.json', prune: 'all' }),
      files: { 'list.json': page },
    });
    expect(ending.exitCode).toBe(1);
    expect(ending.log).toContain('one page of several');
    expect(emulator.requests).toEqual([]);
  });

  test('a refused look-up by name says which permission it needs', async () => {
    await start();
    emulator.fault('/zones status 403 code=9109');
    const ending = await act({ inputs: at(emulator, { ...AWS, zone: 'example.com' }) });
    expect(ending).toMatchObject({ exitCode: 1, outputs: { 'error-codes': '9109' } });
    expect(ending.log).toContain('Zone: Read');
  });

  test('the e-mail of the older pair is shown nowhere', async () => {
    await start();
    emulator.fault({ effect: { kind: 'refuse', code: 9107, message: `Invalid X-Auth-Email ${emulator.apiEmail}` } });
    const ending = await act({
      inputs: { ...at(emulator, AWS), 'api-token': '', 'api-key': emulator.apiKey, 'api-email': emulator.apiEmail },
    });
    expect(ending.exitCode).toBe(1);
    expect(ending.log + ending.summary).not.toContain(emulator.apiEmail);
  });

  test.each([
    ['for Cloudflare', { 'api-base-url': 'https://api.example/v4' }, {}],
    ['for GitHub', {}, { GITHUB_API_URL: 'https://github.example' }],
  ])(
    'a proxy that cannot be used %s is named without its password, and everything is reported',
    async (_name, inputs, env) => {
      await start();
      const ending = await act({
        inputs: at(emulator, {
          'mappings-file': 'o.yaml',
          prune: 'removed',
          'github-token': 't0ken-of-the-test',
          ...inputs,
        }),
        env: { HTTPS_PROXY: 'http://user:p%zzword@127.0.0.1:1', ...env },
        files: { 'o.yaml': 'mappings: [{ip: 192.0.2.1, vendor: aws, region: us-east-1}]' },
      });
      expect(ending.exitCode).toBe(1);
      expect(ending.log).toContain('HTTPS_PROXY');
      expect(ending.log).toContain('127.0.0.1:1');
      expect(ending.log).not.toContain('zzword');
      expect(ending.outputs.failed).toBe('1');
    },
  );
});
