import { ownValue } from '../../../core/model/own-value'
import { UserError } from '../fail'

/** A person who signs in, as somebody typed them. */
export interface Asked {
  readonly service: string
  readonly user: string
  /** Names of directory groups, each once, as they were typed. */
  readonly groups: readonly string[]
  /** Session tag or claim → value. */
  readonly attributes: Readonly<Record<string, string>>
}

/**
 * Names of groups: separated by commas, or a JSON list for names that hold one.
 *
 * @param values what stood behind each `--groups`
 * @throws {UserError}
 */
export function readGroups(values: readonly string[]): string[] {
  const names = values.flatMap((value) => {
    if (!value.trimStart().startsWith('[')) return value.split(',').map((each) => each.trim())
    const list = parse(value)
    if (Array.isArray(list) && list.every((each): each is string => typeof each === 'string')) return list
    throw new UserError(`--groups is no JSON list of texts: ${value}`, `write it as '["ADG-A, B", "ADG-C"]'`)
  })
  return [...new Set(names.filter((each) => each !== ''))]
}

/**
 * Attributes of the user: `initials=ANNA,department=statistics`, or a JSON object for values that hold a comma.
 *
 * @throws {UserError}
 */
export function readAttributes(values: readonly string[]): Record<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of values.flatMap(pairsOf)) {
    if (found.has(key)) throw new UserError(`--attributes gives ${key} twice`)
    found.set(key, value)
  }
  return Object.fromEntries(found)
}

function pairsOf(value: string): (readonly [string, string])[] {
  if (value.trimStart().startsWith('{')) {
    const object = parse(value)
    const pairs = object !== null && typeof object === 'object' ? Object.entries(object) : []
    if (pairs.length > 0 && pairs.every((each): each is [string, string] => typeof each[1] === 'string')) return pairs
    throw new UserError(`--attributes is no JSON object of texts: ${value}`, `write it as '{"department": "A, B"}'`)
  }
  return value
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => {
      const [, key, text] = /^\s*([^=\s]+)=(.*)$/s.exec(each) ?? []
      if (key === undefined || text === undefined)
        throw new UserError(`--attributes is KEY=VALUE, not ${each}`, 'write it as initials=ANNA,department=statistics')
      return [key, text.trim()] as const
    })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** The claims that carry the attributes: a session tag of the mesh is sent as its claim, anything else as it is. */
export function claimsOf(
  attributes: Readonly<Record<string, string>>,
  /** Session tag → claim. */
  tags: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [ownValue(tags, key) ?? key, value]))
}
