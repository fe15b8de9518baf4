import type { ReadResource } from '../read/resource'
import { metadataDigest } from './provider-facts'
import type { Rest, Rests } from './side'

/** What of a stack's resources decides nothing about access. */
export function restOf(resources: readonly ReadResource[]): Rests {
  const of = new Map<string, unknown>()
  for (const { address, values } of resources) of.set(address, values)
  return { of, read: (values) => readRest(values as ReadResource['values']) }
}

function readRest({
  tags,
  tags_all: all,
  description,
  saml_metadata_document: metadata,
}: ReadResource['values']): Rest {
  return {
    tags: JSON.stringify([tags ?? null, all ?? null]),
    description: typeof description === 'string' ? description : '',
    metadata: typeof metadata === 'string' ? metadataDigest(metadata) : '',
  }
}
