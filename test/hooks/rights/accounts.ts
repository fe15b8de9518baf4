import type { IAMClient } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { rolePath } from '../../../core/model/names'
import { MESH_TAG, STACK_TAG } from '../../../core/model/tags'
import type { CompiledSyncRole } from '../../../core/policy/hooks'
import { iamOfAccounts } from '../../../hooks/trust-sync/accounts'
import { requireAllowed } from '../../support/enforced'
import type { Iam } from '../../support/iam'
import type { Tags } from '../../support/iam-account'
import { markRoles, metadata, renderedTrusts } from '../trust-sync/lab'
import { iamQuestions, renderedTags } from './in-account'
import type { Applied } from './mesh'
import { answering, guardOf, type Guard } from './subject'

/** By stack; where there is none, the role has all its rights. */
export type Guards = Readonly<Record<string, Guard>>

export function roleIn({ hooks }: Applied, environment: string): CompiledSyncRole {
  const role = hooks.sync?.roles.get(environment)
  if (!role) throw new Error(`no role in ${environment}`)
  return role
}

/** The accounts as Terraform leaves them. */
export function fillAccounts({ built, config, trust: trustOf }: Applied, iam: Iam): void {
  for (const { environment, account: id, services } of built.graph.environments) {
    const account = iam.account(id)
    const tags = { [MESH_TAG]: config.mesh, [STACK_TAG]: environment }
    for (const { protocol, provider, ...each } of services) {
      if (protocol === 'saml') account.saml.set(provider, { metadata: metadata(), tags })
      if ('issuer' in each) account.oidc.set(provider, { url: each.issuer, clientIds: [...each.clientIds], tags })
    }
    for (const [name, trust] of renderedTrusts(built, environment)) account.addRole(name, rolePath(config.mesh), trust)
    markRoles(account, trustOf(environment))
  }
}

/** IAM of each account, through the role there: its trust policy and the function's policy both decide. */
export function accountsOf(
  mesh: Applied,
  iam: Iam,
  guard: Guard,
  guards: Guards,
): (name: string) => Promise<IAMClient> {
  const { config, hub } = mesh
  const { role } = mesh.function('trust_sync')
  const sts = answering(new STSClient({ region: hub.region }), ({ RoleArn: resource }: { RoleArn: string }) => {
    const { trust } = [...(mesh.hooks.sync?.roles.values() ?? [])].find(({ arn }) => arn === resource) ?? {}
    const context = { 'aws:PrincipalArn': role.arn }
    requireAllowed(trust ? [trust] : [], role.arn, { action: 'sts:AssumeRole', resource, context })
    const AccessKeyId = `ASIA${resource.split(':')[4]}`
    return { Credentials: { AccessKeyId, SecretAccessKey: 'secret', SessionToken: 'token' } }
  })
  guard.on(sts, (command, { RoleArn: resource }: { RoleArn: string }) => [
    { action: `sts:${command.replace('Command', '')}`, resource, context: {} },
  ])
  const clients = iamOfAccounts(config, sts, { attempts: 1 })
  const guarded = new Set<IAMClient>()
  return async (environment) => {
    const client = await clients(environment)
    if (guarded.has(client)) return client
    guarded.add(client)
    const { arn, policies } = roleIn(mesh, environment)
    const account = iam.account(config.environments[environment]?.account ?? '')
    const own = guards[environment] ?? guardOf(arn, policies.sync!)
    own.on(client, iamQuestions(account, tagsOf(mesh)))
    return client
  }
}

const tags = new WeakMap<Applied, ReadonlyMap<string, Tags>>()

function tagsOf(mesh: Applied): ReadonlyMap<string, Tags> {
  const known = tags.get(mesh) ?? renderedTags(mesh.built)
  tags.set(mesh, known)
  return known
}
