import type { FilesRead } from '../reach/files'
import { lakeMemory, type LakeMemory } from '../reach/lake'
import type { Names } from '../reach/names'
import { recall, type Recall } from '../reach/recall'
import type { Target } from '../reach/targets'
import { pathMemory, type PathMemory } from './paths'

/** What the sides of one plan share, so that the second costs little more than what differs. */
export interface SnapshotMemory {
  readonly databases: Recall<Names['databases']>
  readonly lake: LakeMemory
  /** By role. */
  readonly files: Recall<FilesRead>
  /** By role. */
  readonly targets: Recall<readonly Target[]>
  readonly paths: PathMemory
}

export const snapshotMemory = (): SnapshotMemory => ({
  databases: recall(),
  lake: lakeMemory(),
  files: recall(),
  targets: recall(),
  paths: pathMemory(),
})
