/** How many made-up cases a property gets: fewer where each mutant runs it again. */
export function manyRuns(many: number): number {
  return process.env.STRYKER_MUTATOR_WORKER ? Math.ceil(many / 20) : many;
}
