import { renderMarkdown } from '../../../../core/review/render/markdown'
import { factKey, factsBy, type Fact } from '../../../../core/access/snapshot/fact'
import type { Finding } from '../../../../core/review/types'
import { shown } from '../../../support/gfm-text'
import { HOSTILE, HOSTILE_LINES } from '../../../support/hostile'
import {
  allow,
  bucketPolicyOf,
  keyPolicyOf,
  OUTSIDER,
  policyOf,
  reviewed,
  type Given,
} from '../../../support/review-sides'
import { some } from '../../../support/scale'

/** Beside what is hostile by itself, what looks like the sentences of a review. */
const NAMES = [
  ...Object.values({ ...HOSTILE, ...HOSTILE_LINES }).filter((each) => each.length < 100),
  '<img src=x onerror=alert(1)> @octocat #1',
  '\u001b[31mred\u0007\u0000',
  'a\nb would be destroyed',
  'a and b',
  '__proto__',
  '',
]

const outsider = allow('s3:*', '*', { Principal: { AWS: OUTSIDER } })
/** Something of every kind that names it. */
const sidesOf = (name: string): [Given, Given] => {
  const boundary = (subject: string, value: string): Fact => ({ kind: 'boundary', subject, value })
  const before = [
    policyOf(name, [allow('sqs:A')]),
    bucketPolicyOf(name, []),
    keyPolicyOf(name, []),
    boundary(name, 'x'),
    boundary('role', 'x'),
    { kind: 'data', subject: `bucket ${name}`, value: '' } as const,
  ]
  const after = [
    policyOf(name, [allow('sqs:*')]),
    bucketPolicyOf(name, [outsider]),
    keyPolicyOf(name, [outsider]),
    boundary(name, ''),
    boundary('role', `y${name}`),
    { kind: 'administrator', subject: name, name: 'administers Lake Formation', value: '' } as const,
  ]
  return [{ facts: before }, { facts: after, groups: { HFAt: name, mTKM: 'NURSES' } }]
}

const findingsOf = (name: string): readonly Finding[] => reviewed(...sidesOf(name)).findings

test.each(NAMES.map((each) => [each]))('%j hides nothing of what is found', (name) => {
  const found = findingsOf(name)
  expect(found.map((each) => each.rule).sort()).toEqual(
    findingsOf('plain')
      .map((each) => each.rule)
      .sort(),
  )
  // A name stands in a message as it is: whoever prints it escapes it.
  for (const { message } of found) expect(message).toContain(name)
})

const tagsOf = (markdown: string): string[] =>
  shown(markdown).frame.flatMap((each) => /^<(\w+) \{.*\}>$/.exec(each)?.[1] ?? [])
const printedFor = (name: string): string => renderMarkdown(reviewed(...sidesOf(name)))
const plainTags = tagsOf(printedFor('plain')).sort()

test.each(some(NAMES).map((each) => [each]))('%j is text and nothing else where findings are printed', (name) => {
  const printed = printedFor(name)
  expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/)
  expect(tagsOf(printed).sort()).toEqual(plainTags)
})

test('the page has elements to compare', () => {
  expect(plainTags).toEqual(expect.arrayContaining(['code', 'table']))
})

test('no two facts are taken for one, whatever their names hold', () => {
  const parts = ['', 'a', ' ', 'a b', 'b', '1 a', ' a', 'a ', '2 a b']
  const facts = parts.flatMap((subject) => parts.map((name): Fact => ({ kind: 'policy', subject, name, value: '' })))
  expect(new Set(facts.map(factKey)).size).toBe(facts.length)
  expect(factsBy(facts).size).toBe(facts.length)
})
