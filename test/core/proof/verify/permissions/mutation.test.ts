import type { PolicyDocument, Statement } from '../../../../../core/policy/document'
import { verifyHome } from '../../../../../core/proof/verify/home'
import { verifyPermissions } from '../../../../../core/proof/verify/permissions'
import type { SynthRole } from '../../../../../core/terraform/rendered/roles'
import type { SynthProtected, SynthStorage } from '../../../../../core/terraform/rendered/storage'
import { isSame } from './equivalent'
import { mutantsOf } from './mutants'
import { labFolder } from './lab'
import { renderedMesh, type Rendered } from './rendered'
import { Score } from '../../../../support/score'

const environments = renderedMesh(labFolder())

const NOTHING: SynthStorage = { buckets: [], keys: [], faults: [] }

const withStatement = (document: PolicyDocument, index: number, statement: Statement | undefined): PolicyDocument => ({
  ...document,
  Statement: document.Statement.flatMap((each, at) => (at !== index ? [each] : statement ? [statement] : [])),
})

/** Whether some difference names the role. */
function isCaught({ access, storage, others }: Rendered, role: SynthRole): boolean {
  const isNamed = (each: { readonly role?: string }): boolean => each.role === role.name
  if (verifyPermissions(access, [role], NOTHING, others).differences.some(isNamed)) return true
  return role.name.endsWith('-home') && verifyHome(access, [role], storage).differences.some(isNamed)
}

test('no mutant of a role survives', () => {
  const score = new Score("roles' policies")
  let excluded = 0
  const seen = new Map<string, number>()
  for (const environment of environments) {
    for (const role of environment.roles) {
      const all = [...role.policies.values()].flatMap((each) => each.Statement)
      for (const [name, document] of role.policies) {
        // The same template in a third role says nothing new.
        const times = (seen.get(name) ?? 0) + 1
        seen.set(name, times)
        if (times > 2) continue
        document.Statement.forEach((statement, index) => {
          for (const { what, statement: changed } of mutantsOf(statement)) {
            const policies = new Map(role.policies).set(name, withStatement(document, index, changed))
            if (!score.next()) continue
            if (isSame(all, statement, changed)) excluded++
            else
              score.add(
                `${role.name} ${name} ${statement.Sid ?? index}: ${what}`,
                isCaught(environment, { ...role, policies }),
              )
          }
        })
      }
    }
  }
  score.expectAllCaught(560)
  expect(excluded).toBeLessThan(60)
})

test('no mutant of a bucket or key policy survives', () => {
  const score = new Score('bucket and key policies')
  for (const { access, storage } of environments) {
    for (const kind of ['buckets', 'keys'] as const) {
      for (const each of storage[kind]) {
        each.policy.Statement.forEach((statement, index) => {
          for (const { what, statement: changed } of mutantsOf(statement)) {
            if (!score.next() || isSame(each.policy.Statement, statement, changed)) continue
            const mutant: SynthProtected = { ...each, policy: withStatement(each.policy, index, changed) }
            const all = storage[kind].map((one) => (one === each ? mutant : one))
            const found = verifyPermissions(access, [], { ...storage, [kind]: all }, []).differences
            score.add(
              `${each.name} ${statement.Sid ?? index}: ${what}`,
              found.some(({ address, message }) => address === each.address && message.includes(each.name)),
            )
          }
        })
      }
    }
  }
  score.expectAllCaught(300)
})
