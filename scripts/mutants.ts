import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

// Are the tests tests? Small mistakes are put into the sources one at a time, each against the tests that know the place; those
// that survive meet the other tests of the room. `npm run mutants`, or `npm run mutants -- zone report`: all rooms take more than
// an hour on two cores.

/** A part of a room: what is mutated, by which tests a mutant is to be found out, and by which else. */
interface Part {
  /** Below `src`. */
  readonly sources: string;
  readonly tests: string;
  readonly wider?: string;
}

const REPORT = { wider: '{report*,log}' };
const WANTED = { wider: 'wanted-{file,inputs,rules,size,syntax}' };
const PREVIEW = { wider: 'preview*' };
const ROOMS: Readonly<Record<string, readonly Part[]>> = {
  domain: [
    {
      sources: 'domain/{address,clip,mapping,nearest,quote}',
      tests: '{address,mapping,nearest,quote}',
      wider: '{report-text,wanted-rules}',
    },
  ],
  plan: [{ sources: '{plan,advice,domain/wanted}', tests: '{plan,advice}' }],
  apply: [{ sources: '{apply,writer}', tests: 'apply' }],
  zone: [
    { sources: 'zone/answers', tests: 'answers', wider: '{api,apply}' },
    { sources: 'zone/{api,direct}', tests: '{api,direct}', wider: '{apply,transport}' },
    { sources: 'zone/{failure,pace,transport}', tests: '{failure,pace,transport}', wider: 'api' },
    { sources: 'zone/{connect,list,lookup,surface,v1,v2}', tests: 'apply', wider: 'scenario-surfaces' },
  ],
  wanted: [
    { sources: 'wanted/file', tests: 'wanted-file' },
    { sources: 'wanted/inputs', tests: 'wanted-inputs' },
    { sources: 'wanted/{entries,entry,mappings,shape,target}', tests: 'wanted-rules', ...WANTED },
    {
      sources: 'wanted/{csv,decode,finding,format,json,members,placing,table,tree,unfold,yaml}',
      tests: 'wanted-syntax',
      ...WANTED,
    },
  ],
  report: [
    { sources: 'report/{addresses,text}', tests: 'report-text', ...REPORT },
    { sources: 'report/{mask,veil}', tests: 'report-{mask,veil}', ...REPORT },
    { sources: 'report/outputs', tests: 'report-outputs', ...REPORT },
    { sources: 'report/{changes,problems,regions,summary,table}', tests: 'report-summary', ...REPORT },
    { sources: 'report/{annotations,runner}', tests: 'report-{annotations,runner}', ...REPORT },
    { sources: '{report/verdict,domain/outcome}', tests: 'report-verdict', ...REPORT },
    { sources: 'report/report', tests: 'report' },
  ],
  preview: [
    { sources: 'preview/{answers,calls,comments,failure,github,pulls}', tests: 'preview-github', ...PREVIEW },
    { sources: 'preview/{earlier,files}', tests: 'preview-earlier', ...PREVIEW },
    { sources: 'preview/{block,record,seal,stored}', tests: 'preview-record', ...PREVIEW },
    { sources: 'preview/{comment,words}', tests: 'preview-comment', ...PREVIEW },
    {
      sources: 'preview/{claims,draft,fate,holders,places,settle,sweep,takeback}',
      tests: 'preview-{life,takeback}',
      ...PREVIEW,
    },
    { sources: 'preview/{cleanup,commented,open,preview}', tests: 'preview', ...PREVIEW },
  ],
  inputs: [{ sources: '{inputs/*,event}', tests: '{inputs,event,order}' }],
  story: [
    { sources: '{ledger,log,order}', tests: '{ledger,log,order}', wider: 'scenario-{inputs,report}' },
    {
      sources: '{keeper,observe,run}',
      tests: 'scenario-{apply,report,surfaces}',
      wider: 'scenario-{faults,inputs,preview,removal,review,safety}',
    },
  ],
};

const asked = process.argv.slice(2);
let [allCaught, allMissed] = [0, 0];
for (const name of asked.length > 0 ? asked : Object.keys(ROOMS)) {
  const parts = ROOMS[name];
  if (parts === undefined) throw new Error(`There is no room ${name}; there are ${Object.keys(ROOMS).join(', ')}`);
  for (const { sources, tests, wider } of parts) {
    const mutants = await mutate([`src/${sources}.ts`], tests);
    let missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const count = missed.length + mutants.filter(isCaught).length;
    if (wider !== undefined && missed.length > 0) {
      const again = new Set((await mutate(missed.map(placeOf), wider)).filter(isCaught).map(identityOf));
      missed = missed.filter((mutant) => !again.has(identityOf(mutant)));
    }
    allCaught += count - missed.length;
    allMissed += missed.length;
    const hung = mutants.filter(({ status }) => status === 'Timeout').length;
    say(`${sources}: ${count - missed.length} of ${count} caught, ${hung} of them by never ending`);
    for (const mutant of missed)
      say(`  ${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement.replace(/\s+/g, ' ').slice(0, 80)}`);
  }
}
const share = (100 * allCaught) / (allCaught + allMissed);
say(`${allCaught} of ${allCaught + allMissed} caught (${share.toFixed(1)} %)`);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function mutate(places: readonly string[], tests: string) {
  return new Stryker({
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
        testMatch: [`<rootDir>/__tests__/${tests}.test.ts`],
      },
    },
    coverageAnalysis: 'perTest',
    mutate: [...places],
    tsconfigFile: 'none.json',
    // Long enough for the first run of a worker, which loads everything: a time-out shall mean a mutant that hangs.
    timeoutMS: 12_000,
    concurrency: availableParallelism(),
    reporters: ['progress-append-only'],
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
}

type Mutant = Awaited<ReturnType<typeof mutate>>[number];

function isCaught({ status }: Mutant): boolean {
  return status === 'Killed' || status === 'Timeout';
}

/** Where a mutant is, as Stryker takes it: columns count from 0 there, and from 1 in what it answers. */
function placeOf({ fileName, location: { start, end } }: Mutant): string {
  return `${relative('', fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function identityOf(mutant: Mutant): string {
  return `${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement}`;
}
