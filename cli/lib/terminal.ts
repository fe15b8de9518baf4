import { formatPosition, type Diagnostic } from '../../core/model/diagnostic'
import { noteColors } from './colors'
import { tellData, tellDiagnostics } from './told'

/** Data goes to stdout, everything else to stderr, so that output can be piped. */
export function out(text: string): void {
  tellData()
  process.stdout.write(`${text}\n`)
}
export const note = (text: string): void => void process.stderr.write(`${text}\n`)

/**
 * Errors and warnings, each with its line; returns how many errors there are.
 *
 * @param outcome what the errors lead to
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  outcome = 'nothing was written',
): number {
  tellDiagnostics(diagnostics)
  const shown = withoutRepetition(diagnostics)
  if (shown.length > 0) note(shown.map((each) => formatDiagnostic(each, texts)).join('\n'))
  const errors = diagnostics.filter((each) => each.severity === 'error').length
  const warnings = diagnostics.length - errors
  if (errors > 0)
    note(
      noteColors().red(`${count(errors, 'error')}${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}: ${outcome}`),
    )
  return errors
}

/** How many places of equal warnings are told. */
const MOST_PLACES = 3

/** Equal warnings are one, at the first place, which says where else. */
function withoutRepetition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const equal = new Map<string, Diagnostic[]>()
  for (const each of diagnostics) {
    const { severity, code, message, at } = each
    const key = JSON.stringify([severity, code, message, severity === 'error' ? at : null])
    equal.set(key, [...(equal.get(key) ?? []), each])
  }
  return [...equal.values()].map(([first, ...others]) => {
    if (!first || others.length === 0) return first as Diagnostic
    const places = others.flatMap(({ at }) => (at ? [formatPosition(at)] : []))
    const more = places.length > MOST_PLACES ? `, … and ${places.length - MOST_PLACES} more` : ''
    const also = places.length > 0 ? `: also at ${places.slice(0, MOST_PLACES).join(', ')}${more}` : ''
    return { ...first, message: `${first.message} (${others.length + 1} times${also})` }
  })
}

export const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** `file:line:column error[code] message`, the line with a caret, and what to do. */
export function formatDiagnostic(
  { severity, code, message, at, hint }: Diagnostic,
  texts: ReadonlyMap<string, string>,
): string {
  const color = severity === 'error' ? noteColors().red : noteColors().yellow
  const place = at ? `${visible(formatPosition(at))} ` : ''
  const frame = at ? codeFrame(linesOf(texts, at.file)[at.line - 1], at.line, at.column) : []
  const lines = [
    `${place}${color(`${severity}[${code}]`)} ${visible(message)}`,
    ...frame,
    ...(hint === undefined ? [] : [`  = ${visible(hint)}`]),
  ]
  return lines.join('\n')
}

const known = new WeakMap<ReadonlyMap<string, string>, Map<string, readonly string[]>>()

/** A file's lines; split once, whatever the number of its faults. */
function linesOf(texts: ReadonlyMap<string, string>, file: string): readonly string[] {
  const files = known.get(texts) ?? new Map<string, readonly string[]>()
  known.set(texts, files)
  const lines = files.get(file) ?? texts.get(file)?.split(/\r?\n/) ?? []
  files.set(file, lines)
  return lines
}

const WIDTH = 100

/** The line and a caret under the column; of a very long line, the part around it. */
function codeFrame(whole: string | undefined, line: number, column: number): string[] {
  if (whole === undefined) return []
  const start = column > WIDTH ? column - WIDTH / 2 : 0
  const part = whole.slice(start, start + WIDTH)
  const shown = `${start > 0 ? '…' : ''}${part}${start + WIDTH < whole.length ? '…' : ''}`
  const number = String(line)
  const caret = ' '.repeat(Math.max(0, column - 1 - start + (start > 0 ? 1 : 0)))
  return [`${number} | ${visible(shown.replaceAll('\t', ' '))}`, `${' '.repeat(number.length)} | ${caret}^`]
}

/** People's text on a terminal: control characters and marks that turn the direction of writing are made visible. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g, '\uFFFD')
}
