/** A place in a file: line and column count from 1, the file is named as the user would write it. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What is wrong in a file, as data: printed by the command line, asserted by tests, written as JSON. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  /** Stable kebab-case id of the kind of fault. */
  readonly code: string
  /** One sentence without a full stop that names the thing. */
  readonly message: string
  /** @default - the fault belongs to no place in a file */
  readonly at?: Position
  /** What to do about it. @default - the message says it all */
  readonly hint?: string
}

/** Makes an error; `warning` makes the milder kind. */
export function error(code: string, message: string, at?: Position, hint?: string): Diagnostic {
  return { severity: 'error', code, message, ...(at && { at }), ...(hint && { hint }) }
}

export function warning(code: string, message: string, at?: Position, hint?: string): Diagnostic {
  return { ...error(code, message, at, hint), severity: 'warning' }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === 'error')
}

/** Sorted by file, line, column and code, without repetitions, so that output never depends on the order of checks. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = (each: Diagnostic): string => JSON.stringify(each)
  const unique = [...new Map(diagnostics.map((each) => [key(each), each])).values()]
  return unique.sort(
    (a, b) =>
      compareText(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compareText(key(a), key(b)),
  )
}

/** Compares by UTF-16 code unit: the order of `Array.prototype.sort`, the same under every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** `file:line:column` */
export function formatPosition(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`
}
