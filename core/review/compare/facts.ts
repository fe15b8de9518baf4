import { compareText } from '../../model/diagnostic'
import { factKey, sameFact, type Fact } from '../../access/snapshot/fact'
import { behind } from '../../access/snapshot/service-facts'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { Said } from './many'

/** What is found where a fact is new, gone, or another. */
type Judge = (was: Fact | undefined, is: Fact | undefined) => Omit<Said, 'subject' | 'address'> | undefined

const judges: Partial<Readonly<Record<Fact['kind'], Judge>>> = {
  administrator: (was, is) => {
    const { name = '' } = is ?? was ?? {}
    return { rule: 'administrator-changed', says: was ? `no longer ${name}` : name }
  },
  data: (was, is) => (was && !is ? { rule: 'data-destroyed', says: 'would be destroyed' } : undefined),
  provider: (was, is) =>
    was && is ? { rule: 'provider-replaced', says: 'stands for another identity provider than before' } : undefined,
  'sign-in': (was, is) =>
    was && is
      ? { rule: 'provider-replaced', says: `sends people to sign in at ${is.value}, before ${was.value}` }
      : undefined,
  certificate: (was, is) => {
    const { value = '' } = is ?? was ?? {}
    return is
      ? { rule: 'certificate-added', says: `takes what a further certificate signs: ${value}` }
      : { rule: 'certificate-removed', says: `no longer takes what a certificate signs: ${value}` }
  },
  service: (was, is) => {
    if (!was || !is) return undefined
    const [old, now] = [behind(was), behind(is)]
    if (old.provider !== now.provider)
      return { rule: 'provider-replaced', says: 'comes through another identity provider than before' }
    return now.clientIds.every((each) => old.clientIds.includes(each))
      ? undefined
      : { rule: 'trust-changed', says: 'takes tokens that were made for another client than before' }
  },
  row: (was, is) =>
    was && is ? { rule: 'row-changed', says: 'tells a sign-in something else than before' } : undefined,
  boundary: (was, is) => {
    if (!was || !is) return undefined
    const says = is.value === '' ? 'has no permissions boundary any more' : `has the permissions boundary ${is.value}`
    return was.value === '' ? undefined : { rule: 'protection-removed', says }
  },
  protection: (was, is) => {
    const { name = '', subject } = was ?? is ?? { subject: '' }
    if (!was) return undefined
    if (subject.startsWith('location ')) {
      if (!is) return { rule: 'lake-formation-bypassed', says: 'is no longer registered: IAM alone opens it' }
      return { rule: 'lake-formation-bypassed', says: `is opened by Lake Formation with ${is.value}` }
    }
    // What is destroyed as a whole is told as that.
    if (!is) return subject.startsWith('bucket ') ? { rule: 'bucket-opened', says: `loses its ${name}` } : undefined
    if (subject.startsWith('role ')) {
      const says = 'may hold more policies than Terraform gives it'
      return is.value === 'false' ? { rule: 'protection-removed', says } : undefined
    }
    if (subject.startsWith('key '))
      return is.value === 'false' ? { rule: 'protection-removed', says: `loses its ${name}` } : undefined
    return STRONGEST.has(is.value) ? undefined : { rule: 'bucket-opened', says: `has another ${name} than before` }
  },
}

/** What each protection of a bucket is where it protects. */
const STRONGEST = new Set(['true', 'BucketOwnerEnforced', 'Enabled', 'aws:kms'])

/** What the facts of two sides differ by, beside policies. */
export function factChanges(before: Snapshot, after: Snapshot, destroyed: ReadonlySet<string>): Said[] {
  const kept = new Set([...after.facts.values()].flatMap(({ kind, subject }) => (kind === 'data' ? [subject] : [])))
  const gone = new Set(
    [...before.facts.values()].flatMap(({ kind, subject }) => (kind === 'data' && !kept.has(subject) ? [subject] : [])),
  )
  const isKept = (provider: string): boolean =>
    [before, after].every(({ facts }) => facts.has(factKey({ kind: 'provider', subject: provider })))
  const judge = (
    was: Fact | undefined,
    is: Fact | undefined,
    fact: Fact,
  ): Omit<Said, 'subject' | 'address'> | undefined => {
    if (fact.kind === 'data' && fact.address !== undefined && destroyed.has(fact.address))
      return { rule: 'data-destroyed', says: 'would be destroyed, with what is in it' }
    if (was && is && sameFact(was, is)) return undefined
    if (fact.kind === 'certificate' && !isKept(fact.subject)) return undefined
    if (
      fact.kind === 'protection' &&
      gone.has(fact.subject.replace(/^location arn:[\w-]+:s3:::([^/]+).*$/, 'bucket $1'))
    )
      return undefined
    return judges[fact.kind]?.(was, is)
  }
  const found: (readonly [key: string, Said])[] = []
  const add = (key: string, was: Fact | undefined, is: Fact | undefined, fact: Fact): void => {
    const says = judge(was, is, fact)
    if (says) found.push([key, said(fact, says)])
  }
  for (const [key, is] of after.facts) add(key, before.facts.get(key), is, is)
  for (const [key, was] of before.facts) if (!after.facts.has(key)) add(key, was, undefined, was)
  return found.sort(([a], [b]) => compareText(a, b)).map(([, each]) => each)
}

/** Everything that a plan destroys with an environment. */
export const destroyedFacts = (before: Snapshot, destroyed: ReadonlySet<string>): Said[] =>
  [...before.facts.values()].flatMap((fact) =>
    fact.kind === 'data' && fact.address !== undefined && destroyed.has(fact.address)
      ? [said(fact, { rule: 'data-destroyed', says: 'would be destroyed, with what is in it' })]
      : [],
  )

function said(fact: Fact, { rule, says }: Omit<Said, 'subject' | 'address'>): Said {
  const { kind, subject, address } = fact
  const about =
    kind === 'data' || kind === 'protection'
      ? `the ${subject}`
      : kind === 'service' || kind === 'row'
        ? `the ${kind} ${subject}`
        : subject
  return { rule, subject: about, says, ...(address !== undefined && { address }) }
}
