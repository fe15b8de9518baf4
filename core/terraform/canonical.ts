import { plainXml } from '../model/plain-xml'
import { Expression, type Value } from './expression'
import { isSaid, type Values } from './read/resource'

/**
 * A value as one text: equal meaning, equal text. What is not said is left out, names are sorted, and so are lists of
 * texts, whose order says nothing in any argument that is compared. JSON and XML inside a text are read.
 */
export const canonical = (value: Value | undefined): string => JSON.stringify(plain(value)) ?? ''

function plain(value: Value | undefined): unknown {
  if (value === undefined || !isSaid(value)) return undefined
  if (value instanceof Expression) return { computed: value.text }
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) {
    const all = (value as readonly Value[]).map(plain)
    return all.every((each) => typeof each === 'string') ? [...all].sort() : all
  }
  if (typeof value !== 'object') return value
  const named = Object.entries(value as Values)
    .map(([name, each]) => [name, plain(each)] as const)
    .filter(([, each]) => each !== undefined)
  return named.length === 0 ? undefined : Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function plainText(text: string): unknown {
  if (/^\s*</.test(text)) return plainXml(text) ?? text
  if (!/^\s*[{[]/.test(text)) return text
  try {
    return plain(JSON.parse(text) as Value)
  } catch (cause) {
    if (cause instanceof SyntaxError) return text
    throw cause
  }
}
