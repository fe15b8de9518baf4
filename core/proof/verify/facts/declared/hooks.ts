import type { Mesh } from '../../../../model/mesh'
import type { PolicyDocument } from '../../../../policy/document'
import { Expression } from '../../../../terraform/expression'
import type { Stated } from '../stated'
import { nameOfFunction, nameOfRole, roleOfFunction } from './names'
import { statedRole, statedRoleIn } from './role'
import { boundaryIn, type DeclaredScope } from './scope'

/** The roles of the hub's functions: one each, and Lambda alone assumes it. */
export function declaredHooks(mesh: Mesh): Stated[] {
  const { hub, hooks } = mesh.settings
  if (!hooks) return []
  const at = mesh.places.mesh(['hooks'])
  return functionsOf(mesh).flatMap((name) =>
    statedRoleIn(mesh, boundaryIn(mesh, 'hub', hub.account), {
      name: roleOfFunction(name),
      path: `/${mesh.settings.mesh}-hub/`,
      session: 3600,
      policies: ['hook'],
      trust: LAMBDA,
      at,
    }),
  )
}

const LAMBDA: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
}

const API = '${aws_apigatewayv2_api.sign_in.api_endpoint}'

/** The addresses at which the hub answers: the identity provider over HTTP, and HCP Terraform. */
export function declaredAddresses(mesh: Mesh): Readonly<Record<string, { readonly value: Expression }>> {
  const { hooks } = mesh.settings
  if (!hooks) return {}
  return {
    ...(functionsOf(mesh).some((each) => /-okta-(?:saml|token)$/.test(each)) && {
      sign_in_url: { value: new Expression(API) },
    }),
    ...(hooks.runTask && { run_task_url: { value: new Expression(`${API}/terraform/run-task`) } }),
  }
}

function functionsOf({ settings }: Mesh): string[] {
  const services = Object.entries(settings.services)
  const sync = settings.sync === 'pull'
  const has = (protocol: string): boolean => sync || services.some(([, each]) => each.protocol === protocol)
  const pools = services.filter(([, each]) => each.protocol === 'cognito' && each.userPool?.trigger === undefined)
  return [
    ...(has('saml') ? ['okta-saml'] : []),
    ...(has('oidc') ? ['okta-token'] : []),
    ...pools.map(([name]) => `cognito-${name}`),
    ...(sync ? ['entitlement-sync', 'trust-sync'] : []),
    ...(settings.hooks?.runTask ? ['run-task'] : []),
  ].map((each) => nameOfFunction(settings.mesh, each))
}

/** The hub's way into an environment's account; who may take it, and what it may do there, is compared as policies. */
export function declaredSync(scope: DeclaredScope): Stated[] {
  const { mesh, access } = scope
  if (mesh.settings.sync !== 'pull') return []
  return statedRole(scope, {
    name: nameOfRole(access.mesh, access.environment, 'trust-sync'),
    path: `/${access.mesh}-sync/`,
    session: 3600,
    policies: ['sync'],
    at: mesh.places.mesh(['sync']),
  })
}
