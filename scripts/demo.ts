import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { at, runBuilt } from '../__tests__/support/action.ts';
import type { DnsEntries } from '../__tests__/support/dns.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { smallFeeds } from '../emulator/feeds.ts';
import { conclude, heading, say, showEnding } from './runner-view.ts';

// The whole way with no account and no network: the built action against the emulator, as a runner starts it. Shows the log of
// each run; with --full its outputs and summary as well.

const { full } = parseArgs({ options: { full: { type: 'boolean', default: false } } }).values;
const ORIGINS = await read('examples/origins.yaml');
/** Room for two more than the twenty origins, which the action cannot know. */
const SMALL_ZONE = 22;

const emulator = await startEmulator();
const small = await startEmulator({ limit: SMALL_ZONE, mappings: 20 });
// Tiered Cache is off there: it lists no regions, so that the action cannot find a wrong one by itself.
const silent = await startEmulator({ tieredCache: false, tieredCaching: 'off', smartTopology: 'off' });
try {
  const first = await show('Twenty origins into an empty zone', emulator, { file: 'examples/origins.yaml' });
  const again = await show('The same once more: nothing is left to do', emulator, { file: 'examples/origins.yaml' });
  const host = await show('A host name: its addresses, in the region that its cloud publishes', emulator, {
    inputs: { host: 'web-1.example.net', region: 'auto', 'ip-ranges': 'ranges' },
    dns: { 'web-1.example.net': { a: ['11.1.2.3', '11.1.2.4'] } },
  });
  const misspelled = { inputs: { ip: '192.0.2.40', vendor: 'aws', region: 'us-esat-1' } };
  const region = await show(
    'Code 1157: a region that Cloudflare does not support, found before any write',
    emulator,
    misspelled,
  );
  const answered = await show(
    'Code 1157 from the API: it lists no regions while Tiered Cache is off',
    silent,
    misspelled,
  );
  const crowded = await show(
    `Code 1164: no more fit (an emulator with a limit of ${SMALL_ZONE} in place of 3,500)`,
    small,
    {
      inputs: { ip: '192.0.2.41, 192.0.2.42, 192.0.2.43', vendor: 'gcp', region: 'europe-west1' },
    },
  );
  const broken = await show('A file full of mistakes: each at its line, and no request at all', emulator, {
    file: 'examples/broken.yaml',
  });
  conclude({
    'the first run succeeds and creates every mapping': first.exitCode === 0 && first.outputs.created === '20',
    'the second run succeeds and writes nothing':
      again.exitCode === 0 && again.writes === 0 && again.outputs.changed === 'false',
    'the host name is registered with both addresses, in us-east-1 of aws':
      host.exitCode === 0 &&
      host.outputs.created === '2' &&
      emulator.mappings().some(({ ip, vendor, region }) => `${ip} ${vendor} ${region}` === '11.1.2.3 aws us-east-1'),
    'the unknown region fails with code 1157 and a suggestion, and nothing is written':
      region.exitCode === 1 &&
      region.outputs['error-codes'] === '1157' &&
      region.writes === 0 &&
      region.log.includes('Nearest supported names of aws: us-east-1'),
    'where the API lists no regions, it answers the code 1157 itself':
      answered.exitCode === 1 && answered.outputs['error-codes'] === '1157' && answered.writes > 0,
    'the full zone fails with code 1164, which the API answered':
      crowded.exitCode === 1 && crowded.outputs['error-codes'] === '1164' && crowded.writes > 0,
    'the file of mistakes fails and sends no request': broken.exitCode === 1 && broken.requests === 0,
    'at least seven of its mistakes have a place':
      broken.annotations.filter(({ level, properties }) => level === 'error' && properties.line !== undefined).length >=
      7,
  });
} finally {
  await Promise.all([emulator.close(), small.close(), silent.close()]);
}

interface Given {
  /** A mappings file of the examples. */
  readonly file?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly dns?: DnsEntries;
}

async function show(title: string, zone: Emulator, { file, inputs = {}, dns }: Given) {
  heading(title);
  zone.forget();
  const feeds = Object.entries(smallFeeds()).map(([cloud, feed]) => [`ranges/${cloud}.json`, JSON.stringify(feed)]);
  const ending = await runBuilt({
    inputs: at(zone, { ...(file === undefined ? {} : { 'mappings-file': file }), ...inputs }),
    files: {
      ...Object.fromEntries(feeds),
      'examples/origins.yaml': ORIGINS,
      'examples/broken.yaml': await read('examples/broken.yaml'),
    },
    event: { name: 'push', payload: { repository: { visibility: 'private' } } },
    ...(dns === undefined ? {} : { dns }),
  });
  showEnding(ending, full);
  const requests = zone.requests.length;
  const writes = zone.requests.filter(({ method }) => method !== 'GET').length;
  say(
    `\nThe emulator saw ${requests} requests, ${writes} of them writes; the zone holds ${zone.mappings().length} mappings.`,
  );
  return { ...ending, requests, writes };
}

function read(path: string): Promise<string> {
  return readFile(new URL(`../${path}`, import.meta.url), 'utf8');
}
