import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

// Are the tests tests? Small mistakes are put into the sources one at a time, room by room, each against the tests that know the
// room: every mistake should make one of them fail. `npm run mutants`, or `npm run mutants -- zone report`. A few seconds each
// ten mutants; all rooms take more than an hour on two cores.

/** What is mutated, and by which tests each mutant is to be found out. */
const ROOMS: Readonly<Record<string, { readonly sources: readonly string[]; readonly tests: readonly string[] }>> = {
  domain: {
    sources: ['domain/{address,mapping,nearest,quote}'],
    tests: ['address', 'mapping', 'nearest', 'quote', 'wanted-rules'],
  },
  plan: { sources: ['plan', 'advice', 'domain/wanted'], tests: ['plan', 'advice'] },
  apply: { sources: ['apply', 'writer'], tests: ['apply'] },
  api: {
    sources: ['zone/{answers,api,direct,failure,pace,transport}'],
    tests: ['answers', 'api', 'direct', 'failure', 'pace', 'transport'],
  },
  zone: { sources: ['zone/{connect,list,lookup,surface,v1,v2}'], tests: ['apply', 'scenario-surfaces'] },
  wanted: { sources: ['wanted/*'], tests: ['wanted-{file,inputs,rules,syntax}', 'quote'] },
  report: { sources: ['report/*', 'domain/outcome'], tests: ['report*', 'log'] },
  preview: { sources: ['preview/*'], tests: ['preview*'] },
  inputs: { sources: ['inputs/*', 'event'], tests: ['inputs', 'event', 'order'] },
  story: {
    sources: ['keeper', 'ledger', 'log', 'observe', 'order', 'run'],
    tests: ['ledger', 'log', 'order', 'scenario-{apply,faults,inputs,preview,report,removal,review,safety,surfaces}'],
  },
};

const asked = process.argv.slice(2);
const found = { caught: 0, missed: 0 };
for (const name of asked.length > 0 ? asked : Object.keys(ROOMS)) {
  const room = ROOMS[name];
  if (room === undefined) throw new Error(`There is no room ${name}; there are ${Object.keys(ROOMS).join(', ')}`);
  const mutants = await new Stryker({
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    // A worker keeps what each run has loaded.
    maxTestRunnerReuse: 200,
    jest: {
      projectType: 'custom',
      configFile: 'jest.config.js',
      enableFindRelatedTests: false,
      config: {
        collectCoverage: false,
        setupFiles: ['<rootDir>/__tests__/fixtures/one-failure.ts'],
        testMatch: room.tests.map((test) => `<rootDir>/__tests__/${test}.test.ts`),
      },
    },
    coverageAnalysis: 'perTest',
    mutate: room.sources.map((source) => `src/${source}.ts`),
    tsconfigFile: 'none.json',
    timeoutMS: 4_000,
    // One more than the cores: a mutant that hangs only waits.
    concurrency: availableParallelism() + 1,
    reporters: ['progress-append-only'],
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
  const caught = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  found.caught += caught;
  found.missed += missed.length;
  say(`${name}: ${caught} of ${caught + missed.length} caught`);
  for (const { fileName, location, mutatorName, replacement } of missed) {
    // A place as Stryker takes it: columns count from 0 there, and from 1 in what it answers.
    const { start, end } = location;
    const place = `${relative('', fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
    say(`  ${place} ${mutatorName} ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`);
  }
}
const share = (100 * found.caught) / (found.caught + found.missed);
say(`${found.caught} of ${found.caught + found.missed} caught (${share.toFixed(1)} %)`);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
