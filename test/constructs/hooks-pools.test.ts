import { build, synthesize, type TerraformJson } from '../support/mesh'
import { synchronised, WITHOUT_SYNC, type Change } from '../core/policy/hooks/compiled'

const hubOf = (...changes: readonly Change[]): TerraformJson['resource'] =>
  (synthesize(build(synchronised(...changes))).get('hub') as TerraformJson).resource

const resources = hubOf()
const plain = hubOf(WITHOUT_SYNC, [/hooks:\n(?: {2,}.*\n)+/, ''])

/** Claims of the directory: initials, department, and costCenter for two tags. */
const CLAIMS = ['costCenter', 'department', 'initials']

describe('a user pool without a function of its own', () => {
  test('calls the hook while it makes a token', () => {
    expect(resources.aws_cognito_user_pool?.home).toMatchObject({
      lambda_config: {
        pre_token_generation_config: {
          lambda_arn: 'arn:aws:lambda:eu-central-1:000000000000:function:acme-cognito-home:live',
          lambda_version: 'V2_0',
        },
      },
      depends_on: ['aws_lambda_function.cognito_home', 'aws_lambda_alias.cognito_home'],
    })
  })

  test('keeps the claims that the hook reads, each once', () => {
    const schema = resources.aws_cognito_user_pool?.home?.schema as readonly Record<string, unknown>[]
    expect(schema.map(({ name }) => name)).toEqual(CLAIMS)
    for (const each of schema)
      expect(each).toMatchObject({ attribute_data_type: 'String', mutable: true, required: false })
    expect(resources.aws_cognito_identity_provider?.home?.attribute_mapping).toEqual({
      email: 'email',
      ...Object.fromEntries(CLAIMS.map((each) => [`custom:${each}`, each])),
    })
    expect(resources.aws_cognito_user_pool_client?.home?.write_attributes).toEqual([
      ...CLAIMS.map((each) => `custom:${each}`),
      'email',
    ])
  })

  test('gives no token with which a user could write them', () => {
    expect(resources.aws_cognito_user_pool_client?.home).toMatchObject({
      allowed_oauth_scopes: ['openid', 'email', 'profile'],
      explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    })
  })

  test('has none of it where the hub runs no hooks', () => {
    const pool = plain.aws_cognito_user_pool?.home
    for (const key of ['lambda_config', 'schema', 'depends_on']) expect(pool).not.toHaveProperty(key)
    expect(plain.aws_cognito_user_pool_client?.home).not.toHaveProperty('write_attributes')
    expect(plain.aws_cognito_identity_provider?.home?.attribute_mapping).toEqual({ email: 'email' })
  })
})

test('a user pool with a function of its own stays as it is', () => {
  for (const [type, named] of Object.entries(plain)) {
    if (type.startsWith('aws_cognito')) expect([type, resources[type]?.own]).toEqual([type, named.own])
  }
  expect(resources.aws_lambda_function).not.toHaveProperty('cognito_own')
})
