import { z } from 'zod'
import { LOCK_FILE, registrySchema } from '../../../core/model/lock-file'
import { environmentSchema } from '../../../core/model/schema/environment'
import { meshSchema } from '../../../core/model/schema/mesh'
import type { Value, Values } from './values'

/** What is read of a JSON Schema. */
interface Schema {
  readonly const?: unknown
  readonly not?: unknown
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

const schemaOf = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as Schema

/** File → its schema: of a mesh folder, those that have one. */
const SCHEMAS: Readonly<Record<string, Schema>> = {
  'mesh.yaml': schemaOf(meshSchema),
  'lab.yaml': schemaOf(environmentSchema),
  [LOCK_FILE]: schemaOf(registrySchema),
}

/** Every key of every schema, with what is refused left out: `mesh.yaml services.<name> (protocol: saml).metadata`. */
export const allKeys = (): readonly string[] =>
  Object.entries(SCHEMAS).flatMap(([file, schema]) => keysOf(schema, '').map((key) => `${file} ${key.slice(1)}`))

function keysOf(schema: Schema, prefix: string): readonly string[] {
  if (schema.not !== undefined) return []
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const key = `${prefix}.${name}`
    const isThere = schema.required?.includes(name) ?? false
    // What must be there, or is a list by name, changes with what is in it.
    const isWhole = typeof value.additionalProperties !== 'object' && !(isThere && value.properties)
    return [...(isWhole && value.not === undefined ? [key] : []), ...keysOf(value, key)]
  })
  const values = schema.additionalProperties
  return [
    ...new Set([
      ...own,
      ...(typeof values === 'object' ? [`${prefix}.<name>`, ...keysOf(values, `${prefix}.<name>`)] : []),
      ...(schema.items ? keysOf(schema.items, `${prefix}[]`) : []),
      ...formsOf(schema).flatMap((form) => keysOf(form, prefix)),
      ...branchesOf(schema).flatMap(({ tag, is, rest }) => [
        `${prefix}.${tag}`,
        ...keysOf(rest, `${prefix} (${tag}: ${is})`),
      ]),
    ]),
  ]
}

interface Branch {
  readonly tag: string
  readonly is: string
  /** What it has beside its tag. */
  readonly rest: Schema
}

/** The forms of a value that one key tells apart. */
const branchesOf = ({ anyOf = [], oneOf = [] }: Schema): readonly Branch[] =>
  [...anyOf, ...oneOf].flatMap((each): Branch[] => {
    const [tag, value] =
      Object.entries(each.properties ?? {}).find(([, property]) => property.const !== undefined) ?? []
    if (tag === undefined) return []
    const { [tag]: _, ...properties } = each.properties ?? {}
    return [{ tag, is: String(value?.const), rest: { ...each, properties } }]
  })

/** The forms of a value that is a map, or something of another type. */
const formsOf = ({ anyOf = [] }: Schema): readonly Schema[] =>
  anyOf.filter(({ properties }) => properties && !Object.values(properties).some((each) => each.const !== undefined))

/**
 * The key of a schema that a place in a file is an instance of.
 *
 * @param data what the file holds, which decides between forms
 */
export function keyAt(file: string, path: readonly string[], data: Value | undefined): string {
  const schema = SCHEMAS[file]
  if (!schema) throw new Error(`${file} has no schema`)
  return `${file} ${walk(schema, path, data, '').slice(1)}`
}

function walk(schema: Schema, path: readonly string[], data: Value | undefined, prefix: string): string {
  const [name, ...rest] = path
  if (name === undefined) return prefix
  const inner = typeof data === 'object' ? (data as Values)[name] : undefined
  const known = schema.properties?.[name]
  if (known) return walk(known, rest, inner, `${prefix}.${name}`)
  if (schema.items) return rest.length === 0 ? prefix : walk(schema.items, rest, inner, `${prefix}[]`)
  if (typeof schema.additionalProperties === 'object')
    return walk(schema.additionalProperties, rest, inner, `${prefix}.<name>`)
  const form = formsOf(schema).find(({ properties }) => properties?.[name])
  if (form) return walk(form, path, data, prefix)
  const branches = branchesOf(schema)
  if (branches.some(({ tag }) => tag === name)) return `${prefix}.${name}`
  const branch = branches.find(({ tag, is }) => typeof data === 'object' && (data as Values)[tag] === is)
  if (!branch) throw new Error(`${prefix} has no key ${name}`)
  return walk(branch.rest, path, data, `${prefix} (${branch.tag}: ${branch.is})`)
}
