import { GROUP_TAG } from '../../../../model/codes'
import type { Mesh } from '../../../../model/mesh'
import type { CognitoService } from '../../../../model/schema/service'
import type { Written } from '../../../../terraform/rendered/stack'
import { nameOfFunction } from './names'
import { PROTECTED, refer, type Stated } from '../stated'

/** The pools that the hub makes: nobody signs up, there are no guests, and the directory is the only way in. */
export function declaredPools(mesh: Mesh): Stated[] {
  const { settings, places } = mesh
  return Object.entries(settings.services).flatMap(([service, each]) => {
    if (each.protocol !== 'cognito' || !each.userPool) return []
    const at = places.mesh(['services', service, 'userPool'])
    return declaredPool(mesh, service, each, each.userPool).map((stated) => ({ ...stated, at }))
  })
}

type UserPool = NonNullable<CognitoService['userPool']>

function declaredPool(mesh: Mesh, service: string, { groupsClaim }: CognitoService, userPool: UserPool): Stated[] {
  const name = `${mesh.settings.mesh}-${service}`
  const hook = hookOf(mesh, service, userPool)
  const { groupsAttribute } = userPool
  // What the hook reads of a user, and where the directory says it.
  const kept = new Map((hook?.claims ?? []).map((claim) => [`custom:${claim}`, claim]))
  if (hook && groupsAttribute !== undefined) kept.set(groupsAttribute, groupsClaim)
  const pool = `the user pool ${name}`
  const user_pool_id = refer(pool, 'id')
  const endpoint = refer(pool, 'endpoint')
  const identities = refer(`the identity pool ${name}`, 'id')
  return [
    { type: 'aws_cognito_user_pool', written: poolOf(name, userPool, hook, [...kept.keys()]) },
    { type: 'aws_cognito_user_pool_domain', written: { domain: userPool.domain, user_pool_id } },
    {
      type: 'aws_cognito_identity_provider',
      written: {
        user_pool_id,
        provider_name: 'directory',
        provider_type: 'SAML',
        provider_details: { MetadataFile: mesh.metadata.get(userPool.metadata)?.text ?? '', IDPSignout: 'false' },
        attribute_mapping: { email: 'email', ...Object.fromEntries(kept) },
        lifecycle: { ignore_changes: READ_FROM_METADATA.map((each) => `provider_details["${each}"]`) },
      },
    },
    { type: 'aws_cognito_user_pool_client', written: clientOf(name, userPool, [...kept.keys()]) },
    {
      type: 'aws_cognito_identity_pool',
      written: {
        identity_pool_name: name,
        allow_unauthenticated_identities: false,
        allow_classic_flow: true,
        cognito_identity_providers: {
          client_id: refer(`the client of user pool ${name}`, 'id'),
          provider_name: endpoint,
          server_side_token_check: true,
        },
        lifecycle: PROTECTED,
      },
    },
    {
      type: 'aws_cognito_identity_pool_provider_principal_tag',
      written: {
        identity_pool_id: identities,
        identity_provider_name: endpoint,
        use_defaults: false,
        principal_tags: Object.fromEntries(sessionTags(mesh).map((each) => [each, each])),
      },
    },
  ]
}

const READ_FROM_METADATA = ['ActiveEncryptionCertificate', 'SLORedirectBindingURI', 'SSORedirectBindingURI']

/** The hub's function that a pool calls, where it has none of its own, and the claims that the function reads. */
interface PoolHook {
  readonly arn: string
  readonly claims: readonly string[]
}

function hookOf({ settings }: Mesh, service: string, { trigger }: UserPool): PoolHook | undefined {
  const { mesh, partition, hub, hooks } = settings
  if (!hooks || trigger !== undefined) return undefined
  const alias = hooks.concurrency.provisioned === undefined ? '' : ':live'
  const name = nameOfFunction(mesh, `cognito-${service}`)
  const arn = `arn:${partition}:lambda:${hub.region}:${hub.account}:function:${name}${alias}`
  return { arn, claims: [...new Set(Object.values(hooks.attributes))].sort() }
}

function poolOf(
  name: string,
  { trigger }: UserPool,
  hook: PoolHook | undefined,
  kept: readonly string[],
): Stated['written'] {
  const called = trigger ?? hook?.arn
  const config = { pre_token_generation_config: { lambda_arn: called ?? '', lambda_version: 'V2_0' } }
  return {
    name,
    deletion_protection: 'ACTIVE',
    admin_create_user_config: { allow_admin_create_user_only: true },
    ...(called !== undefined && { lambda_config: config }),
    ...(kept.length > 0 && { schema: [...kept].sort().map(keptAttribute) }),
    lifecycle: PROTECTED,
  }
}

/** What the directory says of a user, kept as text. */
const keptAttribute = (attribute: string): Written => ({
  name: attribute.replace('custom:', ''),
  attribute_data_type: 'String',
  developer_only_attribute: false,
  mutable: true,
  required: false,
  string_attribute_constraints: { min_length: '0', max_length: '2048' },
})

function clientOf(name: string, { callbackUrls, logoutUrls }: UserPool, kept: readonly string[]): Stated['written'] {
  const pool = refer(`the user pool ${name}`, 'id')
  const directory = `the way in directory of ${pool.text}`
  return {
    name,
    user_pool_id: pool,
    generate_secret: true,
    supported_identity_providers: [refer(directory, 'provider_name')],
    allowed_oauth_flows_user_pool_client: true,
    allowed_oauth_flows: ['code'],
    allowed_oauth_scopes: ['openid', 'email', 'profile'],
    explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    callback_urls: callbackUrls,
    ...(logoutUrls.length > 0 && { logout_urls: logoutUrls }),
    ...(kept.length > 0 && { write_attributes: [...kept, 'email'] }),
    enable_token_revocation: true,
    prevent_user_existence_errors: 'ENABLED',
  }
}

/** Every session tag that some role of the mesh reads. */
function sessionTags({ environments }: Mesh): string[] {
  const attributes = [...environments.values()].flatMap(({ home }) => (home ? Object.values(home.attributes) : []))
  return [...new Set([GROUP_TAG, ...attributes])]
}
