import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { groupKey } from '../../../core/model/group-names'
import {
  aliasName,
  bucketName,
  databaseName,
  datasetPrefix,
  fit,
  NAME_LIMITS,
  roleName,
  rolePath,
  samlProviderName,
  sideAliasName,
  sideBucketName,
  slug,
} from '../../../core/model/names'

const scope = { mesh: 'novo', environment: 'clinical-prod', account: '111111111111' }
const hex = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 6)

describe('names', () => {
  test.each([
    ['role', roleName(scope, 'reader'), 'novo-clinical-prod-reader'],
    ['path', rolePath('novo'), '/novo/'],
    ['bucket', bucketName(scope, 'trials'), 'novo-clinical-prod-trials-111111111111'],
    ['alias', aliasName(scope, 'trials'), 'alias/novo-clinical-prod-trials'],
    ['results bucket', sideBucketName(scope, 'results'), 'results-novo-clinical-prod-111111111111'],
    ['results alias', sideAliasName(scope, 'results'), 'alias/results-novo-clinical-prod'],
    ['database', databaseName('clinical-prod', 'trials-2024'), 'clinical_prod_trials_2024'],
    ['SAML provider', samlProviderName('novo', 'databricks'), 'novo-databricks'],
  ])('%s', (_, name, expected) => expect(name).toBe(expected))

  test('of datasets begin as no other bucket of their environment does', () => {
    expect(bucketName(scope, 'x').startsWith(datasetPrefix(scope))).toBe(true)
    expect(sideBucketName(scope, 'results').startsWith(datasetPrefix(scope))).toBe(false)
  })
})

describe('a name over its limit', () => {
  const long = 'a'.repeat(65)

  test('is cut and closed with six hex digits of its SHA-256', () => {
    expect(fit('a'.repeat(64), 64)).toBe('a'.repeat(64))
    expect(fit(long, 64)).toBe('a'.repeat(58) + hex(long))
  })

  test('stays within it, whatever it is made of', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/)
    fc.assert(
      fc.property(name, name, name, (mesh, environment, suffix) => {
        const any = { mesh, environment, account: '111111111111' }
        expect(roleName(any, `share-${suffix}`).length).toBeLessThanOrEqual(NAME_LIMITS.role)
        expect(bucketName(any, suffix)).toMatch(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/)
        expect(sideBucketName(any, 'results')).toMatch(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/)
        expect(databaseName(environment, suffix)).toMatch(/^[a-z0-9_]{1,255}$/)
      }),
    )
  })

  test('differs from one that begins alike', () => {
    const [one, other] = [`${long}-one`, `${long}-other`].map((suffix) => roleName(scope, suffix))
    expect(one).toHaveLength(64)
    expect(one).not.toBe(other)
  })
})

describe('slug', () => {
  test.each([
    ['ADG-STATISTICS', 'adg-statistics'],
    ['ADG Statistics (DK)', 'adg-statistics-dk'],
    ['Forskning & Målinger', 'forskning-malinger'],
    ['Überwachung', 'uberwachung'],
    ['--x--', 'x'],
    ['統計', hex('統計')],
  ])('%s', (group, expected) => expect(slug(group)).toBe(expected))

  test('is part of a role name, whatever the group is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (group) => {
        expect(slug(group)).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      }),
    )
  })
})

test.each([
  ['Owners', 'OWNERS', true],
  ['ma\u030Aling', 'MÅLING', true],
  ['owners', 'owner', false],
  ['straße', 'STRASSE', false],
])('%s and %s are one group: %s', (one, other, expected) => expect(groupKey(one) === groupKey(other)).toBe(expected))
