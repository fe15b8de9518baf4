import { GROUP_TAG } from '../../../../model/codes'
import type { Mesh } from '../../../../model/mesh'
import type { CognitoService } from '../../../../model/schema/service'
import { PROTECTED, refer, type Stated } from '../stated'

/** The pools that the hub makes: nobody signs up, there are no guests, and the directory is the only way in. */
export function declaredPools(mesh: Mesh): Stated[] {
  const { settings, places } = mesh
  return Object.entries(settings.services).flatMap(([service, each]) => {
    if (each.protocol !== 'cognito' || !each.userPool) return []
    const at = places.mesh(['services', service, 'userPool'])
    return declaredPool(mesh, `${settings.mesh}-${service}`, each.userPool).map((stated) => ({ ...stated, at }))
  })
}

type UserPool = NonNullable<CognitoService['userPool']>

function declaredPool(mesh: Mesh, name: string, userPool: UserPool): Stated[] {
  const pool = `the user pool ${name}`
  const user_pool_id = refer(pool, 'id')
  const endpoint = refer(pool, 'endpoint')
  const identities = refer(`the identity pool ${name}`, 'id')
  return [
    { type: 'aws_cognito_user_pool', written: poolOf(name, userPool) },
    { type: 'aws_cognito_user_pool_domain', written: { domain: userPool.domain, user_pool_id } },
    {
      type: 'aws_cognito_identity_provider',
      written: {
        user_pool_id,
        provider_name: 'directory',
        provider_type: 'SAML',
        provider_details: { MetadataFile: mesh.metadata.get(userPool.metadata)?.text ?? '', IDPSignout: 'false' },
        attribute_mapping: { email: 'email' },
        lifecycle: { ignore_changes: READ_FROM_METADATA.map((each) => `provider_details["${each}"]`) },
      },
    },
    { type: 'aws_cognito_user_pool_client', written: clientOf(name, userPool) },
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

function poolOf(name: string, { trigger }: UserPool): Stated['written'] {
  const hook = { pre_token_generation_config: { lambda_arn: trigger ?? '', lambda_version: 'V2_0' } }
  return {
    name,
    deletion_protection: 'ACTIVE',
    admin_create_user_config: { allow_admin_create_user_only: true },
    ...(trigger !== undefined && { lambda_config: hook }),
    lifecycle: PROTECTED,
  }
}

function clientOf(name: string, { callbackUrls, logoutUrls }: UserPool): Stated['written'] {
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
    enable_token_revocation: true,
    prevent_user_existence_errors: 'ENABLED',
  }
}

/** Every session tag that some role of the mesh reads. */
function sessionTags({ environments }: Mesh): string[] {
  const attributes = [...environments.values()].flatMap(({ home }) => (home ? Object.values(home.attributes) : []))
  return [...new Set([GROUP_TAG, ...attributes])]
}
