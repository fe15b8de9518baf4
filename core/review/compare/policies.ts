import type { PolicyDocument, Statement } from '../../policy/document'
import { statementsOf, type Facts } from '../../access/snapshot/fact'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { PathDifference } from './difference'
import { besideGained } from './gained-names'
import type { Said } from './many'
import { textIn } from '../../terraform/read/resource'
import { unusualIn } from './usual-actions'
import { actionsOf, administrativeIn, beyond, isWithin, listed, notAllowedBy } from './widening'

/** The policies of a role, and where they are. */
interface RolePolicies {
  readonly documents: readonly PolicyDocument[]
  readonly address: string | undefined
}

/**
 * What roles may do more, or less, than before, beside what paths say. What a statement says of a dataset of which the
 * role gains something belongs to that path, unless it decides who has access.
 */
export function policyChanges(before: Snapshot, after: Snapshot, paths: PathDifference): Said[] {
  const [was, is] = [rolePolicies(before.facts), rolePolicies(after.facts)]
  const beside = besideGained(after, paths)
  const touched = new Set(
    [...paths.gained, ...paths.lost, ...paths.changed.map((each) => each.after)].map((each) => each.role),
  )
  const worksForMesh = rolesOfFunctions(after)
  return [...is].flatMap(([role, { documents, address }]): Said[] => {
    const old = was.get(role)
    const tell = (rule: Said['rule'], says: string): Said => ({
      rule,
      subject: role,
      says,
      ...(address !== undefined && { address }),
    })
    if (!old) {
      const allows = [...textsOf(documents)].map(read).filter(isAllow)
      const grave = new Set(allows.flatMap(administrativeIn))
      const others = worksForMesh.has(role) ? [] : allows.flatMap(unusualIn).filter((each) => !grave.has(each))
      return [
        ...(grave.size > 0
          ? [tell('policy-widened', `comes with ${listed([...grave])}, which decides who has access`)]
          : []),
        ...(others.length > 0
          ? [tell('policy-widened', `comes with ${listed(others)}, which no built-in template gives`)]
          : []),
      ]
    }
    if (sameDocuments(old.documents, documents)) return []
    const [earlierTexts, texts] = [textsOf(old.documents), textsOf(documents)]
    const added = [...texts].filter((each) => !earlierTexts.has(each)).map(read)
    const removed = [...earlierTexts].filter((each) => !texts.has(each)).map(read)
    if (added.length === 0 && removed.length === 0) return []
    const earlier = [...earlierTexts].map(read)
    const current = [...texts].map(read)
    const more = added.filter(isAllow).flatMap((each) => {
      const grave = beyond({ ...each, Action: administrativeIn(each) }, earlier)
      return [...grave, ...beside(role, each).flatMap((rest) => beyond(rest, earlier))]
    })
    const freed = removed.filter(
      (each) => !isAllow(each) && !current.some((other) => !isAllow(other) && isWithin(each, other)),
    )
    const denied = added.filter(
      (each) => !isAllow(each) && !earlier.some((other) => !isAllow(other) && isWithin(each, other)),
    )
    const isSame =
      more.length + freed.length + denied.length === 0 &&
      added.filter(isAllow).every((each) => notAllowedBy(each, earlier).length === 0) &&
      removed.filter(isAllow).every((each) => notAllowedBy(each, current).length === 0)
    if (isSame) return []
    const said = [
      ...(more.length > 0 ? [tell('policy-widened', `may now do more: ${listed(more)}`)] : []),
      ...(freed.length > 0
        ? [tell('policy-widened', `is no longer denied ${listed(freed.flatMap((each) => actionsOf(each)))}`)]
        : []),
    ]
    // Where a path of the role is gained, lost or changed, that is told, and what less it needs for it is not.
    return said.length > 0 || touched.has(role)
      ? said
      : [
          tell(
            'policy-changed',
            removed.length + denied.length > 0
              ? 'may do less than before'
              : 'may now ask Lake Formation for what it was granted',
          ),
        ]
  })
}

/** Names of the roles that functions of the stack run with: those are told by the function. */
const rolesOfFunctions = ({ resources }: Snapshot): ReadonlySet<string> =>
  new Set(
    [...resources.values()].flatMap(({ type, values }) =>
      type === 'aws_lambda_function' ? ((textIn(values, 'role') ?? '').split('/').at(-1) ?? []) : [],
    ),
  )

const isAllow = ({ Effect }: Statement): boolean => Effect === 'Allow'

const read = (text: string): Statement => JSON.parse(text) as Statement

const textsOf = (documents: readonly PolicyDocument[]): ReadonlySet<string> => new Set(documents.flatMap(statementsOf))

/** Documents of equal text are mostly one object. */
const sameDocuments = (a: readonly PolicyDocument[], b: readonly PolicyDocument[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index])

function rolePolicies(facts: Facts): ReadonlyMap<string, RolePolicies> {
  const found = new Map<string, { documents: PolicyDocument[]; address: string | undefined }>()
  for (const { kind, subject, document, address } of facts.values()) {
    if (kind === 'trust') found.set(subject, { documents: found.get(subject)?.documents ?? [], address })
    if (kind !== 'policy' || !document) continue
    const known = found.get(subject)
    if (known) known.documents.push(document)
    else found.set(subject, { documents: [document], address })
  }
  return found
}
