/** A name, value, word or sign of a row filter. */
export type FilterToken = ColumnToken | OtherToken

interface ColumnToken {
  readonly kind: 'column'
  /** As it stands in the filter. */
  readonly text: string
  /** The column and the fields of its struct, in lower case. */
  readonly names: readonly string[]
}

interface OtherToken {
  /** `type` is a word before a text that makes a value of it: `DATE '2024-01-01'`. */
  readonly kind: 'text' | 'number' | 'boolean' | 'type' | 'word' | 'sign'
  readonly text: string
}

/** A column against a value, or the question whether it has one: `country = 'DK'`, `year IN (2023, 2024)`, `a.b IS NULL`. */
export interface Comparison {
  /** The column, then the fields of its struct, in lower case. */
  readonly names: readonly string[]
  readonly operator: '=' | '<>' | '!=' | '<' | '>' | '<=' | '>=' | 'between' | 'in' | 'like' | 'is'
  /** What it is compared with; none for `is`. */
  readonly value?: FilterValue
}

export interface FilterValue {
  /** `other`: a date, a time or NULL, with which no column that can be filtered is compared. */
  readonly kind: 'text' | 'number' | 'boolean' | 'column' | 'other'
  /** As it stands in the filter. */
  readonly text: string
  /** Of a column. */
  readonly names?: readonly string[]
}

class GrammarFault extends Error {}

const COMPARES = new Set(['=', '<>', '!=', '<', '>', '<=', '>='])

/**
 * The comparisons of a filter, by the operators that AWS lists: `=`, `>`, `<`, `>=`, `<=`, `<>`, `!=`, `BETWEEN`, `IN`,
 * `LIKE`, `NOT`, `IS [NOT] NULL`. A value may stand before its operator, too.
 *
 * @returns what is wrong, as a part of a sentence, where it is no such expression
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */
export function parseTokens(tokens: readonly FilterToken[]): Comparison[] | string {
  const found: Comparison[] = []
  let index = 0
  const peek = (): FilterToken | undefined => tokens[index]
  const wordAt = (place: number): string => {
    const token = tokens[place]
    return token && token.kind !== 'column' && token.kind !== 'text' ? token.text.toLowerCase() : ''
  }
  const take = (word: string): boolean => wordAt(index) === word && ++index > 0
  const fail = (fault: string): never => {
    throw new GrammarFault(fault)
  }
  const need = (word: string, after: string): void => {
    if (!take(word)) fail(`${word.toUpperCase()} is missing after ${after}`)
  }

  // Loops instead of recursion where people write long lists.
  const either = (): void => {
    do both()
    while (take('or'))
  }
  const both = (): void => {
    do one()
    while (take('and'))
  }
  const one = (): void => {
    while (take('not')) continue
    if (!take('(')) return predicate()
    either()
    if (!take(')')) unexpected()
    const word = wordAt(index)
    if (COMPARES.has(word)) fail(`a whole condition stands before ${word}: compare a column with a value`)
  }
  const predicate = (): void => {
    const left = operand()
    const word = wordAt(index)
    if (left.kind === 'column') return ofColumn(left)
    if (!COMPARES.has(word)) return unexpected()
    index++
    const right = operand()
    if (right.kind !== 'column') fail(`${left.text} ${word} ${right.text} names no column`)
    found.push({ names: right.names ?? [], operator: word as Comparison['operator'], value: left })
  }
  const ofColumn = (column: FilterValue): void => {
    const { names = [], text } = column
    const push = (operator: Comparison['operator'], value?: FilterValue): void =>
      void found.push({ names, operator, ...(value && { value }) })
    if (COMPARES.has(wordAt(index))) {
      const operator = tokens[index++]?.text as Comparison['operator']
      return push(operator, operand())
    }
    if (take('is')) {
      take('not')
      need('null', `${text} IS`)
      return push('is')
    }
    take('not')
    if (take('between')) {
      push('between', operand())
      need('and', 'BETWEEN and its first value')
      return push('between', operand())
    }
    if (take('like')) {
      const pattern = operand()
      if (pattern.kind !== 'text') fail(`LIKE needs a text in single quotes, not ${pattern.text}`)
      return push('like', pattern)
    }
    if (take('in')) {
      need('(', 'IN')
      do push('in', operand())
      while (take(','))
      if (!take(')')) unexpected()
      return undefined
    }
    const next = wordAt(index)
    if (!peek() || next === 'and' || next === 'or' || next === ')')
      fail(`${text} stands alone: compare it with a value`)
    return unexpected()
  }
  const operand = (): FilterValue => {
    const sign = take('-') ? '-' : take('+') ? '+' : ''
    const token = peek()
    if (!token) return fail('something is missing at its end')
    index++
    if (sign !== '' && token.kind !== 'number') return fail('arithmetic is not allowed: compare a column with a value')
    switch (token.kind) {
      case 'column':
        return { kind: 'column', text: token.text, names: token.names }
      case 'number':
        return { kind: 'number', text: sign + token.text }
      case 'text':
      case 'boolean':
        return { kind: token.kind, text: token.text }
      case 'type': {
        const text = peek()?.text ?? ''
        index++
        return { kind: 'other', text: `${token.text} ${text}` }
      }
      default:
        if (token.text.toLowerCase() === 'null') return { kind: 'other', text: token.text }
        index--
        return unexpected()
    }
  }
  const unexpected = (): never => {
    const token = peek()
    if (!token) return fail('something is missing at its end')
    const { text } = token
    if (/^[-+*/%]$/.test(text)) return fail('arithmetic is not allowed: compare a column with a value')
    if (text === '==') return fail('== is no operator: write =')
    if (text === '<=>') return fail('<=> is no operator: write =, and ask for missing values with IS NULL')
    if (text.toLowerCase() === 'escape') return fail('LIKE knows no ESCAPE')
    return fail(`${text} does not belong there`)
  }

  try {
    either()
    if (index < tokens.length) unexpected()
    return found
  } catch (cause) {
    if (cause instanceof GrammarFault) return cause.message
    if (cause instanceof RangeError) return 'its parentheses are nested too deep'
    throw cause
  }
}
