/** A word, value or sign of a row filter. */
export interface FilterToken {
  /** In lower case. */
  readonly text: string
  /** A column by its name without quotes, all else as it stands there. */
  readonly written: string
  readonly kind: 'column' | 'text' | 'number' | 'boolean' | 'other'
}

/** A column against a value: `country = 'DK'`, `'DK' = country`, `year IN (2023, 2024)`. */
export interface Comparison {
  readonly column: string
  /** What the value is. */
  readonly kind: 'text' | 'number' | 'boolean'
  /** As it stands in the filter. */
  readonly value: string
}

const OPERATOR = /^(?:=|<>|!=|<|>|<=|>=)$/
const BEFORE = /^(?:\(|and|or|not)$/
const AFTER = /^(?:\)|and|or)$/

/** The comparisons that can be told with certainty: with arithmetic or a struct's field on a side, nothing is said. */
export function comparisonsIn(tokens: readonly FilterToken[]): Comparison[] {
  const at = (index: number): FilterToken | undefined => tokens[index]
  const begins = (index: number): boolean => index < 0 || BEFORE.test(at(index)?.text ?? '')
  const ends = (index: number): boolean => index >= tokens.length || AFTER.test(at(index)?.text ?? '')
  return tokens.flatMap((token, index): Comparison[] => {
    if (token.kind !== 'column' || token.text.includes('.')) return []
    const compared = (value: FilterToken | undefined): Comparison[] =>
      value && value.kind !== 'column' && value.kind !== 'other'
        ? [{ column: token.written, kind: value.kind, value: value.written }]
        : []
    if (begins(index - 1) && OPERATOR.test(at(index + 1)?.text ?? '') && ends(index + 3)) return compared(at(index + 2))
    if (ends(index + 1) && OPERATOR.test(at(index - 1)?.text ?? '') && begins(index - 3)) return compared(at(index - 2))
    const list = index + (at(index + 1)?.text === 'not' ? 2 : 1)
    if (!begins(index - 1) || at(list)?.text !== 'in' || at(list + 1)?.text !== '(') return []
    const close = tokens.findIndex((each, place) => place > list && each.text === ')')
    const values = tokens.slice(list + 2, close)
    const isPlain = values.every((each, place) => (place % 2 === 0 ? compared(each).length > 0 : each.text === ','))
    return isPlain ? values.flatMap(compared) : []
  })
}
