import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { type DnsEntries, testDns } from '../../support/dns.ts';

const ENTRIES: DnsEntries = {
  'a.example': { a: ['192.0.2.1', '192.0.2.2'], aaaa: ['2001:db8::1'] },
  'b.example': { cname: 'A.example.' },
  'v4.example': { a: ['192.0.2.3'] },
  'circle.example': { cname: 'circle.example' },
  'broken.example': { error: 'ESERVFAIL' },
  'half.example': { a: ['192.0.2.4'], error: { aaaa: 'ETIMEOUT' } },
  'slow.example': { a: ['192.0.2.5'], hang: ['aaaa'] },
  'dead.example': { hang: true },
};
const OPTIONS = { timeout: 2500, tries: 2 };

describe('the DNS of tests', () => {
  test.each<[question: 'resolve4' | 'resolve6' | 'resolveCname', host: string, answer: string[] | string]>([
    ['resolve4', 'a.example', ['192.0.2.1', '192.0.2.2']],
    ['resolve6', 'A.EXAMPLE', ['2001:db8::1']],
    ['resolve4', 'b.example', ['192.0.2.1', '192.0.2.2']],
    ['resolveCname', 'b.example', ['A.example.']],
    ['resolveCname', 'a.example', 'ENODATA'],
    ['resolve6', 'v4.example', 'ENODATA'],
    ['resolve4', 'none.example', 'ENOTFOUND'],
    ['resolve4', 'circle.example', 'ESERVFAIL'],
    ['resolve4', 'broken.example', 'ESERVFAIL'],
    ['resolve4', 'half.example', ['192.0.2.4']],
    ['resolve6', 'half.example', 'ETIMEOUT'],
    ['resolve4', 'slow.example', ['192.0.2.5']],
  ])('%s of %s is %j', async (question, host, answer) => {
    const dns = testDns(ENTRIES);
    const resolver = await dns.openResolver(OPTIONS);
    const asked = resolver[question](host).catch(({ code }) => code);
    expect(await asked).toEqual(answer);
    expect(dns.asked).toHaveLength(1);
    expect(dns.opened).toEqual([OPTIONS]);
  });

  test.each(['dead.example', 'slow.example'])(
    'ends the question of %s when the resolver is cancelled',
    async (host) => {
      const dns = testDns(ENTRIES);
      const resolver = await dns.openResolver(OPTIONS);
      const asked = resolver.resolve6(host);
      resolver.cancel();
      await expect(asked).rejects.toMatchObject({ code: 'ECANCELLED' });
      expect(dns.cancelled).toBe(1);
    },
  );

  test('replaces the resolver of Node.js in another process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dns-'));
    const file = join(folder, 'dns.json');
    writeFileSync(file, JSON.stringify(ENTRIES));
    const program = `
      const { Resolver } = await import('node:dns/promises');
      const resolver = new Resolver({ timeout: 2500, tries: 2 });
      const dead = resolver.resolve4('dead.example').catch(({ code }) => code);
      const found = await resolver.resolve4('b.example');
      resolver.cancel();
      console.log(JSON.stringify([found, await dead]));`;
    const preload = resolve(import.meta.dirname, '../../support/dns-preload.mjs');
    const args = ['--import', preload, '--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { TEST_DNS: file } });
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout)).toEqual([['192.0.2.1', '192.0.2.2'], 'ECANCELLED']);
  });
});
