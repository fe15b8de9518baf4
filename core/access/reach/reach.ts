import { many, type PolicyDocument } from '../../policy/document'
import { EvaluationError, evaluator } from '../../policy/evaluate'
import { overlap } from '../../policy/lint/patterns'
import { trustReader, type Opener, type TrustFault } from './openers'
import { leniently, type Knows } from './leniently'
import type { Names } from './names'
import { actsAs, isTrustSync, principalsOf, type TrustedPrincipal } from './principals'
import type { StackRole } from './roles'

/** Who comes to a role, by whatever way. */
export interface Reached {
  readonly role: StackRole
  /** Through its own trust policy, through a job that is handed the role, or through another role. */
  readonly openers: readonly Opener[]
  /** Those of its own trust policy alone: what entitlement rows name. */
  readonly direct: readonly Opener[]
  /** Names of the roles that lead to it. */
  readonly through: readonly string[]
  /** Who is no group of the mesh: ARNs, accounts, `*`, and AWS services that no role of the stack hands it to. */
  readonly outsiders: readonly string[]
  readonly faults: readonly TrustFault[]
  /** Why others may open it, too. */
  readonly unclear: string | undefined
}

/** Follows trust, and the passing on of roles, until nobody new comes in. */
export function reach(roles: readonly StackRole[], names: Names, services: readonly string[]): readonly Reached[] {
  const read = trustReader(names, services)
  const opened = roles.map(({ trust, arn }) => read(trust, arn))
  const principals = roles.map((role) => principalsOf(role.trust))
  const passers = roles.filter(mayPass)
  const byArn = new Map(roles.map((each) => [each.arn, each.name]))
  const handed = roles.map((role, index) => handedBy(role, principals[index] ?? [], passers))
  const leads = roles.map((role, index) => leading(role, principals[index] ?? [], handed[index], byArn))
  const reached = new Map<string, ReadonlyMap<string, Opener>>(
    roles.map((role, index) => [role.name, keyed(opened[index]?.openers ?? [])]),
  )
  // Each round brings somebody one role further, so that there are at most as many as roles.
  for (let changed = true; changed;) {
    changed = false
    roles.forEach((role, index) => {
      if (leads[index]?.length === 0) return
      const before = reached.get(role.name) ?? new Map<string, Opener>()
      const all = new Map([...before, ...(leads[index] ?? []).flatMap((each) => [...(reached.get(each) ?? [])])])
      if (all.size === before.size) return
      reached.set(role.name, all)
      changed = true
    })
  }
  return roles.map((role, index) => ({
    role,
    openers: [...(reached.get(role.name)?.values() ?? [])],
    direct: opened[index]?.openers ?? [],
    through: leads[index] ?? [],
    outsiders: outsidersOf(principals[index] ?? [], handed[index], byArn, names),
    faults: opened[index]?.faults ?? [],
    unclear: opened[index]?.unclear,
  }))
}

const keyed = (openers: readonly Opener[]): Map<string, Opener> =>
  new Map(openers.map((each) => [JSON.stringify([each.service, each.group]), each]))

const mayPass = ({ policies }: StackRole): boolean => [...policies.values()].some(({ document }) => passesOn(document))

const passing = new WeakMap<PolicyDocument, boolean>()

function passesOn(document: PolicyDocument): boolean {
  const known = passing.get(document)
  if (known !== undefined) return known
  const passes = document.Statement.some((each) => each.Effect === 'Allow' && actsAs(each, 'iam:passrole'))
  passing.set(document, passes)
  return passes
}

/** AWS service → the roles that hand this one to it. */
type Handed = ReadonlyMap<string, readonly string[]>

const handedBy = (
  { name, arn }: StackRole,
  principals: readonly TrustedPrincipal[],
  passers: readonly StackRole[],
): Handed =>
  new Map(
    principals.flatMap(({ type, id }) =>
      type === 'Service'
        ? [[id, passers.flatMap((each) => (each.name !== name && passes(each, arn, id) ? [each.name] : []))]]
        : [],
    ),
  )

/** The roles whose sessions come to this one. */
function leading(
  role: StackRole,
  principals: readonly TrustedPrincipal[],
  handed: Handed | undefined,
  byArn: ReadonlyMap<string, string>,
): readonly string[] {
  const chained = principals.flatMap(({ id }) => byArn.get(id) ?? [])
  const passed = [...(handed?.values() ?? [])].flat()
  return [...new Set([...chained, ...passed])].filter((each) => each !== role.name).sort()
}

const isAnswered: Knows = (_, __, key) => /^(?:iam:PassedToService|aws:PrincipalArn)$/i.test(key)

const answerableOf = new WeakMap<StackRole, readonly PolicyDocument[]>()
const deciders = new WeakMap<readonly PolicyDocument[], ReturnType<typeof evaluator>>()

function policiesOf(passer: StackRole): readonly PolicyDocument[] {
  const known = answerableOf.get(passer)
  if (known) return known
  const documents = [...passer.policies.values()].map((each) => leniently(each.document, isAnswered))
  answerableOf.set(passer, documents)
  return documents
}

function passes(passer: StackRole, resource: string, service: string): boolean {
  const documents = policiesOf(passer)
  const mayBe = documents.some(({ Statement }) =>
    Statement.some(
      (each) =>
        each.Effect === 'Allow' &&
        actsAs(each, 'iam:passrole') &&
        (each.NotResource !== undefined || many(each.Resource).some((one) => overlap(one, resource))),
    ),
  )
  if (!mayBe) return false
  const principal = { type: 'AWS', id: passer.arn } as const
  const context = { 'iam:PassedToService': service, 'aws:PrincipalArn': passer.arn }
  try {
    const decide = deciders.get(documents) ?? evaluator(documents)
    deciders.set(documents, decide)
    return decide({ principal, action: 'iam:PassRole', resource, context }).effect === 'Allow'
  } catch (cause) {
    // What cannot be judged is taken for allowed: a review says rather too much.
    if (cause instanceof EvaluationError) return true
    throw cause
  }
}

const outsidersOf = (
  principals: readonly TrustedPrincipal[],
  handed: Handed | undefined,
  byArn: ReadonlyMap<string, string>,
  names: Names,
): string[] =>
  principals
    .filter(({ type, id }) =>
      type === 'Service' ? handed?.get(id)?.length === 0 : !byArn.has(id) && !isTrustSync(id, names),
    )
    .map(({ id }) => id)
    .sort()
