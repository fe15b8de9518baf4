import { Expression, type Value } from '../expression'
import { ReviewInputError } from '../read/input-error'
import { blocksIn, isObject, type ReadResource, type Values } from '../read/resource'
import { readStackJson, type StackJson } from '../read/stack-json'
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

/** The resources of one type. */
export function ofType<T extends ResourceType>(stack: SynthStack, type: T): SynthResource<T>[] {
  return stack.resources.filter((each): each is SynthResource<T> => each.type === type)
}

/** What may stand in a resource beside its own arguments without changing what it is. */
const META = new Set(['depends_on', 'lifecycle'])
/** What may stand in a stack beside its resources. */
const TOP = new Set(['import', 'output', 'provider', 'terraform', 'variable'])

/** Reads a stack's `cdk.tf.json`. Never throws: what cannot be understood is in `faults`. */
export function readStack(name: string, text: string): SynthStack {
  let json: StackJson
  try {
    json = readStackJson(text, name)
  } catch (cause) {
    if (!(cause instanceof ReviewInputError)) throw cause
    const faults = [{ address: name, message: 'is not a JSON object' }]
    return { name, resources: [], machinery: [], providers: new Map(), blocks: {}, faults, isUnreadable: true }
  }
  const { beside } = json
  const faults: SynthFault[] = [...json.faults].map(([address, message]) => ({ address, message }))
  for (const key of Object.keys(beside)) if (!TOP.has(key)) faults.push(fault(key, 'is not what Trustloom renders'))
  const resources: SynthResource[] = []
  const machinery: SynthMachine[] = []
  for (const each of json.resources) {
    if (MACHINERY.has(each.type)) {
      machinery.push({ address: each.address, ...bodyOf(each.values) })
      continue
    }
    const read = readResource(each)
    if (Array.isArray(read)) faults.push(...read)
    else resources.push(read)
  }
  const providers = readProviders(beside.provider)
  return { name, resources, machinery, providers, blocks: beside as Written, faults, isUnreadable: false }
}

const fault = (address: string, message: string): SynthFault => ({ address, message })

function readResource({ address, type, values }: ReadResource): SynthResource | SynthFault[] {
  if (!isKnown(type)) return [fault(address, 'is of a type that Trustloom does not render')]
  const { provider, written } = bodyOf(values)
  const kept = Object.entries(written).filter(([key]) => !META.has(key))
  const read = schemas[type].safeParse(Object.fromEntries(kept))
  const name = address.slice(type.length + 1)
  if (read.success) return { address, type, name, provider, attributes: read.data, written }
  return read.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return fault(address, `has ${issue.keys.join(', ')}, which Trustloom does not render`)
    return fault(address, `${issue.path.join('.')} ${issue.message}`)
  })
}

function bodyOf({ provider = 'aws', '//': _, ...own }: Values): {
  readonly provider: string
  readonly written: Written
} {
  return { provider: String(provider), written: own as Written }
}

function readProviders(value: Value | undefined): Map<string, SynthProvider> {
  const blocks = isObject(value) ? blocksIn(value, 'aws') : []
  return new Map(
    blocks.map(({ alias, region, allowed_account_ids: accounts, assume_role: assume }) => {
      const role = Array.isArray(assume) ? (assume[0] as { role_arn?: Value } | undefined) : undefined
      const provider: SynthProvider = {
        accounts: Array.isArray(accounts) ? (accounts as readonly Value[]).map(shown) : [],
        region: shown(region ?? ''),
        assumes: role ? shown(role.role_arn ?? '') : undefined,
      }
      return [alias === undefined ? 'aws' : `aws.${shown(alias)}`, provider]
    }),
  )
}

const shown = (value: Value): string => (value instanceof Expression ? value.text : String(value))
