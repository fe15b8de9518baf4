import type { Names } from './names'

const byBucket = new WeakMap<Names['databases'], ReadonlyMap<string, string>>()

/** The dataset that a bucket belongs to. */
export function datasetOfBucket({ databases }: Pick<Names, 'databases'>, bucket: string): string | null {
  const known =
    byBucket.get(databases) ?? new Map(Object.values(databases).map((each) => [each.bucket, each.dataset] as const))
  byBucket.set(databases, known)
  return known.get(bucket) ?? null
}
