/** A value of JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A change of one place in a value. */
export interface Mutant {
  /** `rule.0.status: other text` */
  readonly what: string
  readonly value: Json
}

const at = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`)

/** Every small change of a value: each leaf another, each element and argument dropped, one added. */
export function* mutantsOf(value: Json, skip: (path: string) => boolean, path = ''): Generator<Mutant> {
  if (path !== '' && skip(path)) return
  if (typeof value === 'string') yield { what: `${path}: other text`, value: `${value}x` }
  else if (typeof value === 'number') yield { what: `${path}: other number`, value: value + 1 }
  else if (typeof value === 'boolean') yield { what: `${path}: flipped`, value: !value }
  else if (Array.isArray(value)) {
    yield { what: `${path}: one more`, value: [...value, isBlock(value[0]) ? value[0] : 'added'] }
    for (const [index, each] of value.entries()) {
      if (skip(at(path, index))) continue
      yield { what: `${at(path, index)}: dropped`, value: value.filter((_, place) => place !== index) }
      for (const { what, value: other } of mutantsOf(each, skip, at(path, index)))
        yield { what, value: value.map((before, place) => (place === index ? other : before)) }
    }
  } else if (value !== null) {
    yield { what: `${path}: unknown argument`, value: { ...value, unknown: true } }
    for (const [key, each] of Object.entries(value)) {
      if (skip(at(path, key))) continue
      const { [key]: _, ...rest } = value
      yield { what: `${at(path, key)}: dropped`, value: rest }
      for (const { what, value: other } of mutantsOf(each, skip, at(path, key)))
        yield { what, value: { ...value, [key]: other } }
    }
  }
}

const isBlock = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
