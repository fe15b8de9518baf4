import { sha256 } from '../../model/hash'
import { meaningOf, typeOf } from '../../terraform/types'
import { canonical } from '../../terraform/canonical'
import { holdsExpression, isSaid, type ReadResource } from '../../terraform/read/resource'

/** Why a resource is not understood, and what it is, as a digest: whoever approves one approves no other. */
export interface NotUnderstood {
  readonly reason: string
  readonly value: string
}

const OPENS_BUCKET = ['acl', 'replication_configuration'] as const

/** Why a resource is not understood; `undefined` where every argument is in the table of types. */
export function notUnderstood({ type, values }: ReadResource): NotUnderstood | undefined {
  const known = typeOf(type)
  if (!known)
    return because(
      isBlock(type) ? 'is not what Trustloom renders' : 'is of a type that Trustloom does not render',
      values,
    )
  // What gives others a bucket, and is never rendered.
  const opened =
    type === 'aws_s3_bucket' ? OPENS_BUCKET.filter((key) => isSaid(values[key]) && values[key] !== 'private') : []
  const names: string[] = [...opened]
  for (const key in values) if (isSaid(values[key]) && meaningOf(known, key) === 'unknown') names.push(key)
  if (names.length === 0) return undefined
  const unknown = Object.fromEntries(names.sort().map((each) => [each, values[each] ?? null]))
  return because(`has ${names.join(', ')}, which Trustloom does not render`, unknown)
}

/** A resource's type has no dot, and begins with its provider. */
export const isBlock = (type: string): boolean => type.includes('.') || !type.includes('_')

const because = (reason: string, values: ReadResource['values']): NotUnderstood => ({
  reason,
  value: sha256(canonical(values)).toString('hex'),
})

/** Which arguments that decide about access only an apply will tell; `undefined` where there is none. */
export function knownLater({ type, values }: ReadResource): string | undefined {
  const known = typeOf(type)
  if (known === undefined || known.whole !== undefined) return undefined
  const later = Object.keys(values).filter((key) => meaningOf(known, key) === 'read' && holdsExpression(values[key]))
  return later.length === 0 ? undefined : `has ${later.sort().join(', ')}, known after apply`
}
