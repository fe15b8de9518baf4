import { metadata } from '../pair'
import { CERTIFICATE } from './base'
import { edit, files, inHub, rated, rows, set, text, without, type Change } from './change'

const SAML = 'aws_iam_saml_provider.databricks.saml_metadata_document'
const OIDC = 'aws_iam_openid_connect_provider.oidc_login-example-com-oauth2-aus1_c3bb6c'
const THROUGH_PORTAL = '      - to: { group: GUESTS }\n        services: [portal]\n'
const POOL_METADATA = 'aws_cognito_identity_provider.portal.provider_details.MetadataFile'

const ownMetadata = metadata('databricks')
const otherCertificate = CERTIFICATE.exec(metadata('rstudio'))?.[0] ?? ''
const ENTITY = 'entityID="http://www.okta.com/exk7q2mvd1LtHsXc85d7"'
const KEY = /<md:KeyDescriptor[^]*?<\/md:KeyDescriptor>/

const ofDatabricks = (how: (xml: string) => string): Change => files({ 'saml/databricks.xml': how(ownMetadata) })
const inStack = (how: (xml: string) => string): Change => edit(SAML, (value) => how(String(value)))
const swapped = (xml: string): string => xml.replace(CERTIFICATE, otherCertificate)
const further = (xml: string): string => xml.replace(KEY, (key) => `${key}\n    ${swapped(key)}`)
const elsewhere = (xml: string): string =>
  xml.replaceAll(/Location="[^"]*"/g, 'Location="https://evil.example.com/sso"')
const otherEntity = (xml: string): string => xml.replace(ENTITY, 'entityID="http://www.okta.com/other"')
const inComment = (xml: string): string =>
  otherEntity(xml).replace('<md:EntityDescriptor', `<!-- <md:EntityDescriptor ${ENTITY}> -->\n<md:EntityDescriptor`)

const clients = (ids: string): Change => files({ 'mesh.yaml': [['clientIds: [notebooks]', `clientIds: [${ids}]`]] })
const audience = (url: string): [string, string] => [
  'metadata: saml/databricks.xml }',
  `metadata: saml/databricks.xml, audience: "${url}" }`,
]
const ACS = 'https://signin.aws.amazon.com/saml/acs/1'
const inTrust = (was: string, is: string): Change => text('aws_iam_role.persona_reader.assume_role_policy', was, is)
const AUDIENCE = '"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}'
const CLIENT = '"StringEquals":{"login.example.com/oauth2/aus1:aud":"notebooks"}'

