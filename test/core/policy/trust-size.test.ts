import type { ServiceAccess } from '../../../core/model/graph'
import { policySize } from '../../../core/policy/canonical'
import { trustPolicy } from '../../../core/policy/trust'
import { oidc, pool, saml } from './services'

const OKTA = 'novo.okta.com/oauth2/aus1abc'

const sizeOf = (services: readonly ServiceAccess[], groups: number): number => {
  const codes = Array.from({ length: groups }, (_, index) => String(index).padStart(4, '0'))
  const sourceIdentity = '*@novonordisk.com'
  return policySize(trustPolicy({ partition: 'aws', region: 'eu-central-1', services, codes, sourceIdentity }))
}

/** How many groups fit into a quota, by trying. */
function room(services: readonly ServiceAccess[], quota: number): number {
  let groups = 0
  while (sizeOf(services, groups + 1) <= quota) groups++
  return groups
}

const two = [saml('databricks'), saml('powerbi')]
const article = [...two, oidc('jupyterhub', OKTA), pool('home', '1')]
const many = [...two, saml('rstudio'), oidc('jupyterhub', OKTA), oidc('vscode', 'id.example.org/x'), pool('home', '1')]

test.each([
  ['1 SAML', two.slice(0, 1), 11],
  ['3 SAML', many.slice(0, 3), 11],
  ['2 SAML + 1 OIDC', article.slice(0, 3), 22],
  ['2 OIDC on one issuer', [oidc('a', OKTA), oidc('b', OKTA)], 11],
  ['2 OIDC on two issuers', [oidc('a', OKTA), oidc('b', 'id.example.org')], 22],
  ['Cognito', article.slice(3), 11],
  ['2 SAML + 1 OIDC + Cognito', article, 33],
  ['3 SAML + 2 OIDC + Cognito', many, 44],
])('%s: each group adds 11 characters to each statement that admits', (_, services, step) => {
  for (const groups of [1, 2, 10, 60]) expect(sizeOf(services, groups + 1) - sizeOf(services, groups)).toBe(step)
})

test('services, not groups, fill a policy first', () => {
  // About what design and facts say; the exact figure depends on the names of services.
  expect(sizeOf(article, 1)).toBeGreaterThan(1650)
  expect(sizeOf(article, 1)).toBeLessThan(1800)
  expect(room(two.slice(0, 1), 2048)).toBeGreaterThan(120)
  expect(room(article, 2048)).toBeGreaterThanOrEqual(9)
  expect(room(article, 4096)).toBeGreaterThanOrEqual(70)
  expect(room(many, 2048)).toBe(0)
})
