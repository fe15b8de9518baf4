import { many, type OneOrMany, type Statement } from '../../policy/document'
import { factKey, sameFact, statementsOf, type Fact } from '../../access/snapshot/fact'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Said } from './many'
import { administrativeIn } from './widening'

/** Changes of a bucket's or a key's policy that let somebody in; those are few, and none belongs to a path. */
export function resourcePolicyChanges(before: Snapshot, after: Snapshot): Said[] {
  const kinds = ['bucket-policy', 'key-policy']
  const both = new Map([...before.facts, ...after.facts].filter(([, { kind }]) => kinds.includes(kind)))
  return [...both].flatMap(([key, fact]): Said[] => {
    const [old, now] = [before.facts.get(key), after.facts.get(key)]
    if (old && now && sameFact(old, now)) return []
    const bucket = factKey({ kind: 'data', subject: `bucket ${fact.subject}` })
    // A key goes with its policy; a bucket may be without one.
    if (!now && !(fact.kind === 'bucket-policy' && after.facts.has(bucket))) return []
    const is = saidToOthers(now, after)
    // A key that is new lets its own account in: without that, nobody could administer it.
    const usual = [...is].filter((each) => fact.kind === 'key-policy' && isToAccount(each, after))
    return ofResource(fact, old ? saidToOthers(old, before) : new Set(usual), is)
  })
}

function isToAccount(text: string, { account }: Snapshot): boolean {
  const { Principal: principal } = JSON.parse(text) as Statement
  const [id = '', ...more] = typeof principal === 'object' ? Object.values(principal).flat() : []
  return more.length === 0 && account !== '' && id.startsWith('arn:') && id.endsWith(`:iam::${account}:root`)
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
 * say, unless it decides who has access. A Deny counts whomever it is for.
 */
function saidToOthers(fact: Fact | undefined, { mesh, account }: Snapshot): ReadonlySet<string> {
  const isOwn = (arn: string): boolean => {
    const [start, partition, service, region, owner = '', ...resource] = arn.split(':')
    const isRole = start === 'arn' && partition !== '' && service === 'iam' && region === ''
    const known = account === '' ? /^\d{12}$/.test(owner) : owner === account
    return isRole && known && resource.join(':').startsWith(`role/${mesh}/`)
  }
  return new Set(
    (fact?.document ? statementsOf(fact.document) : []).flatMap((text): string[] => {
      const statement = JSON.parse(text) as Statement
      if (statement.Effect === 'Deny' || !isOnlyTo(statement, isOwn)) return [text]
      return administrativeIn(statement).length === 0 ? [] : [withOneRole(text, isOwn)]
    }),
  )
}

/** Whether an Allow is for nobody else: its principals, or what it asks of them, must all be of these. */
function isOnlyTo({ Principal: principal, Condition }: Statement, isOwn: (arn: string) => boolean): boolean {
  const areOwn = (values: OneOrMany | undefined): boolean => many(values).length > 0 && many(values).every(isOwn)
  if (typeof principal === 'object' && Object.keys(principal).join() === 'AWS' && areOwn(principal.AWS)) return true
  return Object.entries(Condition ?? {}).some(
    ([operator, keys]) =>
      /^(?:Arn|String)(?:Like|Equals)$/i.test(operator) &&
      Object.entries(keys).some(([key, values]) => key.toLowerCase() === 'aws:principalarn' && areOwn(values)),
  )
}

/** Which of the mesh's roles it is for says nothing. */
const withOneRole = (text: string, isOwn: (arn: string) => boolean): string =>
  JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    [value].flat().every((each) => typeof each === 'string' && isOwn(each)) ? 'a role' : value,
  )
