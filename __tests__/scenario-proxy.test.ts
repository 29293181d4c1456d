import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../emulator/certificate.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { type GitHubFake, startGitHub } from '../emulator/github.ts';
import { actDist, at } from './action.ts';
import { type ProxyFake, startProxy } from './fixtures/proxy.ts';

const HOSTS = resolve(dirname(fileURLToPath(import.meta.url)), 'fixtures/hosts.cjs');
const ONE = { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' };
const API = 'https://api.test/client/v4';
const GITHUB = 'https://github.test';

// Node reads NODE_EXTRA_CA_CERTS at its start, so these are scenarios of the built file only.
describe('The built file behind a proxy, over TLS,', () => {
  const tls = selfSigned(['api.test', 'github.test']);
  let home: string;
  let authority: string;
  let emulator: Emulator;
  let github: GitHubFake;
  let proxy: ProxyFake;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'authority-'));
    authority = join(home, 'root.pem');
    await writeFile(authority, tls.cert);
    emulator = await startEmulator({ tls });
    github = await startGitHub({ repository: 'octo/site', tls });
    proxy = await startProxy((hostname) => (hostname === 'github.test' ? github.url : emulator.url));
  });
  afterEach(async () => {
    proxy.close();
    await emulator.close();
    await github.close();
    await rm(home, { recursive: true });
  });

  const way = () => `http://user:hidden-password@${proxy.host}`;

  test.each(['HTTPS_PROXY', 'https_proxy'])('finds its way by %s, and trusts NODE_EXTRA_CA_CERTS', async (name) => {
    const ending = await actDist({
      inputs: { ...at(emulator, ONE), 'api-base-url': API },
      env: { [name]: way(), NODE_EXTRA_CA_CERTS: authority },
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'api-version': 'v1' } });
    expect(emulator.mappings()).toEqual([ONE]);
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT api.test:443']));
    expect(new Set(proxy.credentials)).toEqual(
      new Set([`Basic ${Buffer.from('user:hidden-password').toString('base64')}`]),
    );
  });

  test('says what to do about a certificate that nothing vouches for', async () => {
    const ending = await actDist({
      inputs: { ...at(emulator, ONE), 'api-base-url': API },
      env: { HTTPS_PROXY: way(), RUNNER_DEBUG: '1' },
    });
    expect(ending.exitCode).toBe(1);
    expect(ending.annotations.map(({ message }) => message).join('\n')).toContain(
      `The certificate of api.test through the proxy http://${proxy.host} is not trusted`,
    );
    expect(ending.log).toContain('NODE_EXTRA_CA_CERTS');
    expect(ending.log + ending.summary + JSON.stringify(ending.result)).not.toContain('hidden-password');
    expect(emulator.requests).toEqual([]);
  });

  const opened = () => {
    github.open(7);
    const repository = { full_name: 'octo/site', visibility: 'private' };
    const pull_request = {
      number: 7,
      user: { login: 'octocat' },
      base: { sha: 'b'.repeat(40), repo: repository },
      head: { sha: 'a'.repeat(40), repo: repository },
    };
    return { name: 'pull_request', payload: { action: 'opened', number: 7, pull_request, repository } };
  };
  const preview = () => ({ ...at(emulator, ONE), state: 'auto', comment: 'true', 'github-token': github.token });

  test('writes its comment through the proxy too', async () => {
    const ending = await actDist({
      inputs: { ...preview(), 'api-base-url': API },
      env: { HTTPS_PROXY: way(), NODE_EXTRA_CA_CERTS: authority, GITHUB_API_URL: GITHUB },
      event: opened(),
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(ending.log).not.toMatch(/^::warning/m);
    expect(github.comments).toHaveLength(1);
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT api.test:443', 'CONNECT github.test:443']));
  });

  test.each(['NO_PROXY', 'no_proxy'])('asks a host of %s itself, and the others through the proxy', async (name) => {
    const direct = new URL(emulator.url);
    direct.hostname = 'api.test';
    const ending = await actDist({
      inputs: { ...preview(), 'api-base-url': direct.href },
      env: {
        https_proxy: way(),
        [name]: 'elsewhere.test, API.test',
        NODE_EXTRA_CA_CERTS: authority,
        NODE_OPTIONS: `--require ${JSON.stringify(HOSTS)}`,
        GITHUB_API_URL: GITHUB,
      },
      event: opened(),
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
    expect(github.comments).toHaveLength(1);
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT github.test:443']));
  });
});

test.each(['HTTP_PROXY', 'http_proxy'])('The built file asks a GitHub of plain http through %s', async (name) => {
  const emulator = await startEmulator({});
  const github = await startGitHub({ repository: 'octo/site' });
  const proxy = await startProxy(() => github.url);
  github.commit('b'.repeat(40), { 'origins.yaml': '- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n' });
  const ending = await actDist({
    inputs: at(emulator, {
      'mappings-file': 'origins.yaml',
      prune: 'removed',
      'prune-base': 'b'.repeat(40),
      'github-token': github.token,
    }),
    files: { 'origins.yaml': '- {ip: 192.0.2.2, vendor: aws, region: us-east-1}\n' },
    env: { [name]: `http://${proxy.host}`, GITHUB_API_URL: 'http://github.test' },
  });
  expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '0' } });
  expect(github.requests).not.toHaveLength(0);
  expect(proxy.asked).not.toHaveLength(0);
  proxy.close();
  await github.close();
  await emulator.close();
});
