import type { EnvironmentSide } from '../side/side'
import type { FoldedChanges } from '../types'

/** How many resources change in nothing that decides about access. */
export function foldedChanges(before: EnvironmentSide, after: EnvironmentSide): FoldedChanges {
  let [tags, descriptions, metadata] = [0, 0, 0]
  for (const [address, each] of after.rest.of) {
    const old = before.rest.of.get(address)
    if (old === undefined || old === each) continue
    const [was, is] = [before.rest.read(old), after.rest.read(each)]
    if (was.metadata !== is.metadata) metadata++
    else if (was.description !== is.description) descriptions++
    else if (was.tags !== is.tags) tags++
  }
  return { tags, descriptions, metadata, others: 0 }
}

export const addFolded = (a: FoldedChanges, b: FoldedChanges): FoldedChanges => ({
  tags: a.tags + b.tags,
  descriptions: a.descriptions + b.descriptions,
  metadata: a.metadata + b.metadata,
  others: a.others + b.others,
})
