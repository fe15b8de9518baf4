import type { EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import type { PolicyDocument } from '../../policy/document'
import { evaluate, EvaluationError, type Context } from '../../policy/evaluate'
import { opening } from '../../policy/opening'
import type { SynthRole } from '../../terraform/rendered/roles'
import { iamArn, nameOfFunction, nameOfRole, roleOfFunction } from './facts/declared/names'
import type { Difference, Findings } from './types'

/** A request of the role, and whether it must be answered with yes. */
type Request = readonly [may: boolean, action: string, resource: string, context?: Context]

/**
 * Whether the role with which trust-sync works in an environment's account opens to that function alone, and rewrites who
 * opens the roles of people, and nothing else of the account.
 */
export function verifySyncRole(mesh: Mesh, access: EnvironmentAccess, roles: readonly SynthRole[]): Findings {
  const { environment } = access
  const name = nameOfRole(access.mesh, environment, 'trust-sync')
  const role = roles.find((each) => each.name === name)
  if (mesh.settings.sync !== 'pull' || !role) return { decisions: 0, differences: [] }
  const tell = (kind: Difference['kind'], what: string): Difference => {
    const at = mesh.places.mesh(['sync'])
    return { kind, environment, role: name, address: role.address, message: `${name} ${what}`, at }
  }
  const opens = opening(role.trust)
  const arn = iamArn(access.partition, access.account, 'role', `${access.mesh}-sync`, name)
  const callers = callersOf(mesh, access)
  const trust = callers.flatMap(([may, caller]): Difference[] => {
    const context = { 'aws:PrincipalArn': caller }
    const isOpen = opens({ role: arn, provider: caller, action: 'sts:AssumeRole', context })
    return isOpen === may ? [] : [tell('trust', `${isOpen ? 'opens' : 'does not open'} to ${caller}`)]
  })
  const requests = requestsOf(access)
  const policies = [...role.policies.values()]
  const rights = requests.flatMap(([may, action, resource, context = {}]): Difference[] => {
    const isAllowed = allows(policies, arn, action, resource, context)
    if (isAllowed === may) return []
    const tags = Object.entries(context).map(([key, value]) => ` with ${key} ${String(value)}`)
    return [tell('permission', `${isAllowed ? 'may' : 'may not'} ${action} ${resource}${tags.join('')}`)]
  })
  return { decisions: callers.length + requests.length, differences: [...trust, ...rights] }
}

function allows(
  policies: readonly PolicyDocument[],
  arn: string,
  action: string,
  resource: string,
  context: Context,
): boolean {
  try {
    return evaluate(policies, { principal: { type: 'AWS', id: arn }, action, resource, context }).effect === 'Allow'
  } catch (cause) {
    // A policy that IAM refuses gives nothing.
    if (cause instanceof EvaluationError) return false
    throw cause
  }
}

/** The function's role, and who is near to it. */
function callersOf({ settings }: Mesh, { mesh, partition, account }: EnvironmentAccess): [boolean, string][] {
  const { hub } = settings
  const roleOf = (hook: string, where = hub.account): string =>
    iamArn(partition, where, 'role', `${mesh}-hub`, roleOfFunction(nameOfFunction(mesh, hook)))
  const elsewhere = hub.account === '999999999999' ? '888888888888' : '999999999999'
  return [
    [true, roleOf('trust-sync')],
    [false, roleOf('entitlement-sync')],
    [false, roleOf('okta-token')],
    [false, roleOf('trust-sync', elsewhere)],
    [false, `${roleOf('trust-sync')}x`],
    [false, iamArn(partition, hub.account, 'root')],
    ...(account === hub.account ? [] : [[false, iamArn(partition, account, 'root')] as [boolean, string]]),
  ]
}

function requestsOf({ mesh, partition, account }: EnvironmentAccess): Request[] {
  const of = (...path: string[]): string => iamArn(partition, account, ...path)
  const [ofPeople, saml, oidc] = [of('role', mesh, 'x'), of('saml-provider', `${mesh}-x`), of('oidc-provider', 'x')]
  const persona = { 'aws:ResourceTag/trustloom:persona': 'reader' }
  const own = { 'aws:ResourceTag/trustloom:mesh': mesh }
  const ofStack = { ...own, 'aws:ResourceTag/trustloom:stack': 'x' }
  const made = { 'aws:RequestTag/trustloom:mesh': mesh }
  const others = [`${mesh}-sync`, `${mesh}-hub`, `${mesh}-terraform`, `${mesh}x`].map((path) => of('role', path, 'x'))
  const never = ['AttachRolePolicy', 'CreateRole', 'CreateUser', 'DeleteRole', 'PassRole', 'PutRolePolicy', 'TagRole']
  return [
    [true, 'iam:GetRole', ofPeople],
    [true, 'iam:UpdateAssumeRolePolicy', ofPeople, persona],
    [false, 'iam:UpdateAssumeRolePolicy', ofPeople],
    ...[...others, of('role', 'x')].map((each): Request => [false, 'iam:UpdateAssumeRolePolicy', each, persona]),
    ...never.map((each): Request => [false, `iam:${each}`, ofPeople, persona]),
    [false, 'sts:AssumeRole', ofPeople, persona],
    [true, 'iam:CreateSAMLProvider', saml, made],
    [false, 'iam:CreateSAMLProvider', saml],
    [false, 'iam:CreateSAMLProvider', of('saml-provider', 'x'), made],
    [true, 'iam:CreateOpenIDConnectProvider', oidc, made],
    [false, 'iam:CreateOpenIDConnectProvider', oidc],
    ...['DeleteSAMLProvider', 'UpdateSAMLProvider'].flatMap((each): Request[] => [
      [true, `iam:${each}`, saml, own],
      [false, `iam:${each}`, saml],
      [false, `iam:${each}`, saml, ofStack],
    ]),
    [true, 'iam:DeleteOpenIDConnectProvider', oidc, own],
    [false, 'iam:DeleteOpenIDConnectProvider', oidc],
    [false, 'iam:DeleteOpenIDConnectProvider', oidc, ofStack],
    [true, 'iam:AddClientIDToOpenIDConnectProvider', oidc, ofStack],
    [false, 'iam:AddClientIDToOpenIDConnectProvider', oidc],
  ]
}
