import { compileGlob, globMatches, type Glob } from '../evaluate/glob'
import { remember } from '../evaluate/memo'

/** `${aws:PrincipalTag/x}`: any text, as far as a document tells. `${*}`, `${?}` and `${$}` are those characters. */
const VARIABLE = /\$\{([^}]*)\}/g

const isEscape = (name: string): boolean => name === '*' || name === '?' || name === '$'

/** The keys of the variables in a text. */
export const variablesOf = (text: string): string[] =>
  text.includes('${')
    ? [...text.matchAll(VARIABLE)].flatMap(([, name = '']) => (isEscape(name) ? [] : [name.split(',')[0] ?? '']))
    : []

/** Whether `*` or `?` stands in the text itself. */
export const hasWildcard = (text: string): boolean => /[*?]/.test(text.replace(VARIABLE, ''))

export const countStars = (text: string): number => text.replace(VARIABLE, '').split('*').length - 1

/** Every text that `pattern` matches; `undefined` where that depends on a variable. */
const compiled = remember((pattern): { glob: Glob | undefined; exact: boolean } => ({
  glob: variablesOf(pattern).length > 0 ? undefined : compileGlob(runs(pattern)),
  exact: variablesOf(pattern).length === 0 && !hasWildcard(pattern),
}))

function runs(pattern: string): { text: string; literal: boolean }[] {
  const parts = pattern.split(/\$\{([*?$])\}/)
  return parts.map((text, index) => ({ text, literal: index % 2 === 1 }))
}

/** Whether a pattern matches a plain text. */
export const matches = (pattern: string, text: string): boolean => {
  const { glob } = compiled(pattern)
  return glob !== undefined && globMatches(glob, text)
}

/**
 * Whether `wide` matches whatever `narrow` matches. Never says so wrongly; where a `?` meets a `*` or a variable
 * stands in `wide` it says no unless both are equal.
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true
  const tokens = tokensOf(narrow)
  if (wide.includes('?') && tokens.includes(STAR)) return false
  return matches(wide, tokens.join(''))
}

/** Characters that no policy may hold, in place of wildcards. */
const STAR = '\u0000'
const ONE = '\u0001'

function tokensOf(pattern: string): string[] {
  const tokens: string[] = []
  let at = 0
  for (const { 0: whole, 1: name = '', index } of pattern.matchAll(VARIABLE)) {
    tokens.push(...wild(pattern.slice(at, index)), isEscape(name) ? name : STAR)
    at = index + whole.length
  }
  return [...tokens, ...wild(pattern.slice(at))]
}

const wild = (text: string): string[] => [...text].map((each) => (each === '*' ? STAR : each === '?' ? ONE : each))

/** Whether some text matches both patterns; a variable may be any text. */
export function overlap(one: string, other: string): boolean {
  if (one === other) return true
  if (compiled(one).exact) return matchesOpen(other, one)
  if (compiled(other).exact) return matchesOpen(one, other)
  const [a, b] = [tokensOf(one), tokensOf(other)]
  // `reached[j]`: what is left of `a` from i on and of `b` from j on have a text in common.
  let reached: boolean[] = []
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = []
    for (let j = b.length; j >= 0; j--) {
      const [x, y] = [a[i], b[j]]
      if (x === undefined && y === undefined) row[j] = true
      else if (x === STAR) row[j] = reached[j] === true || (y !== undefined && row[j + 1] === true)
      else if (y === STAR) row[j] = row[j + 1] === true || (x !== undefined && reached[j] === true)
      else row[j] = x !== undefined && y !== undefined && (x === y || x === ONE || y === ONE) && reached[j + 1] === true
    }
    reached = row
  }
  return reached[0] === true
}

const matchesOpen = (pattern: string, text: string): boolean =>
  matches(
    pattern.replace(VARIABLE, (whole, name: string) => (isEscape(name) ? whole : '*')),
    text.replace(/\$\{([*?$])\}/g, '$1'),
  )
