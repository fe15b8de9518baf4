import type { Diagnostic } from '../../core/model/diagnostic'

/** What a command that was asked for JSON tells, until it ends. */
interface Told {
  readonly diagnostics: Diagnostic[]
  hasData: boolean
}

let told: Told | undefined

/** From now on diagnostics are kept for `errorsAsJson`. */
export const keepDiagnostics = (): void => void (told = { diagnostics: [], hasData: false })

export const tellDiagnostics = (diagnostics: readonly Diagnostic[]): void => void told?.diagnostics.push(...diagnostics)

/** Data were printed: there is nothing to put in their place. */
export function tellData(): void {
  if (told) told.hasData = true
}

/** What stands in the place of a command's data where it ends with an error; `undefined` where they were printed. */
export function errorsAsJson(): string | undefined {
  const last = told
  told = undefined
  return last && !last.hasData ? jsonOf(last.diagnostics) : undefined
}

/** The same shape in every command: `diagnostics` as `check --json` prints them. */
export const jsonOf = (diagnostics: readonly Diagnostic[]): string =>
  JSON.stringify({ schemaVersion: 1, diagnostics }, null, 2)
