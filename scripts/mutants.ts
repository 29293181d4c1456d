import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { installTools, loadTool } from './tools.ts';

// Do the tests notice mistakes? Small mistakes are put into the sources of a room, one at a time, and the room's unit tests run
// against each; those that survive meet the scenarios. `npm run mutants`, or `npm run mutants -- reconcile report`.

/** A mutant as Stryker reports it, as far as it is used here. */
interface Mutant {
  readonly fileName: string;
  readonly location: { readonly start: Position; readonly end: Position };
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface StrykerModule {
  readonly Stryker: new (options: object) => { runMutationTest(): Promise<readonly Mutant[]> };
}

/** What is mutated together, and by which tests a mutant is to be noticed. */
interface Part {
  /** Patterns of files. */
  readonly sources: readonly string[];
  readonly tests: string;
}

const SCENARIOS = 'scenarios/*';
const FOLDERS = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Each room is tested by what mirrors it; what has no mirror, since it connects the rooms, by the scenarios. */
const ROOMS = new Map(
  FOLDERS.map((room): [string, Part] => {
    const sources = [`src/${room}/**/*.ts`, ...(room === 'stages' ? ['src/run.ts'] : [])];
    return [room, { sources, tests: hasUnitTests(room) ? `unit/${room}/**/*` : SCENARIOS }];
  }),
);

const names = process.argv.slice(2);
for (const name of names)
  if (!ROOMS.has(name)) throw new Error(`There is no room ${name}; the rooms are ${[...ROOMS.keys()].join(', ')}`);
installTools();
const { Stryker } = await loadTool<StrykerModule>('@stryker-mutator/core');

let [allCaught, allMissed] = [0, 0];
for (const name of names.length > 0 ? names : ROOMS.keys()) {
  const { sources, tests } = ROOMS.get(name) as Part;
  const mutants = await mutate(sources, tests);
  let missed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const count = missed.length + mutants.filter(isCaught).length;
  if (tests !== SCENARIOS && missed.length > 0) {
    const again = new Set((await mutate(missed.map(placeOf), SCENARIOS)).filter(isCaught).map(identityOf));
    missed = missed.filter((mutant) => !again.has(identityOf(mutant)));
  }
  allCaught += count - missed.length;
  allMissed += missed.length;
  const hung = mutants.filter(({ status }) => status === 'Timeout').length;
  say(`${name}: ${count - missed.length} of ${count} caught, ${hung} of them by never ending`);
  for (const mutant of missed)
    say(`  ${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement.replace(/\s+/g, ' ').slice(0, 80)}`);
}
const share = (100 * allCaught) / (allCaught + allMissed);
say(`${allCaught} of ${allCaught + allMissed} caught (${share.toFixed(1)} %)`);

function hasUnitTests(room: string): boolean {
  const folder = `__tests__/unit/${room}`;
  return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.test.ts'));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function mutate(places: readonly string[], tests: string): Promise<readonly Mutant[]> {
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
        setupFiles: ['<rootDir>/__tests__/support/one-failure.ts'],
        testMatch: [`<rootDir>/__tests__/${tests}.test.ts`],
      },
    },
    coverageAnalysis: 'perTest',
    mutate: [...places],
    ignorePatterns: ['/dist', '/coverage', '/pictures', '/tools'],
    tsconfigFile: 'none.json',
    // Long enough for the first run of a worker, which loads everything: a time-out shall mean a mutant that hangs.
    timeoutMS: 12_000,
    concurrency: availableParallelism(),
    reporters: ['progress-append-only'],
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
}

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
