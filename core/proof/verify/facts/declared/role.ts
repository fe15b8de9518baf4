import type { Mesh } from '../../../../model/mesh'
import { rolePath } from '../../../../model/names'
import type { PolicyDocument } from '../../../../policy/document'
import { policyText } from '../../../../policy/canonical'
import type { Stated } from '../stated'
import { boundaryOf, type Boundary, type DeclaredScope } from './scope'

/** A role of the mesh: what is declared of it, whoever it is for. */
export interface DeclaredRole {
  readonly name: string
  /** In seconds. */
  readonly session: number
  /** Names of its inline policies. */
  readonly policies: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  /** The service that assumes it. @default - people do, and who may is evaluated */
  readonly trust?: PolicyDocument
  /** @default - that of the roles that people open */
  readonly path?: string
  readonly at: Stated['at']
}

/** A role of an environment's account, its inline policies, and that it has no others. */
export function statedRole(scope: DeclaredScope, role: DeclaredRole): Stated[] {
  return statedRoleIn(scope.mesh, boundaryOf(scope), role)
}

/** A role of any account, under that account's boundary. */
export function statedRoleIn({ settings }: Mesh, boundary: Boundary, role: DeclaredRole): Stated[] {
  const { name, session, tags, trust, path = rolePath(settings.mesh), at } = role
  const policies = [...role.policies].sort()
  return [
    {
      type: 'aws_iam_role',
      at,
      written: {
        name,
        path,
        max_session_duration: session,
        ...(trust && { assume_role_policy: policyText(trust) }),
        ...(tags && { tags }),
        ...boundary,
      },
    },
    ...policies.map((policy): Stated => ({
      type: 'aws_iam_role_policy',
      at,
      // A role that is replaced comes without policies, and nothing else would tell Terraform to write them again.
      written: {
        name: policy,
        role: name,
        lifecycle: { replace_triggered_by: [`the role ${name}.unique_id`] },
      },
    })),
    { type: 'aws_iam_role_policies_exclusive', at, written: { role_name: name, policy_names: policies } },
    { type: 'aws_iam_role_policy_attachments_exclusive', at, written: { role_name: name, policy_arns: [] } },
  ]
}
