import { isDeepStrictEqual } from 'node:util'
import { compareText } from '../../model/diagnostic'
import type { PolicyDocument } from '../../policy/document'
import { isFault, readPolicy } from './policy'
import { ofType, type SynthFault, type SynthStack } from './stack'

/** A role of a stack with everything that says who may open it and what it may do. */
export interface SynthRole {
  readonly address: string
  readonly name: string
  readonly path: string
  readonly trust: PolicyDocument
  /** Its inline policies, by name. */
  readonly policies: ReadonlyMap<string, PolicyDocument>
  /** In seconds. */
  readonly session: number
  readonly boundary: string | undefined
  /** Key → value: they count as tags of every session. */
  readonly tags: Readonly<Record<string, string>>
  /** Whether Terraform removes what somebody else attaches: exactly these inline policies, and no managed one. */
  readonly exclusive: boolean
}

export interface SynthRoles {
  readonly roles: readonly SynthRole[]
  readonly faults: readonly SynthFault[]
}

/** The roles of a stack, sorted by name; a policy that cannot be read makes a fault, and its role is left out. */
export function rolesOf(stack: SynthStack): SynthRoles {
  const faults: SynthFault[] = []
  const policies = new Map<string, Map<string, PolicyDocument>>()
  for (const { address, attributes } of ofType(stack, 'aws_iam_role_policy')) {
    const document = readPolicy(address, attributes.policy)
    if (isFault(document)) faults.push(document)
    else policies.set(attributes.role, (policies.get(attributes.role) ?? new Map()).set(attributes.name, document))
  }
  const roles = ofType(stack, 'aws_iam_role').flatMap(({ address, attributes }): SynthRole[] => {
    const { name, path, assume_role_policy: trust, max_session_duration: session, permissions_boundary } = attributes
    const own = policies.get(name) ?? new Map<string, PolicyDocument>()
    policies.delete(name)
    const document = readPolicy(address, trust)
    if (isFault(document)) {
      faults.push(document)
      return []
    }
    const exclusive = isExclusive(stack, name, [...own.keys()])
    const role = { address, name, path, trust: document, policies: own, session, boundary: permissions_boundary }
    return [{ ...role, tags: attributes.tags, exclusive }]
  })
  for (const name of policies.keys()) {
    faults.push({ address: 'aws_iam_role_policy', message: `gives policies to ${name}, which is no role of the stack` })
  }
  return { roles: roles.sort((a, b) => compareText(a.name, b.name)), faults }
}

function isExclusive(stack: SynthStack, role: string, policies: readonly string[]): boolean {
  const names = ofType(stack, 'aws_iam_role_policies_exclusive').filter((each) => each.attributes.role_name === role)
  const managed = ofType(stack, 'aws_iam_role_policy_attachments_exclusive').filter(
    (each) => each.attributes.role_name === role,
  )
  const listed = names.map((each) => [...each.attributes.policy_names].sort())
  const attached = managed.map((each) => each.attributes.policy_arns.length)
  return isDeepStrictEqual(listed, [[...policies].sort()]) && isDeepStrictEqual(attached, [0])
}
