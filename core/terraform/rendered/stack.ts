import { decode, Expression, type Value } from '../expression'
import { hasKeyTwice } from '../read/key-twice'
import { MACHINERY } from '../types'
import { isKnown, schemas, type Attributes, type ResourceType } from './schemas'

/** A resource of a synthesized stack. */
export interface SynthResource<T extends ResourceType = ResourceType> {
  /** `aws_iam_role.persona_reader` */
  readonly address: string
  readonly type: T
  readonly name: string
  /** `aws` or `aws.hub` */
  readonly provider: string
  readonly attributes: Attributes<T>
  /** Every argument as it is written, `lifecycle` and `depends_on` among them: what is left out stays out. */
  readonly written: Written
}

/** Arguments of Terraform's JSON, by name. */
export type Written = Readonly<Record<string, Value>>

/** A resource that hooks run on, as it is written. */
export interface SynthMachine {
  readonly address: string
  readonly provider: string
  readonly written: Written
}

/** Something in a stack whose effect on access is not known. */
export interface SynthFault {
  readonly address: string
  readonly message: string
}

/** A stack's Terraform JSON, read. */
export interface SynthStack {
  readonly name: string
  readonly resources: readonly SynthResource[]
  readonly machinery: readonly SynthMachine[]
  /** Provider → the accounts that it may touch, and the role that it assumes. */
  readonly providers: ReadonlyMap<string, SynthProvider>
  /** What stands beside the resources, as it is written: `import`, `output`, `provider`, `terraform`, `variable`. */
  readonly blocks: Written
  readonly faults: readonly SynthFault[]
  /** Whether nothing of it can be told: it is no JSON, or not in the form that Trustloom writes. */
  readonly isUnreadable: boolean
}

export interface SynthProvider {
  readonly accounts: readonly string[]
  readonly region: string
  /** @default - the credentials that Terraform is started with */
  readonly assumes: string | undefined
}

type Json = Readonly<Record<string, unknown>>

/** The resources of one type. */
export function ofType<T extends ResourceType>(stack: SynthStack, type: T): SynthResource<T>[] {
  return stack.resources.filter((each): each is SynthResource<T> => each.type === type)
}

/** What may stand in a resource beside its own arguments without changing what it is. */
const META = new Set(['depends_on', 'lifecycle'])
/** What may stand in a stack beside its resources. */
const TOP = new Set(['//', 'import', 'output', 'provider', 'resource', 'terraform', 'variable'])

/**
 * Reads a stack's `cdk.tf.json`. Never throws: what cannot be understood is in `faults`.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readStack(name: string, text: string): SynthStack {
  const json = parse(text)
  if (!json || !isObject(json.resource ?? {})) {
    const faults = [
      fault(name, json ? 'has resources in a form that Trustloom does not write' : 'is not a JSON object'),
    ]
    return { name, resources: [], machinery: [], providers: new Map(), blocks: {}, faults, isUnreadable: true }
  }
  const faults = Object.keys(json)
    .filter((key) => !TOP.has(key))
    .map((key) => fault(key, 'is not what Trustloom renders'))
  if (hasKeyTwice(text, json)) faults.push(fault(name, 'has a key twice, and Terraform may take both'))
  const resources: SynthResource[] = []
  const machinery: SynthMachine[] = []
  for (const [type, named] of Object.entries(objectOf(json.resource))) {
    for (const [key, body] of Object.entries(objectOf(named))) {
      if (MACHINERY.has(type)) {
        machinery.push({ address: `${type}.${key}`, ...bodyOf(body) })
        continue
      }
      const read = readResource(type, key, body)
      if (Array.isArray(read)) faults.push(...read)
      else resources.push(read)
    }
  }
  const { '//': _, resource: __, ...blocks } = json
  const providers = readProviders(json.provider)
  return { name, resources, machinery, providers, blocks: decode(blocks) as Written, faults, isUnreadable: false }
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return json !== null && typeof json === 'object' && !Array.isArray(json) ? (json as Json) : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

const fault = (address: string, message: string): SynthFault => ({ address, message })

const objectOf = (value: unknown): Json => (value !== null && typeof value === 'object' ? (value as Json) : {})

const isObject = (value: unknown): boolean => value !== null && typeof value === 'object' && !Array.isArray(value)

function readResource(type: string, name: string, body: unknown): SynthResource | SynthFault[] {
  const address = `${type}.${name}`
  if (!isKnown(type)) return [fault(address, 'is of a type that Trustloom does not render')]
  const { provider, written } = bodyOf(body)
  const kept = Object.entries(written).filter(([key]) => !META.has(key))
  const read = schemas[type].safeParse(Object.fromEntries(kept))
  if (read.success) return { address, type, name, provider, attributes: read.data, written }
  return read.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return fault(address, `has ${issue.keys.join(', ')}, which Trustloom does not render`)
    return fault(address, `${issue.path.join('.')} ${issue.message}`)
  })
}

function bodyOf(body: unknown): { readonly provider: string; readonly written: Written } {
  const {
    provider = 'aws',
    '//': _,
    ...own
  } = objectOf(Array.isArray(body) && body.length === 1 ? (body[0] as unknown) : body)
  return { provider: String(provider), written: decode(own) as Written }
}

function readProviders(value: unknown): Map<string, SynthProvider> {
  const { aws } = objectOf(value)
  const blocks = (Array.isArray(aws) ? aws : [aws]).map(objectOf)
  return new Map(
    blocks.map((each) => {
      const {
        alias,
        region,
        allowed_account_ids: accounts,
        assume_role: assume,
      } = decode(each) as Record<string, Value>
      const role = Array.isArray(assume) ? (assume[0] as { role_arn?: Value } | undefined) : undefined
      const provider: SynthProvider = {
        accounts: Array.isArray(accounts) ? accounts.map(shown) : [],
        region: shown(region ?? ''),
        assumes: role ? shown(role.role_arn ?? '') : undefined,
      }
      return [alias === undefined ? 'aws' : `aws.${shown(alias)}`, provider]
    }),
  )
}

const shown = (value: Value): string => (value instanceof Expression ? value.text : String(value))
