import { ReviewInputError } from '../../../core/terraform/read/input-error'
import { reviewPlan, reviewPlans, type ReviewPlansOptions } from '../../../core/review/review-plan'
import type { Review } from '../../../core/review/types'
import { labSide, sideFrom } from '../../support/review-sides'
import {
  change,
  created,
  grant,
  held,
  iamArn,
  kept,
  OUTPUT,
  planJson,
  PROVIDER,
  refreshOnly,
  role,
  type Json,
} from '../../support/stack-plan'

const ROLE = 'aws_iam_role.reader'
const GRANT = 'aws_lakeformation_permissions.reader'
const BUCKET = 'aws_s3_bucket.trials'
const there = [kept('aws_iam_saml_provider.portal', PROVIDER), kept(ROLE, role())]

const of = (...changes: Json[]): Review => reviewPlan(planJson({ changes: [...there, ...changes] }), { levels: {} })
const gainedBy = ({ gained }: Pick<Review, 'gained'>): string[] =>
  gained.map(({ path }) => `${path.group} ${path.permission} ${path.dataset}.${path.table}`)

test('a plan is reviewed by what it would make', () => {
  const found = of(created(GRANT, grant()))
  expect(gainedBy(found)).toEqual(['READERS SELECT trials.visits'])
  expect(found.gained[0]).toMatchObject({ reasons: ['new-group', 'sensitive'], path: { address: GRANT } })
  expect(found.environments).toMatchObject([{ name: 'lab', state: 'kept', account: '111111111111' }])
})

test('a plan that does nothing says nothing', () => {
  expect(of(kept(GRANT, grant()))).toMatchObject({ risk: 'none', gained: [], lost: [], findings: [] })
})

test('a stack that was never applied is gained as a whole', () => {
  const changes = [created('aws_iam_saml_provider.portal', PROVIDER), created(ROLE, role()), created(GRANT, grant())]
  const found = reviewPlan(planJson({ changes, output: { before: null } }), { levels: {} })
  expect(found.environments).toMatchObject([{ state: 'new' }])
  expect(gainedBy(found)).toEqual(['READERS SELECT trials.visits'])
})

test('a first apply that failed is continued by what its resources are called then', () => {
  const changes = [...there, created(GRANT, grant())]
  const found = reviewPlan(planJson({ changes, output: { before: null } }), { levels: {} })
  expect(found.environments).toMatchObject([{ state: 'kept' }])
  expect(gainedBy(found)).toEqual(['READERS SELECT trials.visits'])
})

test('a stack that is destroyed is lost, with its data', () => {
  const bucket = { bucket: 'acme-lab-trials' }
  const gone = [
    change(ROLE, { before: role() }),
    change(GRANT, { before: grant() }),
    change(BUCKET, { before: bucket }),
  ]
  const provider = change('aws_iam_saml_provider.portal', { before: PROVIDER })
  const found = reviewPlan(planJson({ changes: [provider, ...gone], output: { after: null } }), { levels: {} })
  expect(found.lost.map(({ path }) => path.permission)).toEqual(['SELECT'])
  expect(found.findings.map((each) => `${each.risk}: ${each.message}`)).toEqual([
    'critical: the bucket acme-lab-trials would be destroyed, with what is in it',
  ])
})

test('a bucket that is replaced is destroyed, though one of its name is there after', () => {
  const bucket = { bucket: 'acme-lab-trials' }
  const replaced = change(BUCKET, { before: bucket, after: { ...bucket }, actions: ['delete', 'create'] })
  expect(of(replaced).findings).toMatchObject([{ rule: 'data-destroyed', risk: 'critical', address: BUCKET }])
})

test('a grant that is replaced is given again, in what it keeps', () => {
  const more = grant({ permissions: ['DESCRIBE', 'SELECT'] })
  const found = of(change(GRANT, { before: grant(), after: more, actions: ['delete', 'create'] }))
  expect(found.regranted).toMatchObject([{ permissions: ['SELECT'], address: GRANT }])
  expect(gainedBy(found)).toEqual(['READERS DESCRIBE trials.visits'])
})

