import type { FilesRead } from '../access/files'
import { lakeMemory, type LakeMemory } from '../access/lake'
import type { Names } from '../access/names'
import { recall, type Recall } from '../access/recall'
import type { Target } from '../access/targets'
import { pathMemory, type PathMemory } from './paths'

/** What the sides of one plan share, so that the second costs little more than what differs. */
export interface SideMemory {
  readonly databases: Recall<Names['databases']>
  readonly lake: LakeMemory
  /** By role. */
  readonly files: Recall<FilesRead>
  /** By role. */
  readonly targets: Recall<readonly Target[]>
  readonly paths: PathMemory
}

export const sideMemory = (): SideMemory => ({
  databases: recall(),
  lake: lakeMemory(),
  files: recall(),
  targets: recall(),
  paths: pathMemory(),
})
