import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { selfSigned } from '../../emulator/certificate.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type GitHubFake, startGitHub } from '../../emulator/github.ts';
import { at, runBuilt } from '../support/action.ts';
import { errorsOf, warningsOf } from '../support/messages.ts';
import { type ProxyFake, startProxy } from '../support/proxy.ts';
import { mapping, pullRequestPayload, REPOSITORY } from '../support/pull-requests.ts';

const HOSTS = resolve(import.meta.dirname, '../support/hosts.cjs');
const ONE = mapping('192.0.2.1');
const API = 'https://api.test/client/v4';
const GITHUB = 'https://github.test';
const OPENED = { name: 'pull_request', payload: pullRequestPayload('opened', 7) };

// Node reads NODE_EXTRA_CA_CERTS at its start, so these are tests of the built file only.
describe('The built file behind a proxy, over TLS,', () => {
  const tls = selfSigned(['api.test', 'github.test']);
  let home: string;
  let authority: string;
  let emulator: Emulator;
  let github: GitHubFake;
  let proxy: ProxyFake;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'authority-'));
    authority = join(home, 'root.pem');
    await writeFile(authority, tls.cert);
    emulator = await startEmulator({ tls });
    github = await startGitHub({ repository: REPOSITORY, tls });
    github.open(7);
  });
  afterAll(async () => {
    await Promise.all([emulator.close(), github.close(), rm(home, { recursive: true })]);
  });
  beforeEach(async () => {
    emulator.seed(0);
    emulator.forget();
    for (const { id } of [...github.comments]) github.erase(id);
  });

  async function withProxy(use: () => Promise<void>, status?: number): Promise<void> {
    proxy = await startProxy((hostname) => (hostname === 'github.test' ? github.url : emulator.url), status);
    try {
      await use();
    } finally {
      proxy.close();
    }
  }

  const way = () => `http://user:hidden-password@${proxy.host}`;
  const preview = () => ({ ...at(emulator, ONE), state: 'auto', comment: 'true', 'github-token': github.token });

  test('reaches both APIs by HTTPS_PROXY, and trusts NODE_EXTRA_CA_CERTS', () =>
    withProxy(async () => {
      const ending = await runBuilt({
        inputs: { ...preview(), 'api-base-url': API },
        env: { HTTPS_PROXY: way(), NODE_EXTRA_CA_CERTS: authority, GITHUB_API_URL: GITHUB },
        event: OPENED,
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', 'api-version': 'v1' } });
      expect(warningsOf(ending)).toEqual([]);
      expect(emulator.mappings()).toEqual([ONE]);
      expect(github.comments).toHaveLength(1);
      expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT api.test:443', 'CONNECT github.test:443']));
      expect(new Set(proxy.credentials)).toEqual(
        new Set([`Basic ${Buffer.from('user:hidden-password').toString('base64')}`]),
      );
    }));

  test('asks a host of no_proxy itself, and the others through https_proxy', () =>
    withProxy(async () => {
      const direct = new URL(emulator.url);
      direct.hostname = 'api.test';
      const ending = await runBuilt({
        inputs: { ...preview(), 'api-base-url': direct.href },
        env: {
          https_proxy: way(),
          no_proxy: 'elsewhere.test, API.test',
          NODE_EXTRA_CA_CERTS: authority,
          GITHUB_API_URL: GITHUB,
        },
        nodeArguments: ['--require', HOSTS],
        event: OPENED,
      });
      expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1' } });
      expect(github.comments).toHaveLength(1);
      expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT github.test:443']));
    }));

  test('does not hand the token to whom nothing vouches for, whatever NODE_TLS_REJECT_UNAUTHORIZED says', () =>
    withProxy(async () => {
      for (const NODE_TLS_REJECT_UNAUTHORIZED of ['1', '0']) {
        const ending = await runBuilt({
          inputs: { ...at(emulator, ONE), 'api-base-url': API },
          env: { HTTPS_PROXY: way(), NODE_TLS_REJECT_UNAUTHORIZED, RUNNER_DEBUG: '1' },
        });
        expect(ending.exitCode).toBe(1);
        expect(errorsOf(ending).join()).toMatch(/certificate of api\.test.*is not trusted/);
        expect(errorsOf(ending).join()).toContain(`through the proxy http://${proxy.host}`);
        expect(ending.log).toContain('NODE_EXTRA_CA_CERTS');
        expect(ending.log + ending.summary + JSON.stringify(ending.result)).not.toContain('hidden-password');
      }
      expect(emulator.requests).toEqual([]);
    }));

  test('nor does it without a proxy', async () => {
    const ending = await runBuilt({
      inputs: at(emulator, ONE),
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
    expect(ending.exitCode).toBe(1);
    expect(errorsOf(ending).join()).toContain('is not trusted');
    expect(emulator.requests).toEqual([]);
  });

  test('says of a proxy that refuses what it answered, without its password', () =>
    withProxy(async () => {
      const ending = await runBuilt({
        inputs: { ...at(emulator, ONE), 'api-base-url': API, 'timeout-seconds': '1' },
        env: { HTTPS_PROXY: way(), NODE_EXTRA_CA_CERTS: authority },
      });
      expect(ending).toMatchObject({ exitCode: 1, outputs: { failed: '1' } });
      expect(errorsOf(ending).join()).toContain(`http://${proxy.host}`);
      expect(errorsOf(ending).join()).toContain('407');
      expect(ending.log).not.toContain('hidden-password');
      expect(emulator.requests).toEqual([]);
    }, 407));
});

test('The built file asks a GitHub of plain http through http_proxy', async () => {
  const emulator = await startEmulator({});
  const github = await startGitHub({ repository: REPOSITORY });
  const proxy = await startProxy(() => github.url);
  try {
    github.commit('b'.repeat(40), { 'origins.yaml': '- {ip: 192.0.2.1, vendor: aws, region: us-east-1}\n' });
    const ending = await runBuilt({
      inputs: at(emulator, {
        'mappings-file': 'origins.yaml',
        prune: 'removed',
        'prune-base': 'b'.repeat(40),
        'github-token': github.token,
      }),
      files: { 'origins.yaml': '- {ip: 192.0.2.2, vendor: aws, region: us-east-1}\n' },
      env: { http_proxy: `http://${proxy.host}`, GITHUB_API_URL: 'http://github.test' },
    });
    expect(ending).toMatchObject({ exitCode: 0, outputs: { created: '1', unchanged: '0' } });
    expect(github.requests).not.toHaveLength(0);
    expect(proxy.asked).not.toHaveLength(0);
  } finally {
    proxy.close();
    await Promise.all([github.close(), emulator.close()]);
  }
});
