import fc from 'fast-check'
import type { PolicyDocument } from '../../../../../core/policy/document'
import { evaluate, EvaluationError } from '../../../../../core/policy/evaluate'
import { areasOf } from '../../../../../core/proof/verify/permissions/areas'
import { askArea } from '../../../../../core/proof/verify/permissions/ask-area'
import { placesOf } from '../../../../../core/proof/verify/permissions/places'
import { readPolicyStatements, statementReader } from '../../../../../core/proof/verify/permissions/statements'
import { indexOf } from '../../../../../core/proof/verify/permissions/statements/decide'
import { PolicyFault } from '../../../../../core/proof/verify/permissions/statements/fault'
import { labFolder } from './lab'
import { mutantsOf } from './mutants'
import { renderedMesh } from './rendered'
import { runs } from '../../../../support/scale'

const { access, roles } = renderedMesh(labFolder())[0]!
const places = placesOf(access)
const areas = areasOf(places)
// Home storage alone depends on circumstances that no request of a role says.
const declared = places.roles.filter((each) => each.access?.kind !== 'home')
const read = statementReader([
  'aws:PrincipalArn',
  'aws:SecureTransport',
  'cloudwatch:namespace',
  'iam:PassedToService',
  'kms:ResourceAliases',
  's3:prefix',
])

/** A role's policies, one of their statements changed. */
const spoilt = fc
  .record({ role: fc.constantFrom(...declared), policy: fc.nat(), statement: fc.nat(), mutant: fc.nat() })
  .map(({ role, policy, statement, mutant }) => {
    const documents = [...roles.find((each) => each.name === role.name)!.policies]
    const [name, document] = documents[policy % documents.length]!
    const at = statement % document.Statement.length
    const mutants = mutantsOf(document.Statement[at]!)
    const { statement: changed } = mutants[mutant % mutants.length]!
    const Statement = document.Statement.flatMap((each, index) => (index !== at ? [each] : changed ? [changed] : []))
    return { role, policies: new Map(documents).set(name, { ...document, Statement }) }
  })

/** What the whole evaluator says to one action on one probe; `undefined`: it refuses to say. */
function allows(documents: readonly PolicyDocument[], arn: string, action: string, probe: Probe): boolean | undefined {
  const context = { 'aws:PrincipalArn': arn, ...Object.fromEntries(probe.facts) }
  try {
    const request = { principal: { type: 'AWS', id: arn }, action, resource: probe.resource, context } as const
    return evaluate(documents, request).effect === 'Allow'
  } catch (cause) {
    if (cause instanceof EvaluationError) return undefined
    throw cause
  }
}

type Probe = ReturnType<typeof areas>[number]['groups'][number]['probes'][number]

test('property: asking by classes finds what asking everything finds', () => {
  fc.assert(
    fc.property(spoilt, fc.nat(), ({ role, policies }, seed) => {
      let wrong = 0
      const statements = [...policies].flatMap(([name, document]) => readPolicyStatements(name, document, read))
      const who = { principal: { type: 'AWS', id: role.arn }, arn: role.arn } as const
      for (const area of areas(role)) {
        const found = new Set<string>()
        const probes = area.groups.flatMap((each) => each.probes)
        const key = (action: string, probe: Probe): string => `${action} ${probes.indexOf(probe)}`
        try {
          askArea(area, indexOf(statements), who, ({ action, probe }) => found.add(key(action, probe)))
        } catch (cause) {
          if (cause instanceof PolicyFault) continue
          throw cause
        }
        // Each action on some of the probes, others in each run.
        area.actions.forEach((action, nth) => {
          for (let at = (seed + nth) % 17; at < probes.length; at += 17) {
            const probe = probes[at]!
            const allowed = allows([...policies.values()], role.arn, action, probe)
            const expected = area.expects(action, probe)
            const isWrong = allowed ? expected === 'never' : expected === 'must'
            if (isWrong) wrong++
            if (isWrong !== found.has(key(action, probe)))
              throw new Error(`${role.name} ${action} ${probe.label}: ${String(allowed)}, expected ${expected}`)
          }
        })
      }
      // Only policies with which something is wrong count.
      fc.pre(wrong > 0)
    }),
    { numRuns: runs(15) },
  )
})
