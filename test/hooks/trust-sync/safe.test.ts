import type { ServiceAccess } from '../../../core/model/graph'
import type { TrustRow } from '../../../core/model/trust-row'
import type { PolicyDocument, Statement } from '../../../core/policy/document'
import { trustPolicy } from '../../../core/policy/trust'
import { assertSafe, UnsafeTrust } from '../../../hooks/trust-sync/safe'

const ROLE = 'arn:aws:iam::111111111111:role/acme/acme-lab-reader'
const SAML: ServiceAccess = {
  name: 'databricks',
  protocol: 'saml',
  provider: 'arn:aws:iam::111111111111:saml-provider/acme-databricks',
  audience: 'https://signin.aws.amazon.com/saml',
}
const OIDC: ServiceAccess = {
  name: 'studio',
  protocol: 'oidc',
  provider: 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1',
  issuer: 'https://login.example.com/oauth2/aus1',
  clientIds: ['studio'],
}
const COGNITO: ServiceAccess = {
  name: 'home',
  protocol: 'cognito',
  provider: 'eu-central-1:11111111-2222-3333-4444-555555555555',
}
const SERVICES = [SAML, OIDC, COGNITO]

const row = (changed: Partial<TrustRow> = {}, codes = ['HFAt', 'mTKM']): TrustRow => ({
  PK: 'ENV#lab',
  SK: 'TRUST',
  revision: '1',
  mesh: 'acme',
  partition: 'aws',
  account: '111111111111',
  region: 'eu-central-1',
  sourceIdentity: '*@example.com',
  trustLimit: 2048,
  services: SERVICES,
  roles: [
    { name: 'acme-lab-reader', arn: ROLE, kind: 'persona', persona: 'reader', sessionHours: 1, codes, services: [] },
  ],
  ...changed,
})

const rendered = (trust = row(), codes: readonly string[] = trust.roles[0]?.codes ?? []): PolicyDocument =>
  trustPolicy({ ...trust, codes })

const check = (document: PolicyDocument, trust = row()): void => assertSafe(document, ROLE, trust, SERVICES)

test('what the files and events ask for passes', () => {
  expect(() => check(rendered())).not.toThrow()
  const many = Array.from({ length: 80 }, (_, index) => `a${String(index).padStart(3, '0')}`)
  const trust = row({}, many)
  expect(() => check(rendered(trust), trust)).not.toThrow()
})

describe('a policy that would open a role to somebody else is refused', () => {
  const { Statement: statements } = rendered()
  const changed = (change: (each: Statement) => Statement): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: statements.map(change),
  })
  const without = (...operators: string[]): PolicyDocument =>
    changed((each) => ({
      ...each,
      Condition: Object.fromEntries(Object.entries(each.Condition ?? {}).filter(([key]) => !operators.includes(key))),
    }))
  const like = (values: Readonly<Record<string, string>>): PolicyDocument =>
    changed((each) => ({ ...each, Condition: { ...each.Condition, StringLike: values } }))
  const policies: Record<string, PolicyDocument> = {
    'whoever has any code': rendered(row(), ['HFAt', '*']),
    'whoever has no code': like({ 'sts:SourceIdentity': '*@example.com' }),
    'whoever has a source identity of no mesh': {
      Version: '2012-10-17',
      Statement: like({ 'aws:RequestTag/GroupHash': '*.HFAt.*' }).Statement.filter((each) => each.Effect === 'Allow'),
    },
    'whom an assertion is for that is not for AWS': without('StringEquals'),
    'a guest of the identity pool': without('ForAnyValue:StringLike'),
    'the account itself': {
      Version: '2012-10-17',
      Statement: [
        ...statements,
        { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'sts:AssumeRole' },
      ],
    },
    everybody: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }] },
  }
  test.each(Object.entries(policies))('%s', (_, document) => {
    expect(() => check(document)).toThrow(UnsafeTrust)
  })

  test('a mesh of which everybody is', () => {
    const trust = row({ sourceIdentity: '*' })
    expect(() => check(rendered(trust), trust)).toThrow(UnsafeTrust)
  })
})
