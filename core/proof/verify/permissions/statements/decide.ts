import type { RequestPrincipal } from '../../../../policy/evaluate'
import type { Lookup } from '../../../../policy/evaluate/context'
import type { PlacedStatement } from '.'
import { guarded } from './fault'

/** Condition key in lower case → its value or values. */
export type FactMap = ReadonlyMap<string, string | readonly string[]>
/** As much of it as a decision needs. */
export type Facts = Pick<FactMap, 'get'>

/** Who asks. `arn` is what `aws:PrincipalArn` says; nobody has one who is not signed in. */
export interface Asker {
  readonly principal: RequestPrincipal
  readonly arn: string | undefined
}

export interface Answer {
  readonly allowed: boolean
  /** The statement that allowed or denied; none for the Deny that stands when no statement allows. */
  readonly by: PlacedStatement | undefined
}

const NOTHING: Answer = { allowed: false, by: undefined }

/** What statements that all name the action answer: the first Deny, else the first Allow. */
export function decide(
  statements: readonly PlacedStatement[],
  { principal, arn }: Asker,
  resource: string,
  facts: Facts,
): Answer {
  const lookup: Lookup = (key) => {
    const folded = key.toLowerCase()
    return folded === 'aws:principalarn' ? arn : facts.get(folded)
  }
  let allow: PlacedStatement | undefined
  for (const each of statements) {
    if (allow && each.statement.Effect === 'Allow') continue
    const applies = guarded(
      each.policy,
      each.number,
      () => each.names(principal) && each.covers(resource, lookup) && each.holds(lookup),
    )
    if (!applies) continue
    if (each.statement.Effect === 'Deny') return { allowed: false, by: each }
    allow = each
  }
  return allow ? { allowed: true, by: allow } : NOTHING
}

/** Actions of which the same statements speak: whatever is asked, the answer is the same for all of them. */
export interface ActionClass {
  readonly actions: readonly string[]
  readonly statements: readonly PlacedStatement[]
}

/** The classes of some actions; those of which no statement speaks are one class, too. */
export function classesOf(actions: readonly string[], index: StatementIndex): ActionClass[] {
  const classes = new Map<string, { actions: string[]; statements: readonly PlacedStatement[] }>()
  for (const action of actions) {
    const speaking = index.byAction.get(action) ?? []
    const key = speaking.join()
    const known = classes.get(key)
    if (known) known.actions.push(action)
    else classes.set(key, { actions: [action], statements: speaking.flatMap((each) => index.statements[each] ?? []) })
  }
  return [...classes.values()]
}

/** The statements of a role or resource, by the actions that they speak of. */
export interface StatementIndex {
  readonly statements: readonly PlacedStatement[]
  readonly byAction: ReadonlyMap<string, readonly number[]>
}

export function indexOf(statements: readonly PlacedStatement[]): StatementIndex {
  const byAction = new Map<string, number[]>()
  statements.forEach((each, index) => {
    for (const action of each.actions) {
      const known = byAction.get(action)
      if (known) known.push(index)
      else byAction.set(action, [index])
    }
  })
  return { statements, byAction }
}
