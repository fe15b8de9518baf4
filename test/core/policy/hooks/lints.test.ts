import { compileMesh } from '../../../../core/policy/compile'
import { lintPolicies } from '../../../../core/policy/lint'
import { meshFacts } from '../../../../core/policy/lint/mesh/facts'
import { meshSubjects, type MeshSubject } from '../../../../core/policy/lint/mesh/subjects'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import { build, type Built } from '../../../support/mesh'
import { synchronised, WITH_SECRET } from './compiled'

const built = build(synchronised())
const subjects = meshSubjects(built.mesh, built.compiled)
const facts = meshFacts(built.mesh, built.graph)

const ofHooks = ({ owner, kind }: MeshSubject): boolean =>
  kind === 'topic' || kind === 'queue' || /-hook$|-trust-sync$/.test(owner)

describe('the rules about policies', () => {
  test('judge every policy of the hooks', () => {
    const count = (kind: string): number => subjects.filter((each) => ofHooks(each) && each.kind === kind).length
    // Seven functions, and a role in each of two environments.
    expect([count('trust'), count('permission'), count('topic'), count('queue')]).toEqual([9, 9, 3, 4])
  })

  test.each([
    ['with a token', built],
    ['with a secret', build(synchronised(WITH_SECRET))],
  ])('have nothing against them: %s', (_, { mesh, graph, compiled }) => {
    const all = meshSubjects(mesh, compiled).filter(ofHooks)
    expect(lintPolicies(all, meshFacts(mesh, graph))).toEqual([])
  })
})

describe('what trust-sync is there for', () => {
  const faults = (owner: string, environment: string, ...statements: Statement[]): string[] => {
    const document: PolicyDocument = { Version: '2012-10-17', Statement: statements }
    const subject = { environment, kind: 'permission', owner, policy: 'sync', document } as const
    return lintPolicies([subject], facts).map(({ rule, message }) => `${rule}: ${message}`)
  }
  const can = (Action: string, Resource: string | string[]): Statement => ({ Effect: 'Allow', Action, Resource })
  const ROLES = 'arn:aws:iam::111111111111:role/acme/*'

  test('is fine in its own roles', () => {
    expect(faults('acme-lab-trust-sync', 'lab', can('iam:UpdateAssumeRolePolicy', ROLES))).toEqual([])
    const role = 'arn:aws:iam::111111111111:role/acme-sync/acme-lab-trust-sync'
    expect(faults('acme-trust-sync-hook', 'hub', can('sts:AssumeRole', role))).toEqual([])
  })

  test.each([
    ['in another role', 'acme-lab-reader', 'lab', can('iam:UpdateAssumeRolePolicy', ROLES)],
    ['in another environment', 'acme-lab-trust-sync', 'plant', can('iam:UpdateAssumeRolePolicy', ROLES)],
    ['in another hook', 'acme-okta-saml-hook', 'hub', can('sts:AssumeRole', ROLES)],
    ['beyond the path', 'acme-lab-trust-sync', 'lab', can('iam:UpdateAssumeRolePolicy', '*')],
    [
      'on one more path',
      'acme-lab-trust-sync',
      'lab',
      can('iam:UpdateAssumeRolePolicy', [ROLES, 'arn:aws:iam::111111111111:role/acme-sync/*']),
    ],
    ['by another action', 'acme-lab-trust-sync', 'lab', can('iam:PutRolePolicy', ROLES)],
    ['by a pattern', 'acme-lab-trust-sync', 'lab', can('iam:Update*', ROLES)],
    ['in any role', 'acme-trust-sync-hook', 'hub', can('sts:AssumeRole', '*')],
    ['without a resource', 'acme-trust-sync-hook', 'hub', { Effect: 'Allow', Action: 'sts:AssumeRole' } as Statement],
  ])('is a fault %s', (_, owner, environment, statement) => {
    expect(faults(owner, environment, statement).join()).toMatch(/administrative-action/)
  })

  test('is nothing where events change no trust policies', () => {
    const off: Built = build(synchronised(['sync: pull', 'sync: off']))
    expect(meshFacts(off.mesh, off.graph).duties).toEqual({})
    expect(compileMesh(off.mesh, off.graph).compiled?.hooks?.sync).toBeUndefined()
  })
})
