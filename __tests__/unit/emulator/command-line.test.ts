import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readCommand } from '../../../emulator/command-line.ts';
import { manyRegions } from '../../../emulator/population.ts';

const folder = mkdtempSync(join(tmpdir(), 'emulator-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the command line', () => {
  function file(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }
  const seed = file(
    'seed.json',
    JSON.stringify([
      { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
      { 'origin-ip': '2001:DB8::1', vendor: 'gcp', region: 'us-central1', modified_on: '2026-03-01T12:00:00Z' },
      { origin_ip: '192.0.2.3', vendor: 'acme', region: 'moon' },
    ]),
  );

  const records = file('records.json', JSON.stringify([{ type: 'A', name: 'a.example.com', content: '192.0.2.1' }]));
  const rows = file('rows.json', JSON.stringify([null, { ip: '192.0.2.0/24' }]));

  test.each<[args: string, options: object]>([
    ['', { faults: [] }],
    ['--port 8080', { port: 8080 }],
    ['--zone-id 0123456789abcdef0123456789abcdef', { zoneId: '0123456789abcdef0123456789abcdef' }],
    ['--zone-name Example.NET', { zoneName: 'example.net' }],
    ['--api-key k --api-email a@b', { apiKey: 'k', apiEmail: 'a@b' }],
    ['--latency-ms=50', { latencyMs: 50 }],
    ['--limit 0', { limit: 0 }],
    ['--surfaces patch-only --no-route html', { surfaces: 'patch-only', noRoute: 'html' }],
    ['--tiered-cache off --upper-tiers off', { tieredCache: false, upperTiers: false }],
    ['--read-only on --unserialised on', { readOnly: true, unserialised: true }],
    ['--mappings 250', { mappings: 250 }],
    ['--rate-limit 1200/300', { rateLimit: { requests: 1200, seconds: 300 } }],
    ['--rate-limit 3/0.5 --retry-after date', { rateLimit: { requests: 3, seconds: 0.5, retryAfter: 'date' } }],
    ['--zone-status moved --zone-read off', { zoneStatus: 'moved', zoneRead: false }],
    [
      `--other-zones ${'a'.repeat(32)}:Example.com:pending,${'b'.repeat(32)}:b.test`,
      {
        otherZones: [
          { id: 'a'.repeat(32), name: 'example.com', status: 'pending' },
          { id: 'b'.repeat(32), name: 'b.test' },
        ],
      },
    ],
    ['--tiered-caching off --smart-topology hang', { tieredCaching: 'off', smartTopology: 'hang' }],
    ['--settings-read-only on', { settingsReadOnly: true }],
    ['--listed-regions none', { listedRegions: {} }],
    ['--listed-regions empty', { listedRegions: { aws: [], azure: [], gcp: [], oci: [] } }],
    ['--listed-regions 3', { listedRegions: manyRegions(3) }],
    ['--dns-records 5 --dns-page-size 2 --dns-read off', { dnsRecords: 5, dnsPageSize: 2, dnsRead: false }],
    [`--dns-records ${records}`, { dnsRecords: [{ type: 'A', name: 'a.example.com', content: '192.0.2.1' }] }],
    [`--odd-rows ${rows}`, { oddRows: [null, { ip: '192.0.2.0/24' }] }],
    ['--cloudflare-ranges 192.0.2.0/24,2001:db8::/32', { cloudflareRanges: ['192.0.2.0/24', '2001:db8::/32'] }],
    ['--random-seed 42', { randomSeed: 42 }],
    ['--fault reset --fault garbage', { faults: [{ effect: { kind: 'reset' } }, { effect: { kind: 'garbage' } }] }],
    [
      `--mappings ${seed}`,
      {
        mappings: [
          { ip: '192.0.2.1', vendor: 'aws', region: 'us-east-1' },
          { ip: '2001:db8::1', vendor: 'gcp', region: 'us-central1' },
          { ip: '192.0.2.3', vendor: 'acme', region: 'moon' },
        ],
      },
    ],
  ])('%s', (args, options) => {
    const command = readCommand(args.split(' ').filter(Boolean), {});
    expect(command).toMatchObject({ kind: 'run', exitWithStdin: false, log: false });
    expect('options' in command && command.options).toEqual({ faults: [], ...options });
  });

  test.each<[name: string, env: Readonly<Record<string, string>>, command: object]>([
    ['reads every option', { EMULATOR_LATENCY_MS: '50' }, { options: { latencyMs: 50 } }],
    ['counts after the command line', { EMULATOR_LIMIT: '5' }, { options: { limit: 3 } }],
    ['is not given where it is empty', { EMULATOR_PORT: '' }, { options: {} }],
    [
      'may hold several faults',
      { EMULATOR_FAULT: 'GET reset; #2 hang' },
      { options: { faults: [{ method: 'GET' }, { nth: 2 }] } },
    ],
    ['turns the log on', { EMULATOR_LOG: 'on' }, { log: true }],
    ['ties it to standard input', { EMULATOR_EXIT_WITH_STDIN: 'on' }, { exitWithStdin: true }],
    [
      'may hold a mistake',
      { EMULATOR_LOG: 'yes' },
      { kind: 'mistake', message: 'EMULATOR_LOG "yes": give one of on, off' },
    ],
  ])('the environment %s', (_, env, command) => {
    expect(readCommand(['--limit', '3'], env)).toMatchObject(command);
  });

  test('asks for help', () => {
    expect(readCommand(['--help'], {})).toEqual({ kind: 'help' });
  });

  test.each([
    ['--nothing', "Unknown option '--nothing'"],
    ['extra', "Unexpected argument 'extra'"],
    ['--limit', "'--limit <value>' argument missing"],
    ['--port 65536', '--port "65536": give a whole number up to 65535'],
    ['--port -1', "Option '--port' argument is ambiguous"],
    ['--zone-id example.com', 'give 32 hex digits'],
    ['--surfaces v3', '--surfaces "v3": give one of both, v1, v2, none, patch-only'],
    ['--no-route 500', 'give one of 404, 400, html, 405, 410, 501'],
    ['--tiered-cache no', 'give one of on, off'],
    ['--rate-limit fast', 'give REQUESTS/SECONDS'],
    ['--other-zones example.com', 'give ID:NAME or ID:NAME:STATUS'],
    ['--listed-regions many', 'give one of none|empty|N'],
    ['--tiered-caching yes', 'give one of on, off, absent, denied, hang, html, odd'],
    [`--dns-records ${file('no-records.json', '[{"type":"A"}]')}`, 'is no record {type, name, content}'],
    ['--retry-after date', '--retry-after belongs to --rate-limit'],
    ['--fault explode', '--fault "explode": "explode" is no effect'],
    ['--fault @nowhere|reset', '"nowhere" is no IP address'],
    ['--fault item|no', 'an item needs the ip'],
    [`--mappings ${join(folder, 'missing.json')}`, 'ENOENT'],
    [`--mappings ${file('object.json', '{}')}`, 'must hold a JSON list'],
    [`--mappings ${file('text.json', 'ip,vendor')}`, 'is not valid JSON'],
    [`--mappings ${file('wrong.json', '[null]')}`, 'null is no mapping'],
    [`--mappings ${file('bad.json', '[{"ip":"192.0.2.0/24","vendor":"aws","region":"x"}]')}`, 'is no mapping'],
  ])('%s is a mistake: %s', (args, message) => {
    const command = readCommand(
      args.split(' ').map((arg) => arg.replace('|', ' ')),
      {},
    );
    expect(command).toMatchObject({ kind: 'mistake', message: expect.stringContaining(message) });
    expect('message' in command && command.message).not.toContain('\n');
  });
});
