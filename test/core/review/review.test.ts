import fc from 'fast-check'
import { RISKS } from '../../../core/model/risk/levels'
import { NO_DRIFT } from '../../../core/review/drift'
import type { Fact } from '../../../core/access/snapshot/fact'
import type { Snapshot } from '../../../core/access/snapshot/snapshot'
import { review } from '../../../core/review/review'
import type { NotAnalysed, Review, ReviewPath } from '../../../core/review/types'
import { gained } from '../../support/review'
import {
  ACCOUNT,
  allow,
  bucketPolicyOf,
  deny,
  labSide,
  OUTSIDER,
  policyOf,
  sideFrom,
  trustOf,
} from '../../support/review-sides'
import { runs } from '../../support/scale'

const NAMES = ['field', 'home', 'lab']
const ROLES = ['a', 'b', 'c', 'd', 'e']
const unread = (environment: string, address: string): NotAnalysed => ({ environment, address, reason: 'is odd' })

const factsOf = (isAfter: boolean): Fact[] =>
  ROLES.flatMap((role) => [
    policyOf(role, [allow(isAfter ? 'sqs:*' : 'sqs:A'), ...(isAfter ? [] : [deny('sqs:B')])]),
    trustOf(role, [allow('sts:AssumeRole', '*', { Principal: { AWS: ACCOUNT } })]),
    bucketPolicyOf(role, isAfter ? [allow('s3:*', '*', { Principal: { AWS: OUTSIDER } })] : []),
    { kind: 'data', subject: `table t.${role}${isAfter}`, value: '', address: `at.${role}` } as const,
    { kind: 'boundary', subject: role, value: isAfter ? '' : 'b' } as const,
  ]).map((each) =>
    Object.defineProperty(each, 'address', { value: `at.${each.kind}.${each.subject}`, enumerable: true }),
  )

const pathsOf = (isAfter: boolean): Partial<ReviewPath>[] =>
  ROLES.flatMap((role) => [
    { role, permission: 'SELECT', rows: isAfter ? null : 'a = 1' },
    { role, permission: isAfter ? 'INSERT' : 'DELETE' },
    { role, permission: 'DESCRIBE' },
  ])

interface Parts {
  readonly environment: string
  readonly facts: readonly Fact[]
  readonly paths: readonly Partial<ReviewPath>[]
  readonly notAnalysed: readonly NotAnalysed[]
}

const shuffled = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length })

const partsOf = (environment: string, isAfter: boolean): Parts => ({
  environment,
  facts: factsOf(isAfter),
  paths: pathsOf(isAfter),
  notAnalysed: isAfter ? ROLES.map((each) => unread(environment, each)) : [],
})
const sideOf = ({ environment, ...parts }: Parts): Snapshot =>
  // The same code for different groups, so that codes collide.
  labSide({ environment, groups: { aaaa: environment.toUpperCase() }, ...parts })

const shuffledSide = (isAfter: boolean): fc.Arbitrary<Snapshot[]> =>
  fc
    .tuple(
      ...NAMES.map((name) => {
        const { facts, paths, notAnalysed } = partsOf(name, isAfter)
        return fc
          .tuple(shuffled(facts), shuffled(paths), shuffled(notAnalysed))
          .map(([f, p, n]) => sideOf({ environment: name, facts: f, paths: p, notAnalysed: n }))
      }),
    )
    .chain(shuffled)

const ordered = (): Review =>
  review(
    sideFrom(...NAMES.map((name) => sideOf(partsOf(name, false)))),
    sideFrom(...NAMES.map((name) => sideOf(partsOf(name, true)))),
  ).review

test('a review does not depend on the order of anything in its sides', () => {
  const one = ordered()
  expect(one.findings.length).toBeGreaterThan(10)
  fc.assert(
    fc.property(shuffledSide(false), shuffledSide(true), (before, after) => {
      expect(review(sideFrom(...before), sideFrom(...after)).review).toEqual(one)
    }),
    { numRuns: runs(25) },
  )
})

test('findings begin with the riskiest, then go by environment, reason and text', () => {
  const { findings } = ordered()
  const keys = findings.map((each) =>
    [9 - RISKS.indexOf(each.risk), each.environment, each.rule, each.message].join('\n'),
  )
  expect(keys).toEqual([...keys].sort())
})

describe('the risk of a review', () => {
  const lab = sideFrom(labSide())
  const riskOf = (...[after, options]: [Parameters<typeof review>[1], Parameters<typeof review>[2]?]): string =>
    review(lab, after, options).review.risk

  it('is the highest of its environments', () => {
    const field = labSide({ environment: 'field', facts: [{ kind: 'data', subject: 'bucket a', value: '' }] })
    const { environments, risk } = review(
      sideFrom(labSide(), field),
      sideFrom(labSide({ paths: [{}] }), labSide({ environment: 'field' })),
    ).review
    expect(environments.map((each) => each.risk)).toEqual(['critical', 'medium'])
    expect(risk).toBe('critical')
  })

  it('is that of a code that stands for two groups', () => {
    expect(riskOf(sideFrom(labSide({ groups: { HFAt: 'OTHERS' } })))).toBe('critical')
  })

  it('is that of what was found elsewhere, wherever that is', () => {
    const finding = { rule: 'plan-differs-from-mesh' as const, message: 'x' }
    for (const environment of ['lab', 'elsewhere'])
      expect(riskOf(lab, { findings: [{ ...finding, environment }] })).toBe('high')
    const levels = { 'plan-differs-from-mesh': 'low' as const }
    expect(riskOf(lab, { findings: [{ ...finding, environment: 'lab' }], levels })).toBe('low')
  })

  it('is that of what could not be analysed elsewhere', () => {
    for (const environment of ['lab', 'elsewhere'])
      expect(riskOf(lab, { notAnalysed: [unread(environment, 'x')] })).toBe('high')
  })

  it('is that of what drifted', () => {
    expect(riskOf(lab, { drift: { ...NO_DRIFT, lost: [gained('lab', 'critical')] } })).toBe('critical')
  })

  it('is none where nothing changes', () => {
    expect(riskOf(lab)).toBe('none')
  })
})

test('what was found elsewhere makes its environment changed, and no other', () => {
  const sides = sideFrom(labSide(), labSide({ environment: 'field' }))
  const options = { findings: [{ rule: 'drift-lost' as const, environment: 'lab', message: 'x' }] }
  const { environments } = review(sides, sides, options).review
  expect(environments.map((each) => [each.name, each.changed, each.risk])).toEqual([
    ['field', false, 'none'],
    ['lab', true, 'medium'],
  ])
})

describe('the digest of a review', () => {
  const digest = (...environments: Snapshot[]): string => review(sideFrom(), sideFrom(...environments)).review.digest
  const [lab, field] = [labSide({ paths: [{}] }), labSide({ environment: 'field', paths: [{}] })]

  it('is over what is there after it, whatever was before', () => {
    expect(review(sideFrom(lab, field), sideFrom(lab)).review.digest).toBe(digest(lab))
  })

  it('changes with any environment, even without paths', () => {
    const all = [digest(), digest(lab), digest(lab, field), digest(lab, labSide({ environment: 'field' }))]
    expect(new Set(all).size).toBe(all.length)
  })
})

test('all paths of both sides are there for a matrix', () => {
  const comparison = review(sideFrom(labSide({ paths: [{}] })), sideFrom(labSide({ paths: [{}, { table: 'a' }] })))
  expect(comparison.before.map((each) => each.table)).toEqual(['visits'])
  expect(comparison.after.map((each) => each.table)).toEqual(['a', 'visits'])
})
