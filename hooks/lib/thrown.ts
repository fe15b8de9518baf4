import { BadRow } from './bad-row'
import type { LogFields } from './log'

/**
 * What a log may know of an exception: its name and where it was thrown. Not its message, since that of a parser quotes
 * the text that it could not read, which may be an assertion. Of a row of the table, its key and what is wrong with it.
 */
export function thrown(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const about = { error: error.name, at: frames.slice(0, 5).map((line) => line.trim()) }
  return error instanceof BadRow ? { cause: 'row', ...error.key, fault: error.fault, ...about } : about
}
