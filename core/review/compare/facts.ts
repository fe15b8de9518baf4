import type { Fact } from '../side/fact'
import type { EnvironmentSide } from '../side/side'
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
  boundary: (was, is) => {
    if (!was || !is) return undefined
    const says = is.value === '' ? 'has no permissions boundary any more' : `has the permissions boundary ${is.value}`
    return was.value === '' ? undefined : { rule: 'protection-removed', says }
  },
  protection: (was, is) => {
    const { name = '', subject } = was ?? is ?? { subject: '' }
    if (!was) return undefined
    if (subject.startsWith('location ')) {
      if (!is) return undefined
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
  machinery: () => ({ rule: 'hooks-changed', says: 'changes what signs people in, or follows events' }),
}

/** What each protection of a bucket is where it protects. */
const STRONGEST = new Set(['true', 'BucketOwnerEnforced', 'Enabled', 'aws:kms'])

/** What the facts of two sides differ by, beside policies. */
export function factChanges(before: EnvironmentSide, after: EnvironmentSide, destroyed: ReadonlySet<string>): Said[] {
  const comparable = before.form === after.form
  const keys = [...new Set([...before.facts.keys(), ...after.facts.keys()])].sort()
  const kept = new Set([...after.facts.values()].flatMap(({ kind, subject }) => (kind === 'data' ? [subject] : [])))
  const gone = new Set(
    [...before.facts.values()].flatMap(({ kind, subject }) => (kind === 'data' && !kept.has(subject) ? [subject] : [])),
  )
  return keys.flatMap((key): Said[] => {
    const [was, is] = [before.facts.get(key), after.facts.get(key)]
    const fact = is ?? was
    if (!fact) return []
    const replaced = fact.kind === 'data' && fact.address !== undefined && destroyed.has(fact.address)
    if (replaced) return [said(fact, { rule: 'data-destroyed', says: 'would be destroyed, with what is in it' })]
    if (was?.value === is?.value && was && is) return []
    if (!comparable && (fact.kind === 'machinery' || fact.kind === 'protection')) return []
    if (fact.kind === 'protection' && gone.has(fact.subject)) return []
    const found = judges[fact.kind]?.(was, is)
    return found ? [said(fact, found)] : []
  })
}

/** Everything that a plan destroys with an environment. */
export const destroyedFacts = (before: EnvironmentSide, destroyed: ReadonlySet<string>): Said[] =>
  [...before.facts.values()].flatMap((fact) =>
    fact.kind === 'data' && fact.address !== undefined && destroyed.has(fact.address)
      ? [said(fact, { rule: 'data-destroyed', says: 'would be destroyed, with what is in it' })]
      : [],
  )

function said(fact: Fact, { rule, says }: Omit<Said, 'subject' | 'address'>): Said {
  const { kind, subject, address } = fact
  const about = kind === 'data' || kind === 'protection' ? `the ${subject}` : subject
  return { rule, subject: about, says, ...(address !== undefined && { address }) }
}
