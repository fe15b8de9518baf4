import { SCALE, SEED } from './scale'

/** Counts what was changed, and who noticed: of many changes, the share of them that the scale says is tried. */
export class Score {
  /** How many changes there are, whether tried or not. */
  total = 0
  readonly survivors: string[] = []
  private tried = 0
  private readonly step = Math.round(1 / SCALE)

  constructor(private readonly what: string) {}

  /** @returns whether the next change is tried */
  next(): boolean {
    return (this.total++ + SEED) % this.step === 0
  }

  /** One that was tried; `name` says which, for whoever looks for it. */
  add(name: string, isCaught: boolean): void {
    this.tried++
    if (!isCaught) this.survivors.push(name)
  }

  /** Prints the score; nothing may survive, and there must be more than so many changes. */
  expectAllCaught(least: number): void {
    process.stderr.write(`mutants of ${this.what}: ${this.tried}, of which ${this.survivors.length} survived\n`)
    expect(this.survivors).toEqual([])
    expect(this.total).toBeGreaterThan(least)
    expect(this.tried).toBeGreaterThan(0)
  }
}
