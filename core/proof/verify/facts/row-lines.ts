import type { Value } from '../../../terraform/expression'
import { inside } from './lines'

const SUBJECT = 'the row'

/** What a row is called, and the group that it is of. */
export function rowSubject(item: Value): { readonly subject: string; readonly group: string | undefined } {
  const { PK, SK } = attributesOf(item) ?? {}
  const [partition, sort] = [keyOf(PK), keyOf(SK)]
  const group = partition?.startsWith('GROUP#') ? partition.slice('GROUP#'.length) : undefined
  return { subject: `${SUBJECT} ${partition ?? '?'} ${sort ?? '?'}`, group }
}

/** A line for each attribute of a row, inside lists of roles and datasets by their ARN or name. */
export function rowLines(item: Value): string[] {
  const attributes = attributesOf(item)
  if (!attributes) return [`item = ${JSON.stringify(item)}`]
  const lines: string[] = []
  appendMap(lines, 'item', attributes)
  return lines
}

type Json = Readonly<Record<string, unknown>>

function attributesOf(item: Value): Json | undefined {
  if (typeof item !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(item)
    return isRecord(value) ? value : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function append(lines: string[], path: string, value: unknown): void {
  const entries = isRecord(value) ? Object.entries(value) : []
  const [[type, inner] = ['', undefined], ...more] = entries
  if (more.length === 0 && type === 'M' && isRecord(inner)) appendMap(lines, path, inner)
  else if (more.length === 0 && type === 'L' && Array.isArray(inner)) appendList(lines, path, inner)
  else if (more.length === 0 && type === 'S' && typeof inner === 'string')
    lines.push(`${path} = ${JSON.stringify(inner)}`)
  else lines.push(`${path} = ${JSON.stringify(value)}`)
}

function appendMap(lines: string[], path: string, map: Json): void {
  const keys = Object.keys(map).sort()
  if (keys.length === 0) lines.push(`${path} = {"M":{}}`)
  for (const key of keys) append(lines, inside(path, key), map[key])
}

function appendList(lines: string[], path: string, list: readonly unknown[]): void {
  const names = list.map(nameOf)
  const named = new Set(names).size === list.length && !names.includes(undefined)
  if (list.length === 0) lines.push(`${path} = {"L":[]}`)
  list.forEach((each, index) => append(lines, `${path}[${named ? elementName(names[index] ?? '') : index}]`, each))
}

const nameOf = (value: unknown): string | undefined => {
  const map = isRecord(value) && isRecord(value.M) ? value.M : {}
  return keyOf(map.arn) ?? keyOf(map.name)
}

/** ARNs and names as they are; what could look like a path, like lines or like a position is quoted. */
const elementName = (name: string): string =>
  /^[\w:/.+@-]+$/.test(name) && !/^\d+$/.test(name) ? name : JSON.stringify(name)

const keyOf = (value: unknown): string | undefined =>
  isRecord(value) && typeof value.S === 'string' ? value.S : undefined

const isRecord = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)
