import { renderText, type Paint } from '../../../../core/review/render/text'
import { HOSTILE } from '../../../support/hostile'
import { invented, rated } from '../invented'
import { reviewNamed } from './markdown/named'

const plain = { maskAccounts: false }

const shared = (group: string, permission: string): ReturnType<typeof rated> =>
  rated({ group, role: 'novo-clinical-prod-reader', permission }, 'new-group')

test('causes are an aligned table, after the risk, before who must approve and the digests', () => {
  const review = invented({
    gained: [
      ...['SELECT', 'DESCRIBE'].flatMap((each) => ['ADG-A', 'ADG-B'].map((group) => shared(group, each))),
      rated({ group: 'ADG-C', table: 'visits', approvedBy: 'ADG-OWNERS', reason: 'CR-1' }, 'sensitive'),
    ],
    findings: [{ rule: 'bucket-opened', risk: 'high', environment: 'clinical-prod', message: 'a bucket is open' }],
    approvals: [{ environment: 'clinical-prod', dataset: 'trials', owner: 'ADG-OWNERS', stewards: [], risk: 'high' }],
  })
  const digest = review.environments[0]?.digest ?? ''
  expect(renderText(review, { ...plain, width: 120 }).split('\n')).toEqual([
    'Access changes: high',
    '',
    'RISK           WHO           WHAT                                                                          THROUGH',
    'high           ADG-C         + in clinical-prod: SELECT on trials.visits; approved by ADG-OWNERS, reason:  databricks',
    'sensitive                    CR-1',
    'high                         a bucket is open',
    'bucket-opened',
    'medium         ADG-A, ADG-B  + in clinical-prod: DESCRIBE, SELECT on trials.subjects                       databricks',
    'new-group',
    '',
    'Owners who must approve, or a steward of theirs: ADG-OWNERS.',
    '',
    'Digests after the change',
    `clinical-prod  ${digest}`,
  ])
})

test('nothing is wider than the terminal, and words end where they end', () => {
  const long = ['novo_very_long_name_of_a_group_that_nobody_would_choose', 'with-dashes-'.repeat(8)].map((group) =>
    rated({ group, role: 'r' }, 'new-group'),
  )
  const text = renderText(invented({ gained: long }), { ...plain, width: 80 })
  const lines = text.split('\n\n')[1]?.split('\n') ?? []
  expect(Math.max(...lines.map((each) => each.length))).toBeLessThanOrEqual(80)
  expect(text).toContain('databricks')
  for (const line of lines) expect(line).not.toMatch(/[a-z](?:nov|das)$/)
})

test('where nothing changes it says so, and what was read', () => {
  const review = invented({ unchanged: ['clinical-prod'] })
  expect(renderText(review, plain)).toBe('Access changes: none\n\nNothing about access changes.')
  expect(renderText({ ...review, read: { types: 41, arguments: 3208, notAnalysed: 0 } }, plain)).toBe(
    'Access changes: none\n\nNothing about access changes. Read: 41 types, 3,208 arguments, 0 not analysed.',
  )
})

test('colours are for what is ours, and change no character', () => {
  const mark = (text: string): string => `\u001B[1m${text}\u001B[22m`
  const paint: Paint = { bold: mark, dim: mark, risk: (_, text) => mark(text) }
  const painted = renderText(reviewNamed('x'), { ...plain, paint })
  expect(painted).not.toBe(renderText(reviewNamed('x'), plain))
  expect(painted.replaceAll(/\u001B\[\d+m/g, '').replaceAll(/ +$/gm, '')).toBe(renderText(reviewNamed('x'), plain))
})

test.each(Object.entries(HOSTILE))('a name shows all that is in it, and commands no terminal: %s', (_, name) => {
  const text = renderText(reviewNamed(name), plain)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u)
})

test('has no mark of Markdown or HTML of its own', () => {
  expect(renderText(reviewNamed('x'), plain)).not.toMatch(/[`*<>|#]/)
})

test('account ids are cut where that is asked for', () => {
  const review = reviewNamed('arn:aws:iam::123456789012:role/x')
  expect(renderText(review, { maskAccounts: true })).not.toContain('123456789012')
  expect(renderText(review, { maskAccounts: true })).toContain('…9012')
})
