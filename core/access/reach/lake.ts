import { blocksIn, isSaid, ofType, textIn, type ReadResource } from '../../terraform/read/resource'
import { mapBy } from '../../model/group-by'
import { targetsOf } from './grant'
import { databaseIn, lakeCatalogue, type LakeCatalogue, type LakeDatabase } from './lake-catalogue'
import type { Names } from './names'
import { recall, type Recall } from './recall'
import type { Target } from './targets'

/** Lake Formation's grants, by principal: the ARN of a role, or what else is written. */
export interface LakeGrants {
  readonly held: ReadonlyMap<string, readonly Target[]>
  /** Address → why it is not understood. */
  readonly faults: ReadonlyMap<string, string>
}

/** A principal that only an apply will tell. */
export const LATER = 'known after apply'

interface Held {
  readonly targets: readonly Target[]
  readonly faults: LakeGrants['faults']
}

/** What the sides of one plan share. */
export interface LakeMemory {
  /** By database. */
  readonly catalogue: Recall<LakeDatabase>
  /** By principal. */
  readonly held: Recall<Held>
}

export const lakeMemory = (): LakeMemory => ({ catalogue: recall(), held: recall() })

/** Reads the grants of a stack's resources. */
export function lakeGrants(resources: readonly ReadResource[], names: Names, memory = lakeMemory()): LakeGrants {
  const catalogue = lakeCatalogue(resources, memory.catalogue)
  const grants = mapBy(
    ofType(resources, 'aws_lakeformation_permissions'),
    ({ values }) => textIn(values, 'principal') ?? LATER,
  )
  const held = new Map<string, readonly Target[]>()
  const faults = new Map<string, string>()
  for (const [who, own] of grants) {
    const parts = [names.account, names.databases, ...own, ...own.map((each) => referred(each, catalogue))]
    const read = memory.held(who, parts, () => heldBy(own, names, catalogue))
    if (read.targets.length > 0) held.set(who, read.targets)
    for (const [address, why] of read.faults) faults.set(address, why)
  }
  return { held, faults }
}

/** What decides what a grant means beside itself. */
function referred({ values }: ReadResource, catalogue: LakeCatalogue): LakeDatabase | undefined {
  const on = ['data_cells_filter', 'table_with_columns'].find((each) => isSaid(values[each]))
  const [block] = on === undefined ? [] : blocksIn(values, on)
  return block && catalogue.get(databaseIn(block))
}

function heldBy(grants: readonly ReadResource[], names: Names, catalogue: LakeCatalogue): Held {
  const faults = new Map<string, string>()
  const targets = grants.flatMap((each) => {
    const read = targetsOf(each, names, catalogue)
    if (typeof read !== 'string') return read
    faults.set(each.address, read)
    return []
  })
  return { targets, faults }
}
