import { IamRole } from '@cdktf/provider-aws/lib/iam-role'
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy'
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive'
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive'
import type { ITerraformDependable } from 'cdktf'
import { Construct } from 'constructs'
import { TRUST_TAG } from '../core/model/tags'
import { policyText } from '../core/policy/canonical'
import type { PolicyDocument } from '../core/policy/document'
import { named } from './address'
import { literal } from './literal'

export interface AccessRoleProps {
  /** The role's name: at most 64 characters. */
  readonly name: string
  /** The IAM path, with a slash at both ends. */
  readonly path: string
  /** What the role is, for the console: generated text, since IAM refuses many characters. */
  readonly description: string
  readonly trust: PolicyDocument
  /** The role's whole rights: inline policies by name. Whatever else is put on the role is taken off again. */
  readonly policies: Readonly<Record<string, PolicyDocument>>
  /** Longest session, in hours: 1 to 12. @default 1 */
  readonly sessionHours?: number | undefined
  /** ARN of a permissions boundary. @default - none */
  readonly permissionsBoundary?: string | undefined
  /** What must exist first: the providers that the trust policy names. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined
  /** @default - no tags of its own */
  readonly tags?: Readonly<Record<string, string>> | undefined
  /** What trust-sync knows the role's trust by: see `trustMark`. @default - it leaves the role alone */
  readonly mark?: string | undefined
}

/** An IAM role with exactly these policies. */
export class AccessRole extends Construct {
  readonly role: IamRole
  readonly policies: readonly IamRolePolicy[]

  constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id)
    const tags = { ...props.tags, ...(props.mark !== undefined && { [TRUST_TAG]: props.mark }) }
    this.role = named(
      new IamRole(this, 'role', {
        name: props.name,
        path: props.path,
        description: literal(props.description),
        assumeRolePolicy: literal(policyText(props.trust)),
        maxSessionDuration: (props.sessionHours ?? 1) * 3600,
        ...(props.permissionsBoundary !== undefined && { permissionsBoundary: literal(props.permissionsBoundary) }),
        ...(Object.keys(tags).length > 0 && { tags }),
        ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
      }),
      id,
    )
    const names = Object.keys(props.policies).sort()
    // A role that is replaced under its old name comes without policies, and Terraform would see no reason to act.
    const withRole = { lifecycle: { replaceTriggeredBy: [`aws_iam_role.${id}.unique_id`] }, dependsOn: [this.role] }
    this.policies = names.map((name) =>
      named(
        new IamRolePolicy(this, `policy-${name}`, {
          name,
          role: props.name,
          policy: literal(policyText(props.policies[name] as PolicyDocument)),
          ...withRole,
        }),
        `${id}__${name}`,
      ),
    )
    named(
      new IamRolePoliciesExclusive(this, 'policies', {
        roleName: props.name,
        policyNames: names,
        dependsOn: [this.role, ...this.policies],
      }),
      id,
    )
    named(
      new IamRolePolicyAttachmentsExclusive(this, 'attachments', {
        roleName: props.name,
        policyArns: [],
        dependsOn: [this.role],
      }),
      id,
    )
  }
}
