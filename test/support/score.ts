/** Prints a mutation score: how many edits were tried, and how many nobody noticed. */
export function printScore(what: string, mutants: number, survivors: number): void {
  process.stderr.write(`mutants of ${what}: ${mutants}, of which ${survivors} survived\n`)
}
