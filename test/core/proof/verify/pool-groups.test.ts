import { verifyHubFacts } from '../../../../core/proof/verify/facts'
import { verifyHookConfig } from '../../../../core/proof/verify/facts/machinery'
import { hookConfig } from '../../../../core/model/hook-config'
import { readStack } from '../../../../core/terraform/rendered/stack'
import { build, ENVIRONMENT, exampleFolder, MESH, smallMesh, synthesize } from '../../../support/mesh'

type Body = Record<string, unknown>
type Resources = Record<string, Record<string, Body>>

const POOL = `${MESH}  desk:
    protocol: cognito
    groupsClaim: memberOf
    userPool:
      metadata: directory.xml
      domain: acme-desk
      callbackUrls: ["https://desk.example.com/"]
      groupsAttribute: "custom:groups"
hooks: { attributes: { initials: uid } }
`
const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
const built = build(smallMesh({ 'mesh.yaml': POOL, 'lab.yaml': ENVIRONMENT, 'directory.xml': metadata }))
const hub = JSON.stringify(synthesize(built).get('hub'))

/** What is found once somebody has edited the hub. */
function after(change: (resource: Resources) => void): string[] {
  const json = JSON.parse(hub) as { resource: Resources }
  change(json.resource)
  const stack = readStack('hub', JSON.stringify(json))
  const { differences } = verifyHubFacts(built.mesh, built.graph, stack)
  return [
    ...stack.faults.map(({ address, message }) => `${address} ${message}`),
    ...differences.map((each) => each.message),
  ]
}

test('the directory alone writes the groups, and nothing else is as it was without them', () => {
  const { resource } = JSON.parse(hub) as { resource: Resources }
  expect(resource.aws_cognito_identity_provider!.desk!.attribute_mapping).toEqual({
    email: 'email',
    'custom:uid': 'uid',
    'custom:groups': 'memberOf',
  })
  expect(resource.aws_cognito_user_pool_client!.desk).toMatchObject({
    allowed_oauth_scopes: ['openid', 'email', 'profile'],
    explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    write_attributes: ['custom:groups', 'custom:uid', 'email'],
  })
  expect(resource.aws_cognito_user_pool!.desk!.admin_create_user_config).toMatchObject({
    allow_admin_create_user_only: true,
  })
  const names = (resource.aws_cognito_user_pool!.desk!.schema as Body[]).map(({ name }) => name)
  expect(names).toEqual(['groups', 'uid'])
  expect(after(() => undefined)).toEqual([])
})

const client = (resource: Resources): Body => resource.aws_cognito_user_pool_client!.desk!

test.each<[string, (resource: Resources) => void, RegExp]>([
  [
    'a scope with which users change their attributes',
    (resource) => (client(resource).allowed_oauth_scopes = ['openid', 'aws.cognito.signin.user.admin']),
    /the client of user pool acme-desk: allowed_oauth_scopes/,
  ],
  [
    'sign-in with a password, whose tokens have that scope',
    (resource) => (client(resource).explicit_auth_flows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']),
    /the client of user pool acme-desk: explicit_auth_flows/,
  ],
  [
    'users of the pool itself',
    (resource) => (client(resource).supported_identity_providers = ['COGNITO']),
    /supported_identity_providers/,
  ],
  [
    'sign-up',
    (resource) =>
      (resource.aws_cognito_user_pool!.desk!.admin_create_user_config = { allow_admin_create_user_only: false }),
    /the user pool acme-desk: admin_create_user_config.allow_admin_create_user_only/,
  ],
  [
    'a second client',
    (resource) =>
      (resource.aws_cognito_user_pool_client!.more = {
        ...client(resource),
        name: 'more',
        allowed_oauth_scopes: ['aws.cognito.signin.user.admin'],
      }),
    /the client of user pool more/,
  ],
  [
    'a second way in',
    (resource) =>
      (resource.aws_cognito_identity_provider!.more = {
        ...resource.aws_cognito_identity_provider!.desk,
        provider_name: 'other',
      }),
    /the way in other of/,
  ],
  [
    'another claim behind the groups',
    (resource) =>
      (resource.aws_cognito_identity_provider!.desk!.attribute_mapping = {
        email: 'email',
        'custom:uid': 'uid',
        'custom:groups': 'nickname',
      }),
    /attribute_mapping."custom:groups" is "nickname", and "memberOf" is declared/,
  ],
  [
    'a function that runs at sign-up or sign-in, and may write attributes',
    (resource) => {
      const config = resource.aws_cognito_user_pool!.desk!.lambda_config as Body
      config.post_authentication = 'arn:aws:lambda:eu-central-1:000000000000:function:other'
    },
    /aws_cognito_user_pool.desk/,
  ],
  [
    'a user',
    (resource) => (resource.aws_cognito_user = { eve: { username: 'eve', attributes: { 'custom:groups': 'OWNERS' } } }),
    /aws_cognito_user/,
  ],
])('verify tells %s', (_, change, told) => {
  expect(after(change).join('\n')).toMatch(told)
})

test('a function that takes the groups from elsewhere is told', () => {
  const config = hookConfig(built.mesh, built.registry)
  expect(config.services.desk?.groupsAttribute).toBe('custom:groups')
  const { groupsAttribute: _, ...desk } = config.services.desk!
  const edited = { ...config, services: { ...config.services, desk } }
  expect(verifyHookConfig(built.mesh, built.registry, edited).differences.map(({ message }) => message)).toEqual([
    expect.stringContaining('services.desk.groupsAttribute'),
  ])
})
