import type { Statement } from '../../policy/document'
import { sameFact, statementsOf, type Fact } from '../side/fact'
import type { EnvironmentSide } from '../side/side'
import type { Said } from './many'

/** Changes of a bucket's or a key's policy that let somebody in; those are few, and none belongs to a path. */
export function resourcePolicyChanges(before: EnvironmentSide, after: EnvironmentSide): Said[] {
  return [...after.facts].flatMap(([key, fact]): Said[] => {
    if (fact.kind !== 'bucket-policy' && fact.kind !== 'key-policy') return []
    const old = before.facts.get(key)
    if (!old?.document || !fact.document || sameFact(old, fact)) return []
    return ofResource(fact, withoutRoles(old, after), withoutRoles(fact, after))
  })
}

function ofResource(fact: Fact, was: ReadonlySet<string>, is: ReadonlySet<string>): Said[] {
  const tell = (says: string): Said => ({
    rule: 'bucket-opened',
    subject: fact.kind === 'bucket-policy' ? `the bucket ${fact.subject}` : `the key ${fact.subject}`,
    says,
    ...(fact.address !== undefined && { address: fact.address }),
  })
  const effect = (text: string): string => (JSON.parse(text) as Statement).Effect
  const added = [...is].some((each) => !was.has(each) && effect(each) === 'Allow')
  const freed = [...was].some((each) => !is.has(each) && effect(each) === 'Deny')
  return [
    ...(added ? [tell('has a policy that allows more than before')] : []),
    ...(freed ? [tell('has a policy that no longer denies what it denied')] : []),
  ]
}

/**
 * What a policy says to others than the roles of the mesh: those come and go, and what they may do, their own policies
 * say. A Deny counts whomever it is for, whatever roles it names.
 */
function withoutRoles({ document }: Fact, { mesh }: EnvironmentSide): ReadonlySet<string> {
  const role = new RegExp(`"arn:[\\w-]+:iam::\\d{12}:role/${mesh}/[^"]*"`, 'g')
  const texts = (document ? statementsOf(document) : []).map((each) =>
    each.replace(role, OWN_ROLE).replace(/\["a role"(?:,"a role")*\]/g, OWN_ROLE),
  )
  return new Set(texts.filter((each) => !each.includes(OWN_ROLE) || !each.includes('"Effect":"Allow"')))
}

const OWN_ROLE = '"a role"'
