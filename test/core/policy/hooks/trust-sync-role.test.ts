import type { PolicyDocument } from '../../../../core/policy/document'
import { evaluator, type AccessRequest, type Context } from '../../../../core/policy/evaluate'
import { compiled } from './compiled'
import { narrower, wider } from './mutants'

const ACCOUNT = '111111111111'
const HUB = '000000000000'
const { trust, policies, path, name, arn } = compiled().sync!.roles.get('lab')!
const document = policies.sync!

const request = (action: string, resource: string, context: Context = {}): AccessRequest => ({
  principal: { type: 'AWS', id: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/trustloom` },
  action: `iam:${action}`,
  resource: resource.startsWith('arn:') ? resource : `arn:aws:iam::${ACCOUNT}:${resource}`,
  context,
})

const PERSON: Context = { 'aws:ResourceTag/trustloom:persona': 'reader', 'aws:ResourceTag/trustloom:mesh': 'acme' }
const OURS: Context = { 'aws:ResourceTag/trustloom:mesh': 'acme' }
const TERRAFORMS: Context = { ...OURS, 'aws:ResourceTag/trustloom:stack': 'lab' }
const MAKING: Context = { 'aws:RequestTag/trustloom:mesh': 'acme', 'aws:TagKeys': ['trustloom:mesh'] }

const ROLE = 'role/acme/acme-lab-reader'
const SAML = 'saml-provider/acme-tableau'
const OIDC = 'oidc-provider/login.example.com/oauth2/aus9'

const needed: AccessRequest[] = [
  request('GetRole', ROLE, PERSON),
  request('UpdateAssumeRolePolicy', ROLE, PERSON),
  request('GetSAMLProvider', SAML),
  request('CreateSAMLProvider', SAML, MAKING),
  request('TagSAMLProvider', SAML, MAKING),
  request('UpdateSAMLProvider', SAML, OURS),
  request('DeleteSAMLProvider', SAML, OURS),
  request('GetOpenIDConnectProvider', OIDC),
  request('CreateOpenIDConnectProvider', OIDC, MAKING),
  request('TagOpenIDConnectProvider', OIDC, MAKING),
  request('AddClientIDToOpenIDConnectProvider', OIDC, OURS),
  request('RemoveClientIDFromOpenIDConnectProvider', OIDC, OURS),
  // A declared service and one of run time may share an issuer.
  request('AddClientIDToOpenIDConnectProvider', OIDC, TERRAFORMS),
  request('DeleteOpenIDConnectProvider', OIDC, OURS),
]

const itself: AccessRequest[] = ['GetRole', 'UpdateAssumeRolePolicy', 'PutRolePolicy', 'DeleteRole', 'TagRole'].map(
  (each) => request(each, arn, { ...OURS, 'aws:ResourceTag/trustloom:stack': 'lab' }),
)

const forbidden: AccessRequest[] = [
  ...itself,
  // With a persona's tag on it, too: it lies on another path.
  request('UpdateAssumeRolePolicy', arn, PERSON),
  // Lake Formation's role reads all data of a dataset, and nobody's tag is on it.
  request('UpdateAssumeRolePolicy', 'role/acme/acme-lab-data-trials', OURS),
  request('UpdateAssumeRolePolicy', 'role/admin', PERSON),
  request('UpdateAssumeRolePolicy', 'role/acmes/acme-lab-reader', PERSON),
  request('UpdateAssumeRolePolicy', 'arn:aws:iam::222222222222:role/acme/acme-plant-reader', PERSON),
  ...['PutRolePolicy', 'AttachRolePolicy', 'DeleteRole', 'UpdateRole', 'TagRole', 'CreateRole', 'PassRole'].map(
    (each) => request(each, ROLE, PERSON),
  ),
  request('CreateUser', 'user/x'),
  // What Terraform made, it changes itself.
  request('UpdateSAMLProvider', SAML, TERRAFORMS),
  request('DeleteSAMLProvider', SAML, TERRAFORMS),
  request('DeleteOpenIDConnectProvider', OIDC, TERRAFORMS),
  request('CreateSAMLProvider', SAML),
  request('CreateSAMLProvider', SAML, { 'aws:RequestTag/trustloom:mesh': 'other' }),
  request('CreateSAMLProvider', 'saml-provider/other', MAKING),
  request('UpdateSAMLProvider', 'saml-provider/other', OURS),
  // Somebody else's provider that has a name of the mesh.
  request('UpdateSAMLProvider', SAML),
  request('DeleteSAMLProvider', SAML),
  request('CreateOpenIDConnectProvider', OIDC),
  // Somebody else's issuer, such as that of a cluster.
  request('AddClientIDToOpenIDConnectProvider', OIDC),
  request('DeleteOpenIDConnectProvider', OIDC),
  request('UntagSAMLProvider', SAML, OURS),
  request('UntagOpenIDConnectProvider', OIDC, OURS),
  request('UpdateOpenIDConnectProviderThumbprint', OIDC, OURS),
]

const asked = ({ action, resource, context }: AccessRequest): string =>
  `${action} ${resource} ${JSON.stringify(context)}`
const allowed = (policy: PolicyDocument, requests: readonly AccessRequest[]): string[] => {
  const decide = evaluator([policy])
  return requests.filter((each) => decide(each).effect === 'Allow').map(asked)
}

describe('the role of trust-sync in an environment', () => {
  test('lies on a path of its own', () => {
    expect([path, arn]).toEqual(['/acme-sync/', `arn:aws:iam::${ACCOUNT}:role/acme-sync/acme-lab-trust-sync`])
  })

  test('writes trust policies and keeps providers, and cannot touch itself', () => {
    expect(allowed(document, needed)).toEqual(needed.map(asked))
    expect(allowed(document, forbidden)).toEqual([])
  })

  test.each(narrower(document))('needs all of it: $what', (mutant) => {
    expect(allowed(mutant.document, needed).length).toBeLessThan(needed.length)
  })

  test.each(wider(document))('is held by each condition: $what', (mutant) => {
    expect(allowed(mutant.document, forbidden)).not.toEqual([])
  })
})

describe('who becomes it', () => {
  const opens = (account: string, role: string): boolean =>
    evaluator([trust])({
      principal: { type: 'AWS', id: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/trustloom` },
      action: 'sts:AssumeRole',
      resource: arn,
      context: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}` },
    }).effect === 'Allow'

  test('the function of the hub, and nobody else there or elsewhere', () => {
    expect(opens(HUB, 'acme-hub/acme-trust-sync-hook')).toBe(true)
    for (const role of [
      'acme-hub/acme-okta-saml-hook',
      'admin',
      'acme-trust-sync-hook',
      'x/acme-hub/acme-trust-sync-hook',
    ])
      expect([role, opens(HUB, role)]).toEqual([role, false])
    expect(opens(ACCOUNT, 'acme-hub/acme-trust-sync-hook')).toBe(false)
  })
})
