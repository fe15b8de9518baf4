import type { PolicyDocument } from '../../policy/document'
import { isFault, readPolicy } from './policy'
import { ofType, type SynthFault, type SynthStack } from './stack'

/** A bucket or key policy, by what it protects. */
export interface SynthProtected {
  readonly address: string
  /** The bucket's name, or the key's alias. */
  readonly name: string
  readonly policy: PolicyDocument
}

export interface SynthStorage {
  readonly buckets: readonly SynthProtected[]
  readonly keys: readonly SynthProtected[]
  readonly faults: readonly SynthFault[]
}

/** Every bucket with a policy and every key with an alias; what lacks one is a fault. */
export function storageOf(stack: SynthStack): SynthStorage {
  const faults: SynthFault[] = []
  const read = (address: string, name: string, text: string | undefined, what: string): SynthProtected[] => {
    if (text === undefined) {
      faults.push({ address, message: `has no ${what}` })
      return []
    }
    const policy = readPolicy(address, text)
    if (!isFault(policy)) return [{ address, name, policy }]
    faults.push(policy)
    return []
  }
  const policies = ofType(stack, 'aws_s3_bucket_policy')
  const aliases = ofType(stack, 'aws_kms_alias')
  const buckets = ofType(stack, 'aws_s3_bucket').flatMap(({ address, attributes: { bucket } }) =>
    read(address, bucket, policies.find((each) => each.attributes.bucket === bucket)?.attributes.policy, 'policy'),
  )
  const keys = ofType(stack, 'aws_kms_key').flatMap(({ address, attributes: { policy } }) => {
    const own = aliases.filter((each) => each.attributes.target_key_id === address)
    return own.length === 0
      ? read(address, '', undefined, 'alias')
      : own.flatMap((alias) => read(address, alias.attributes.name, policy, 'policy'))
  })
  return { buckets, keys, faults }
}
