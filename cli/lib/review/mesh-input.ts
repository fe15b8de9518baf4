import type { Folder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import type { RiskLevels } from '../../../core/model/risk/rules'
import { meshSide } from '../../../core/review/side/mesh-side'
import type { Side } from '../../../core/review/side/side'
import { prepare, type Prepared } from '../prepare'
import { note, printDiagnostics, visible } from '../terminal'
import { ReviewStopped } from './stopped'

/** One side of a review, with how its files ask for changes to be rated. */
export interface InputSide {
  readonly side: Side
  /** @default - it is not of files, and says nothing */
  readonly levels?: RiskLevels
  readonly prepared?: Prepared
}

/** A review does not depend on the day: whether a certificate has expired, `check` tells. */
const NO_DAY = new Date(0)

/**
 * What a mesh folder means.
 *
 * @param where how to tell the folder from another of the same name. @default - there is no other
 * @throws {ReviewStopped} where the mesh has errors, which are told
 */
export function meshInput(folder: Folder, where?: string): InputSide {
  const { prepared, diagnostics, texts } = prepare(folder, { frozen: false, now: NO_DAY })
  if (!prepared) {
    if (where !== undefined) note(visible(`the mesh ${where} has errors:`))
    printDiagnostics(diagnostics, texts)
    throw new ReviewStopped()
  }
  return { side: meshSide(prepared), levels: prepared.mesh.settings.review?.risk ?? {}, prepared }
}

export const hasMesh = (folder: Folder): boolean => folder.list().includes(MESH_FILE)
