import { parseAnyPolicy, PolicyFormatError } from '../../policy/canonical'
import { inCurrentVersion } from '../../policy/current-version'
import type { PolicyDocument } from '../../policy/document'
import { remember } from '../../policy/evaluate/memo'
import { Expression, type Value } from '../../terraform/expression'
import { blocksIn, holdsExpression, ofType, textIn, textsIn, type ReadResource } from '../../terraform/read/resource'
import type { RolePolicy } from './files'
import type { Names } from './names'

/** A role as its resources say it. */
export interface StackRole {
  readonly address: string
  readonly name: string
  readonly arn: string
  readonly trust: PolicyDocument
  /** By name. */
  readonly policies: ReadonlyMap<string, RolePolicy>
  readonly sessionHours: number
  readonly boundary: string | null
  /** Whether Terraform takes off what somebody else puts on it. */
  readonly exclusive: boolean
}

export interface RolesRead {
  /** Sorted by name. */
  readonly roles: readonly StackRole[]
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/** Equal texts are read once: before and after mostly say the same. */
const parsed = remember((text): { document: PolicyDocument } | { fault: string } => {
  try {
    return { document: inCurrentVersion(parseAnyPolicy(JSON.parse(text))) }
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof PolicyFormatError)) throw cause
    return { fault: 'has a policy that is none' }
  }
})

export function readDocument(value: Value | undefined): PolicyDocument | string {
  if (value instanceof Expression) return 'has a policy that is known after apply'
  if (typeof value !== 'string') return 'has no policy'
  const read = parsed(value)
  return 'document' in read ? read.document : read.fault
}

/**
 * The roles of a stack.
 *
 * @param settled whether this is what will be after an apply, when what is exclusive has taken off everything else
 */
export function rolesOf(resources: readonly ReadResource[], names: Names, settled: boolean): RolesRead {
  const faults = new Map<string, string>()
  const policies = new Map<string, Map<string, RolePolicy>>()
  const only = new Map<string, readonly string[]>()
  const attached = new Map<string, readonly string[]>()
  for (const { address, values } of ofType(resources, 'aws_iam_role_policy')) {
    const document = readDocument(values.policy)
    const [role, name] = [textIn(values, 'role'), textIn(values, 'name')]
    if (typeof document === 'string') faults.set(address, document)
    else if (role === undefined) faults.set(address, 'is of a role that is known after apply')
    else put(policies, role, name ?? address, { address, document })
  }
  for (const { address, values } of ofType(resources, 'aws_iam_role_policies_exclusive')) {
    if (holdsExpression(values.policy_names)) faults.set(address, 'keeps policies that are known after apply')
    else only.set(textIn(values, 'role_name') ?? '', textsIn(values, 'policy_names'))
  }
  for (const { address, values } of ofType(resources, 'aws_iam_role_policy_attachments_exclusive')) {
    if (holdsExpression(values.policy_arns)) faults.set(address, 'attaches policies that are known after apply')
    else attached.set(textIn(values, 'role_name') ?? '', textsIn(values, 'policy_arns'))
  }
  const roles = ofType(resources, 'aws_iam_role').flatMap(({ address, values }): StackRole[] => {
    const name = textIn(values, 'name')
    const trust = readDocument(values.assume_role_policy)
    if (name === undefined || typeof trust === 'string') {
      faults.set(address, typeof trust === 'string' ? trust : 'has a name that is known after apply')
      return []
    }
    const own = policies.get(name) ?? new Map<string, RolePolicy>()
    policies.delete(name)
    for (const inline of blocksIn(values, 'inline_policy')) {
      const policy = textIn(inline, 'name')
      if (policy === undefined || own.has(policy) || (settled && only.get(name)?.includes(policy) === false)) continue
      const document = readDocument(inline.policy)
      if (typeof document === 'string') faults.set(address, document)
      else own.set(policy, { address, document })
    }
    if (
      values.inline_policy instanceof Expression ||
      blocksIn(values, 'inline_policy').some((each) => each.name instanceof Expression)
    )
      faults.set(address, 'has policies that are known after apply')
    if (holdsExpression(values.managed_policy_arns) && !(settled && attached.has(name)))
      faults.set(address, 'has policies attached that are known after apply')
    const managed = [...(settled ? [] : textsIn(values, 'managed_policy_arns')), ...(attached.get(name) ?? [])]
    if (settled && !attached.has(name)) managed.push(...textsIn(values, 'managed_policy_arns'))
    if (managed.length > 0)
      faults.set(address, `has ${[...new Set(managed)].sort().join(', ')} attached, whose content is not known here`)
    const boundary = textIn(values, 'permissions_boundary') ?? ''
    const { partition, account } = names
    return [
      {
        address,
        name,
        arn: textIn(values, 'arn') ?? `arn:${partition}:iam::${account}:role${textIn(values, 'path') ?? '/'}${name}`,
        trust,
        policies: own,
        sessionHours: hoursOf(values.max_session_duration),
        boundary: boundary === '' ? null : boundary,
        exclusive: only.has(name) && attached.has(name),
      },
    ]
  })
  for (const [role, own] of policies)
    for (const { address } of own.values()) faults.set(address, `is of ${role}, which is no role of the stack`)
  return { roles: roles.sort((a, b) => (a.name < b.name ? -1 : 1)), faults }
}

function put<T>(maps: Map<string, Map<string, T>>, key: string, name: string, value: T): void {
  const known = maps.get(key)
  if (known) known.set(name, value)
  else maps.set(key, new Map([[name, value]]))
}

/** AWS gives an hour where nothing is said. */
const hoursOf = (seconds: Value | undefined): number => (typeof seconds === 'number' ? seconds / 3600 : 1)
