import { readDocument } from '../reach/roles'
import { isSaid, ofType, textIn, type ReadResource } from '../../terraform/read/resource'
import { Expression } from '../../terraform/expression'
import { policyFact, type Fact } from './fact'

export interface PolicyFacts {
  readonly facts: readonly Fact[]
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/** The keys of a stack by their aliases, since neither a plan nor a person knows their ids. */
export function keyFacts(resources: readonly ReadResource[]): PolicyFacts {
  const faults = new Map<string, string>()
  const keys = ofType(resources, 'aws_kms_key')
  const aliases = aliasesOf(resources, keys)
  const facts = keys.flatMap(({ address, values }): Fact[] => {
    const subject = aliases.get(address) ?? address
    const held: Fact[] = [
      { kind: 'data', subject: `key ${subject}`, value: '', address },
      {
        kind: 'protection',
        subject: `key ${subject}`,
        name: 'rotation',
        value: String(values.enable_key_rotation === true),
        address,
      },
    ]
    const document = readDocument(values.policy)
    if (typeof document !== 'string') return [...held, policyFact({ kind: 'key-policy', subject, address, document })]
    faults.set(address, document)
    return held
  })
  return { facts, faults }
}

/** Address of a key → its alias, or its aliases, sorted. */
function aliasesOf(resources: readonly ReadResource[], keys: readonly ReadResource[]): ReadonlyMap<string, string> {
  const byId = new Map(
    keys.flatMap(({ address, values }) =>
      [values.key_id, values.arn].flatMap((id) => (typeof id === 'string' ? [[id, address] as const] : [])),
    ),
  )
  const found = new Map<string, string[]>()
  for (const { values } of ofType(resources, 'aws_kms_alias')) {
    const to = values.target_key_id
    const [, referred] = to instanceof Expression ? (/^\$\{(aws_kms_key\.[\w-]+)\./.exec(to.text) ?? []) : []
    const key = referred ?? (typeof to === 'string' ? byId.get(to) : undefined)
    const name = textIn(values, 'name')
    if (key !== undefined && name !== undefined) found.set(key, [...(found.get(key) ?? []), name])
  }
  return new Map([...found].map(([key, names]) => [key, names.sort().join(' and ')]))
}

/** The policies of buckets. */
export function bucketPolicyFacts(resources: readonly ReadResource[]): PolicyFacts {
  const faults = new Map<string, string>()
  const policies = ofType(resources, 'aws_s3_bucket_policy')
  const others = new Set(policies.map(({ values }) => textIn(values, 'bucket')))
  // A state repeats in the bucket what another resource puts on it.
  const own = ofType(resources, 'aws_s3_bucket').filter(
    ({ values }) => isSaid(values.policy) && !others.has(textIn(values, 'bucket')),
  )
  const facts = [...policies, ...own].flatMap(({ address, values }): Fact[] => {
    const document = readDocument(values.policy)
    const subject = textIn(values, 'bucket')
    if (typeof document === 'string') faults.set(address, document)
    else if (subject === undefined) faults.set(address, 'is of a bucket that is known after apply')
    else return [policyFact({ kind: 'bucket-policy', subject, address, document })]
    return []
  })
  return { facts, faults }
}
