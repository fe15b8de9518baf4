import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import { serviceTrust } from '../../../../core/policy/trust'
import { reach } from '../../../../core/access/reach/reach'
import type { StackRole } from '../../../../core/access/reach/roles'
import { ACCOUNT, iam } from '../../policy/services'
import { allow, names, people, policy, roleArnOf, SERVICE_NAMES, sideRole } from '../../../support/review-stack'

const trusts = (...AWS: readonly string[]): PolicyDocument =>
  policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' })
const GLUE = serviceTrust('glue.amazonaws.com')

type Who = { groups: string[]; direct: string[]; outsiders: readonly string[]; through: readonly string[] }
function reached(name: string, ...roles: readonly StackRole[]): Who {
  const found = reach(roles, names(), SERVICE_NAMES).find((each) => each.role.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  const { openers, direct, outsiders, through } = found
  const groups = (all: typeof openers): string[] => all.map((each) => each.group).sort()
  return { groups: groups(openers), direct: groups(direct), outsiders, through }
}

describe('a role that trusts another', () => {
  test('opens to whoever opens that, and so on', () => {
    const roles = [
      sideRole('a', people('HFAt')),
      sideRole('b', trusts(roleArnOf('a'))),
      sideRole('c', trusts(roleArnOf('b'))),
    ]
    const nobody = { direct: [], outsiders: [], groups: ['READERS'] }
    expect(reached('c', ...roles)).toEqual({ ...nobody, through: ['b'] })
    expect(reached('c', ...[...roles].reverse())).toEqual({ ...nobody, through: ['b'] })
  })

  test('in a circle opens to all who open one of it', () => {
    const roles = [
      sideRole('a', policy(...people('HFAt').Statement, ...trusts(roleArnOf('c')).Statement)),
      sideRole('b', policy(...people('mTKM').Statement, ...trusts(roleArnOf('a')).Statement)),
      sideRole('c', trusts(roleArnOf('b'))),
    ]
    for (const each of ['a', 'b', 'c']) expect(reached(each, ...roles).groups).toEqual(['ANALYSTS', 'READERS'])
    expect(reached('b', ...roles).direct).toEqual(['ANALYSTS'])
  })

  test('that trusts itself opens to nobody more', () => {
    expect(reached('a', sideRole('a', trusts(roleArnOf('a')))).groups).toEqual([])
  })
})

describe('who is no group of the mesh', () => {
  test.each([
    [iam('user/bob'), [iam('user/bob')]],
    [ACCOUNT, [ACCOUNT]],
    ['arn:aws:iam::222222222222:role/novo-hub/novo-trust-sync-hook', []],
    [roleArnOf('unknown'), [roleArnOf('unknown')]],
  ])('%s', (id, outsiders) => {
    expect(reached('a', sideRole('a', trusts(id))).outsiders).toEqual(outsiders)
  })

  test('everybody', () => {
    const trust = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' })
    expect(reached('a', sideRole('a', trust)).outsiders).toEqual(['*'])
  })

  test('a service of AWS that is handed the role by nobody of the mesh', () => {
    const outsiders = ['glue.amazonaws.com']
    expect(reached('a', sideRole('a', GLUE))).toEqual({ groups: [], direct: [], outsiders, through: [] })
  })
})

describe('a role of a service opens to whoever may hand it on', () => {
  const passing = (Resource: string | string[], Condition?: Conditions): Statement => ({
    ...allow('iam:PassRole', Resource),
    ...(Condition && { Condition }),
  })
  const to = (service: string): Conditions => ({ StringEquals: { 'iam:PassedToService': service } })
  const JOBS = roleArnOf('jobs')

  test.each<[string, Statement[], boolean]>([
    ['by its name', [passing(JOBS)], true],
    ['by a pattern', [passing(roleArnOf('*'))], true],
    ['with everything else', [allow('*')], true],
    ['with all but others', [{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: roleArnOf('x') }], true],
    ['to that service', [passing(JOBS, to('glue.amazonaws.com'))], true],
    ['under a condition that a review cannot answer', [passing(JOBS, { Bool: { 'aws:ViaAWSService': 'true' } })], true],
    [
      'though not from elsewhere',
      [
        passing(JOBS),
        { Effect: 'Deny', Action: '*', Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
      ],
      true,
    ],
    ['under conditions that nobody knows', [passing(JOBS, { StringLick: { 'iam:PassedToService': 'x' } })], true],
    ['to another service', [passing(JOBS, to('lambda.amazonaws.com'))], false],
    ['another role', [passing(roleArnOf('other'))], false],
    ['all but this one', [{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: JOBS }], false],
    ['but for a Deny', [passing('*'), { Effect: 'Deny', Action: 'iam:PassRole', Resource: JOBS }], false],
    ['nothing', [allow('glue:*')], false],
  ])('%s', (_, statements, opens) => {
    const found = reached('jobs', sideRole('jobs', GLUE), sideRole('writer', people('HFAt'), ...statements))
    expect(found).toEqual({
      groups: opens ? ['READERS'] : [],
      direct: [],
      // A service that nobody of the mesh hands it to may be handed it by others of the account.
      outsiders: opens ? [] : ['glue.amazonaws.com'],
      through: opens ? ['writer'] : [],
    })
  })
})