/** Who signs people in, and for whom. */
export const signIn = [
  ...rows('metadata of SAML', 'high', {
    'a signing certificate is swapped': ofDatabricks(swapped),
    'a signing certificate is swapped in an output': inStack(swapped),
    'a further signing certificate comes': ofDatabricks(further),
    'a further signing certificate comes in an output': inStack(further),
    'the sign-in address is another': ofDatabricks(elsewhere),
    'the sign-in address is another in an output': inStack(elsewhere),
    'the entity is another': ofDatabricks(otherEntity),
    'the entity is another, and the one of before stands in a comment': ofDatabricks(inComment),
    'the entity is another in an output, and the one of before stands in a comment': inStack(inComment),
    'the metadata cannot be read': inStack(() => '<md:EntityDescriptor xmlns:md="urn:x" entityID="x"/>'.padEnd(1000)),
    'the metadata of another service is taken': files({
      'mesh.yaml': [['saml/databricks.xml', 'saml/rstudio2.xml']],
      'saml/rstudio2.xml': metadata('powerbi').replace(/entityID="[^"]*"/, 'entityID="http://www.okta.com/third"'),
    }),
  }),
  ...rows('audiences and clients', 'high', {
    'a further client': clients('notebooks, other'),
    'another client': clients('other'),
    'another issuer': files({ 'mesh.yaml': [['aus1", clientIds: [notebooks]', 'aus2", clientIds: [notebooks]']] }),
    'another audience of SAML': files({ 'mesh.yaml': [audience(ACS)] }),
    'the audience of SAML is the usual one again': files(
      { 'mesh.yaml': [[audience(ACS)[1], audience(ACS)[0]]] },
      { 'mesh.yaml': [audience(ACS)] },
    ),
    'a further client of the provider': set(`${OIDC}.client_id_list`, ['notebooks', 'other']),
    'another client of the provider': set(`${OIDC}.client_id_list`, ['other']),
    'another issuer of the provider': rated('none', set(`${OIDC}.url`, 'https://login.example.com/oauth2/aus9')),
    'a thumbprint of the provider': set(`${OIDC}.thumbprint_list`, ['1111111111111111111111111111111111111111']),
    'an audience of SAML is one of two': inTrust(
      AUDIENCE,
      `"StringEquals":{"SAML:aud":["${ACS}","https://signin.aws.amazon.com/saml"]}`,
    ),
    'an audience of SAML is replaced': inTrust(AUDIENCE, `"StringEquals":{"SAML:aud":"${ACS}"}`),
    'an audience of SAML is optional': inTrust(AUDIENCE, AUDIENCE.replace('StringEquals', 'StringEqualsIfExists')),
    'an audience of SAML is a pattern': inTrust(`${AUDIENCE},"StringLike":{`, '"StringLike":{"SAML:aud":"https://*",'),
    'a client of a role is one of two': inTrust(CLIENT, CLIENT.replace('"notebooks"', '["notebooks","other"]')),
    'a client of a role is replaced': inTrust(CLIENT, CLIENT.replace('"notebooks"', '"other"')),
    'a client of a role is optional': inTrust(CLIENT, CLIENT.replace('StringEquals', 'StringEqualsIfExists')),
    'a client of a role is not asked for': inTrust(`${CLIENT},`, ''),
  }),
  ...rows('pools', 'high', {
    'other metadata of a pool': files({
      'saml/rstudio.xml': swapped(metadata('rstudio')).replace(CERTIFICATE, CERTIFICATE.exec(ownMetadata)?.[0] ?? ''),
    }),
    'another entity of a pool': inHub(
      edit(POOL_METADATA, (xml) => String(xml).replace(/entityID="[^"]*"/, 'entityID="urn:x"')),
    ),
    'another sign-in address of a pool': inHub(edit(POOL_METADATA, (xml) => elsewhere(String(xml)))),
    'a trigger of a pool': files({
      'mesh.yaml': [
        [
          'domain: acme-sign-in',
          'trigger: "arn:aws:lambda:eu-central-1:000000000000:function:claims", domain: acme-sign-in',
        ],
      ],
    }),
    'another domain of a pool': files({ 'mesh.yaml': [['domain: acme-sign-in', 'domain: acme-sign-on']] }),
    'a further callback of a pool': files({
      'mesh.yaml': [
        [
          '["https://portal.example.com/signed-in"]',
          '["https://portal.example.com/signed-in", "https://evil.example.com/"]',
        ],
      ],
    }),
    'a logout address of a pool': files({
      'mesh.yaml': [['domain: acme-sign-in', 'logoutUrls: ["https://evil.example.com/"], domain: acme-sign-in']],
    }),
    'people may register themselves': inHub(
      set('aws_cognito_user_pool.portal.admin_create_user_config.allow_admin_create_user_only', false),
    ),
    'a pool may be deleted': inHub(set('aws_cognito_user_pool.portal.deletion_protection', 'INACTIVE')),
    'a function migrates users': inHub(
      set('aws_cognito_user_pool.portal.lambda_config', {
        user_migration: 'arn:aws:lambda:eu-central-1:000000000000:function:migrate',
      }),
    ),
    'a password signs in': inHub(
      set('aws_cognito_user_pool_client.portal.explicit_auth_flows', [
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ]),
    ),
    'a flow without a secret': inHub(set('aws_cognito_user_pool_client.portal.allowed_oauth_flows', ['implicit'])),
    'the users of the pool itself sign in': inHub(
      set('aws_cognito_user_pool_client.portal.supported_identity_providers', ['COGNITO']),
    ),
    'guests have identities': inHub(set('aws_cognito_identity_pool.portal.allow_unauthenticated_identities', true)),
    'a token is not checked': inHub(
      set('aws_cognito_identity_pool.portal.cognito_identity_providers.0.server_side_token_check', false),
    ),
    'another tag of a pool': inHub(
      set('aws_cognito_identity_pool_provider_principal_tag.portal.principal_tags', { GroupHash: 'email' }),
    ),
    'the usual tags of a pool': inHub(
      set('aws_cognito_identity_pool_provider_principal_tag.portal.use_defaults', true),
    ),
    'another mapping of a pool': inHub(
      set('aws_cognito_identity_provider.portal.attribute_mapping', { email: 'mail' }),
    ),
    'no tags of a pool': inHub(without('aws_cognito_identity_pool_provider_principal_tag.portal')),
    'another identity pool': files(
      {
        'mesh.yaml': [['11111111-2222-3333-4444-555555555555', '11111111-2222-3333-4444-555555555556']],
        'lab.yaml': [],
      },
      // It leads to a role that names it.
      { 'lab.yaml': [['rain: double } }\n    access:\n', `rain: double } }\n    access:\n${THROUGH_PORTAL}`]] },
    ),
  }),
]
