import type { PolicyDocument } from '../../policy/document'
import { canonicalPolicy } from '../../policy/policy-text'

/** What decides about access beside the paths, as it is compared between the two sides of a review. */
export interface Fact {
  readonly kind: FactKind
  /** What it is about: the name of a role or bucket, the alias of a key, … */
  readonly subject: string
  /** Equal meaning, equal text. */
  readonly value: string
  /** Of a policy. */
  readonly document?: PolicyDocument
  /** The name of a role's policy. */
  readonly name?: string
  readonly address?: string
}

export type FactKind =
  | 'trust'
  | 'policy'
  | 'bucket-policy'
  | 'key-policy'
  /** A role's permissions boundary. */
  | 'boundary'
  /** What Terraform takes off a role, or keeps from being destroyed. */
  | 'protection'
  /** Who administers Lake Formation. */
  | 'administrator'
  /** Something that holds data, or names it. */
  | 'data'
  /** An identity provider, by its ARN: the value is the entity or issuer that it stands for. */
  | 'provider'
  /** Where an identity provider lets people sign in. */
  | 'sign-in'
  /** A certificate that an identity provider signs with: the name is its fingerprint. */
  | 'certificate'
  /** What a sign-in reads of a row of the entitlement table. */
  | 'row'
  /** A service: through which provider, and for which clients, its tokens come. */
  | 'service'

/** Facts by key; a side that cannot know a kind has none of it. */
export type Facts = ReadonlyMap<string, Fact>

/** No two facts have one key, whatever their names hold. */
export const factKey = ({ kind, subject, name = '' }: Pick<Fact, 'kind' | 'subject' | 'name'>): string =>
  `${kind} ${subject.length} ${subject} ${name}`

/** Whether two facts say the same; documents of equal text are one object, and mostly need not be read for it. */
export const sameFact = (a: Fact, b: Fact): boolean =>
  (a.document !== undefined && a.document === b.document) || a.value === b.value

export function policyFact(
  fact: Pick<Fact, 'subject' | 'name' | 'address'> & {
    readonly kind: 'trust' | 'policy' | 'bucket-policy' | 'key-policy'
    readonly document: PolicyDocument
  },
): Fact {
  const { document } = fact
  return {
    ...fact,
    get value() {
      return statementsOf(document).join('\n')
    },
  }
}

/** What a policy says, statement by statement: neither their order nor what they are called means anything. */
export function statementsOf(document: PolicyDocument): readonly string[] {
  const known = said.get(document)
  if (known) return known
  const statements = canonicalPolicy(document)
    .Statement.map(({ Sid: _, ...each }) => JSON.stringify(each))
    .sort()
  said.set(document, statements)
  return statements
}

/** Documents of equal text are one object, on both sides of a review. */
const said = new WeakMap<PolicyDocument, readonly string[]>()

export const factsBy = (facts: Iterable<Fact>): Facts => new Map([...facts].map((each) => [factKey(each), each]))
