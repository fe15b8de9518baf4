import { oidcProviderArn, roleArn, samlProviderArn, type ArnScope } from '../../model/arn'
import type { HookFunction, HubScope } from '../../model/hook-names'
import { rolePath, samlProviderName } from '../../model/names'
import { MESH_TAG, PERSONA_TAG, STACK_TAG } from '../../model/tags'
import type { PolicyDocument, Statement } from '../document'
import { policyOf } from './statements'

/**
 * Who may become an environment's trust-sync role: the function in the hub, and nothing else there. A role named as
 * principal would turn into an id when it is deleted; the condition does not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
export const trustSyncTrust = (hub: HubScope, { role }: HookFunction): PolicyDocument =>
  policyOf({
    Effect: 'Allow',
    Principal: { AWS: `arn:${hub.partition}:iam::${hub.account}:root` },
    Action: 'sts:AssumeRole',
    Condition: { ArnEquals: { 'aws:PrincipalArn': role.arn } },
  })

export interface TrustSyncScope extends ArnScope {
  readonly mesh: string
}

/**
 * What trust-sync may do in an environment's account: rewrite who may open the roles that people open, and keep the
 * providers of services of run time.
 *
 * Roles that people open carry the persona's tag, and lie on the mesh's path: neither this role nor those of Lake
 * Formation do both. Providers that it changes or deletes carry the mesh's tag, and those of SAML its name as well: one
 * that somebody else made is left alone. What Terraform made carries the stack's tag, too: it is neither replaced nor
 * deleted, and only client ids of a shared issuer come and go.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function trustSyncRolePolicy(scope: TrustSyncScope): PolicyDocument {
  const roles = roleArn(scope, rolePath(scope.mesh), '*')
  const saml = samlProviderArn(scope, samlProviderName(scope.mesh, '*'))
  const oidc = oidcProviderArn(scope, '*')
  const requested = { StringEquals: { [`aws:RequestTag/${MESH_TAG}`]: scope.mesh } }
  const own = { StringEquals: { [`aws:ResourceTag/${MESH_TAG}`]: scope.mesh } }
  const notTerraforms = { Null: { [`aws:ResourceTag/${STACK_TAG}`]: 'true' } }
  return policyOf(
    on('SeeRoles', ['iam:GetRole'], roles),
    on('Trust', ['iam:UpdateAssumeRolePolicy'], roles, { Null: { [`aws:ResourceTag/${PERSONA_TAG}`]: 'false' } }),
    on('SeeProviders', ['iam:GetSAMLProvider'], saml),
    on('SeeIssuers', ['iam:GetOpenIDConnectProvider'], oidc),
    on('MakeProviders', ['iam:CreateSAMLProvider', 'iam:TagSAMLProvider'], saml, requested),
    on('MakeIssuers', ['iam:CreateOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider'], oidc, requested),
    on('ChangeProviders', ['iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'], saml, { ...own, ...notTerraforms }),
    on(
      'ShareIssuers',
      ['iam:AddClientIDToOpenIDConnectProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider'],
      oidc,
      own,
    ),
    on('DeleteIssuers', ['iam:DeleteOpenIDConnectProvider'], oidc, { ...own, ...notTerraforms }),
  )
}

const on = (
  Sid: string,
  Action: readonly string[],
  Resource: string,
  Condition?: NonNullable<Statement['Condition']>,
): Statement => ({ Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) })
