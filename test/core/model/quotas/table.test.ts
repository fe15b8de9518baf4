import { codePattern, groupTagValue, MAX_CODES } from '../../../../core/model/codes'
import { namesOf } from '../../../../core/model/quotas/measure/names'
import { takes } from '../../../../core/model/quotas/quota'
import { QUOTA_IDS, quotaOf } from '../../../../core/model/quotas/table'
import { UNUSED_QUOTAS } from '../../../../core/model/quotas/table/unused'
import { quotas } from '../../../../core/model/schema/common'
import { build, exampleFolder } from '../../../support/mesh'

test.each(QUOTA_IDS)('%s has a source, and its numbers make sense', (id) => {
  const { source, subject, limit, least = 0, raise, code } = quotaOf(id)
  expect(source).toMatch(
    /^https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com\/about-aws|registry\.terraform\.io|developer\.hashicorp\.com)\//,
  )
  expect(subject).toContain('{owner}')
  expect(least).toBeLessThan(limit)
  if (code !== undefined) expect(code).toMatch(/^L-[0-9A-F]{8}$/)
  const steps = [limit, ...(raise?.to ?? [])]
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
})

test('what is not used has a source and a reason, and stands nowhere else', () => {
  for (const [id, { source, because }] of Object.entries(UNUSED_QUOTAS)) {
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//)
    expect(because).not.toBe('')
    expect(QUOTA_IDS).not.toContain(id)
  }
})

describe('quotas in a file', () => {
  const raised = QUOTA_IDS.flatMap((id) => {
    const { raise, limit } = quotaOf(id)
    return raise ? [[raise.key, limit, raise.to.at(-1) ?? 0] as const] : []
  })

  test('are those that AWS raises', () => {
    expect(Object.keys(quotas.shape).sort()).toEqual(raised.map(([key]) => key).sort())
  })

  test.each(raised)('%s goes from %d to %d', (key, least, most) => {
    const valid = (value: unknown): boolean => quotas.safeParse({ [key]: value }).success
    expect([least - 1, least, most, most + 1, least + 0.5].map(valid)).toEqual([false, true, true, false, false])
  })
})

test('the codes of the fullest session fill a session tag exactly', () => {
  const { limit } = quotaOf('session-tag-value')
  const value = groupTagValue(Array.from({ length: MAX_CODES }, (_, index) => String(index).padStart(4, '0')))
  expect(value).toHaveLength(limit)
  expect(takes(quotaOf('session-tag-value'), value)).toBe(true)
  expect(takes(quotaOf('session-tag-value'), `${value}x`)).toBe(false)
  expect(takes(quotaOf('session-tag-value'), codePattern('HFAt'))).toBe(false)
})

test('a length is counted in characters, not in halves of them', () => {
  const letter = '\u{1D400}'
  expect(takes(quotaOf('session-tag-key'), letter.repeat(128))).toBe(true)
  expect(takes(quotaOf('session-tag-key'), letter.repeat(129))).toBe(false)
  expect(takes(quotaOf('session-tag-key'), '')).toBe(false)
})

test.each<[Parameters<typeof quotaOf>[0], string, string]>([
  ['role-name', 'a+b=c,d.e@f-g_h', 'a b'],
  ['policy-name', 'catalog-reader', 'a/b'],
  ['saml-provider-name', 'novo-databricks', 'a@b'],
  ['issuer-url', 'https://login.example.com/oauth2/aus1', 'http://login.example.com'],
  ['client-id', '0oa1', 'a b'],
  ['bucket-name', 'novo-home', 'Novo'],
  ['bucket-name', 'abc', '-abc'],
  ['bucket-name', 'abc', 'ab'],
  ['key-alias', 'alias/novo', 'novo'],
  ['database-name', 'clinical_prod', 'clinical-prod'],
  ['table-name', 'visits', 'Visits'],
  ['column-name', 'id', 'i d'],
  ['workgroup-name', 'novo-lab', 'novo lab'],
  ['source-identity', 'mona@example.com', 'mona lisa'],
])('%s takes %s and refuses %s', (id, good, bad) => {
  expect([takes(quotaOf(id), good), takes(quotaOf(id), bad)]).toEqual([true, false])
})

test('every name that the example gives is one that AWS takes', () => {
  for (const environment of build(exampleFolder()).graph.environments) {
    for (const [id, names] of Object.entries(namesOf(environment))) {
      const refused = names.filter((name) => !takes(quotaOf(id as keyof ReturnType<typeof namesOf>), name))
      expect([id, refused]).toEqual([id, []])
    }
  }
})
