import { GROUP_KEY } from '../condition-keys'
import type { ReadStatement } from './statement'

/** What a statement of a trust policy compares with the session's codes. */
export const groupPatterns = ({ tests }: ReadStatement): { readonly operator: string; readonly pattern: string }[] =>
  tests
    .filter(({ lowerKey, base }) => lowerKey === GROUP_KEY && base !== 'Null')
    .flatMap(({ operator, values }) => values.map((pattern) => ({ operator, pattern })))

/** The code of a pattern of the right form. */
export const codeOf = (pattern: string): string | undefined => /^\*\.([0-9A-Za-z]{4})\.\*$/.exec(pattern)?.[1]

/** Codes of well-formed patterns; `undefined` where the statement asks for no group. */
export function codesIn(statement: ReadStatement): readonly string[] | undefined {
  const patterns = groupPatterns(statement)
  if (patterns.length === 0) return undefined
  return patterns.map(({ pattern }) => codeOf(pattern)).filter((each) => each !== undefined)
}
