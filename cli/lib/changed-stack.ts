import { isDeepStrictEqual } from 'node:util'
import type { Difference } from '../../core/proof/verify'
import { hasKeyTwice } from '../../core/terraform/read/key-twice'
import { jsonText } from './json-text'
import { readPlainText } from './plain-file'

type Json = Readonly<Record<string, unknown>>

/**
 * Where a stack's file is not what Trustloom renders from the same files: for a stack about which no policy says
 * anything, so that nothing else can be asked of it.
 */
export function changedStack(name: string, path: string, fresh: object): Difference[] {
  const differs = (message: string, address?: string): Difference => ({
    kind: 'machinery',
    environment: name,
    message,
    ...(address !== undefined && { address }),
  })
  const found = parse(readPlainText(path))
  if (!found) return [differs(`${path} is not a JSON object, or has a key twice`)]
  const [there, wanted] = [blocksOf(found), blocksOf(JSON.parse(jsonText(fresh)) as Json)]
  return [...new Set([...there.keys(), ...wanted.keys()])].sort().flatMap((address) => {
    const [is, should] = [there.get(address), wanted.get(address)]
    if (isDeepStrictEqual(is, should)) return []
    if (should === undefined) return [differs(`${address} is not what Trustloom renders`, address)]
    if (is === undefined) return [differs(`${address} is missing`, address)]
    return [differs(`${address} is not as Trustloom renders it: ${firstOdd(is, should, '')}`, address)]
  })
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isMap(json) && !hasKeyTwice(text, json) ? json : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/**
 * Address → block: resources by their own, and what stands beside them by its key. Remarks count for nothing. A key that
 * is no plain word is quoted, so that nothing that Terraform does not read as a resource is taken for one.
 */
function blocksOf({ resource, '//': _, ...others }: Json): ReadonlyMap<string, unknown> {
  const resources = Object.entries(isMap(resource) ? resource : {}).flatMap(([type, named]) =>
    isMap(named)
      ? Object.entries(named).map(([key, body]) => [`${word(type)}.${word(key)}`, body] as const)
      : [[`${word(type)}.`, named] as const],
  )
  const beside = Object.entries(others).map(([key, block]) => [word(key), block] as const)
  return new Map<string, unknown>([...resources, ...beside])
}

const word = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))

/** The first place where two values differ, with what stands there. */
function firstOdd(is: unknown, should: unknown, place: string): string {
  if (isNested(is) && isNested(should) && Array.isArray(is) === Array.isArray(should)) {
    const keys = [...new Set([...Object.keys(should), ...Object.keys(is)])]
    const odd = keys.find((key) => !isDeepStrictEqual(is[key], should[key]))
    if (odd !== undefined) return firstOdd(is[odd], should[odd], place === '' ? odd : `${place}.${odd}`)
  }
  return `${place} is ${shown(is)}, and not ${shown(should)}`
}

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

const isNested = (value: unknown): value is Json => typeof value === 'object' && value !== null

const isMap = (value: unknown): value is Json => isNested(value) && !Array.isArray(value)
