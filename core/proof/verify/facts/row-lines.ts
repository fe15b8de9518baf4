import type { Value } from '../../../terraform/expression'
import { isJson, jsonIn, type Json } from '../../../terraform/read/format'
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

const attributesOf = (item: Value): Json | undefined => (typeof item === 'string' ? jsonIn(item) : undefined)

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
function append(lines: string[], path: string, value: unknown): void {
  const entries = isJson(value) ? Object.entries(value) : []
  const [[type, inner] = ['', undefined], ...more] = entries
  if (more.length === 0 && type === 'M' && isJson(inner)) appendMap(lines, path, inner)
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
  const map = isJson(value) && isJson(value.M) ? value.M : {}
  return keyOf(map.arn) ?? keyOf(map.name)
}

/** ARNs and names as they are; what could look like a path, like lines or like a position is quoted. */
const elementName = (name: string): string =>
  /^[\w:/.+@-]+$/.test(name) && !/^\d+$/.test(name) ? name : JSON.stringify(name)

const keyOf = (value: unknown): string | undefined =>
  isJson(value) && typeof value.S === 'string' ? value.S : undefined