describe('what drifted', () => {
  const SAML = held('aws_iam_saml_provider.portal', PROVIDER)

  test('of a grant is told by a refresh-only plan', () => {
    const now = grant({ permissions: ['INSERT', 'SELECT'] })
    const text = refreshOnly(
      [SAML, held(ROLE, role()), held(GRANT, now)],
      [change(GRANT, { before: grant(), after: now })],
    )
    const found = reviewPlan(text, { levels: {} })
    expect(gainedBy(found.drift)).toEqual(['READERS INSERT trials.visits'])
    expect(found).toMatchObject({ risk: 'high', gained: [], environments: [{ changed: true, risk: 'high' }] })
  })

  test('of a role that somebody attached a policy to is told, and is a risk', () => {
    const now = { ...role(), managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }
    const text = refreshOnly([SAML, held(ROLE, now)], [change(ROLE, { before: role(), after: now })])
    const found = reviewPlan(text, { levels: {} })
    expect(found).toMatchObject({ risk: 'high', environments: [{ changed: true, risk: 'high' }] })
    expect(found.findings.map((each) => each.message)).toEqual([
      expect.stringMatching(/^outside Terraform: aws_iam_role\.reader has .*AdministratorAccess attached/),
    ])
  })

  test('is told beside what the plan does', () => {
    const now = grant({ permissions: ['INSERT', 'SELECT'] })
    const drift = [change(GRANT, { before: grant(), after: now })]
    const changes = [...there, change(GRANT, { before: now, after: grant() })]
    const found = reviewPlan(planJson({ changes, drift }), { levels: {} })
    expect(gainedBy(found.drift)).toEqual(['READERS INSERT trials.visits'])
    expect(found.lost.map(({ path }) => path.permission)).toEqual(['INSERT'])
  })
})

describe('several plans', () => {
  const inField = { ...OUTPUT, environment: 'field' }
  const drift = [change(GRANT, { before: grant(), after: grant({ permissions: ['INSERT'] }) })]
  const changes = [...there, change(GRANT, { before: grant({ permissions: ['INSERT'] }), after: grant() })]
  const lab = { text: planJson({ changes, drift }), what: 'lab.json' }
  const field = { text: planJson({ changes, drift, output: { before: inField, after: inField } }), what: 'field.json' }

  it('are one review, in whatever order they are given', () => {
    const one = reviewPlans([lab, field], { levels: {} }).review
    expect(one.environments.map((each) => each.name)).toEqual(['field', 'lab'])
    expect(reviewPlans([field, lab], { levels: {} }).review).toEqual(one)
  })

  it('may not be of one stack', () => {
    expect(() => reviewPlans([lab, { ...lab, what: 'other.json' }], { levels: {} })).toThrow(
      new ReviewInputError('other.json is a second plan of lab'),
    )
  })
})

describe('a plan that is held against files', () => {
  const text = planJson({ changes: [...there, kept(GRANT, grant())] })
  const against = (mesh: ReviewPlansOptions['mesh']): Review =>
    reviewPlans([{ text, what: 'plan.json' }], { levels: {}, mesh }).review

  it('tells where they do not say the same, though the plan does nothing', () => {
    const found = against(sideFrom(labSide({ form: 'files' })))
    expect(found.findings.map((each) => each.rule)).toContain('plan-differs-from-mesh')
    expect(found).toMatchObject({ risk: 'high', environments: [{ changed: true }] })
  })

  it('is not held against files that are not given', () => {
    expect(against(undefined).findings).toEqual([])
  })

  it('has the lines of the files', () => {
    const source = { file: 'lab.yaml', line: 3, column: 1 }
    const path = { service: 'portal', role: 'reader', source }
    const mesh = sideFrom(labSide({ form: 'files', paths: [path] }))
    const plan = planJson({ changes: [...there, created(GRANT, grant())] })
    const found = reviewPlans([{ text: plan, what: 'plan.json' }], { levels: {}, mesh }).review
    expect(found.gained).toMatchObject([{ path: { source, address: GRANT } }])
  })
})

test('a principal that is no role of the stack is a risk of its own', () => {
  const found = of(created(GRANT, grant({ principal: iamArn('role/stranger') })))
  expect(found.gained).toMatchObject([{ reasons: expect.arrayContaining(['unknown-principal']) as unknown }])
})
