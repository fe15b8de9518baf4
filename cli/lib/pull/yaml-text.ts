import { stringify } from 'yaml'

/** What `pull` writes into YAML. */
export type YamlValue = string | number | readonly YamlValue[] | YamlMap
export interface YamlMap {
  readonly [key: string]: YamlValue
}

/** The longest line that is written where a shorter form is possible. */
const WIDTH = 120

/** Characters that hardly anybody sees: in double quotes they have escapes. */
const UNSEEN = /[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g

/** A text or number in one line, quoted where it would mean something else, for older readers of YAML, too. */
export function scalarText(value: string | number): string {
  if (typeof value === 'string' && value.search(UNSEEN) !== -1)
    return JSON.stringify(value).replace(UNSEEN, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const list = stringify([value], {
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
    compat: 'yaml-1.1',
  })
  return list.trim().slice(1, -1)
}

/** `{ protocol: saml, adopt: [a, b] }`: one line. */
export function flowText(value: YamlValue): string {
  if (typeof value !== 'object') return scalarText(value)
  if (isList(value)) return `[${value.map(flowText).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([key, each]) => pairText(key, each))
    .join(', ')} }`
}

export const pairText = (key: string, value: YamlValue): string => `${scalarText(key)}: ${flowText(value)}`

/** `key: value` as lines of a block: a map that is too long for one line, or holds maps, has its pairs below its key. */
export function blockLines(key: string, value: YamlValue, indent: number): string[] {
  const margin = ' '.repeat(indent)
  const line = margin + pairText(key, value)
  if (typeof value === 'object' && isList(value) && value.some((each) => typeof each === 'object'))
    return [`${margin}${scalarText(key)}:`, ...value.map((each) => `${margin}  - ${itemText(each)}`)]
  if (typeof value !== 'object' || isList(value)) return [line]
  const isFlat = Object.values(value).every((each) => typeof each !== 'object' || isList(each))
  // A list of names reads best below the name of what it is of: personas.
  const isLists = Object.values(value).every((each) => typeof each === 'object')
  if (isFlat && !isLists && line.length <= WIDTH) return [line]
  return [
    `${margin}${scalarText(key)}:`,
    ...Object.entries(value).flatMap(([name, each]) => blockLines(name, each, indent + 2)),
  ]
}

/** An item of a block list in one line: a map of one key needs no braces. */
export function itemText(value: YamlValue): string {
  if (typeof value !== 'object' || isList(value)) return flowText(value)
  const [pair, ...more] = Object.entries(value)
  return pair && more.length === 0 ? pairText(...pair) : flowText(value)
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value)
