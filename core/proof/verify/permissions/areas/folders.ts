import type { Expectation } from '../area'
import { folders, workgroupOf, type DeclaredRole, type Places } from '../places'

/** A folder of the results bucket, and what a role does in it. */
export interface Folder {
  /** With a slash at the end. */
  readonly path: string
  readonly actions: ReadonlySet<string>
  /** Whether the role needs it, or a template of its own may give it. */
  readonly expectation: Expectation
}

const WRITES = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject']
const RESULTS: ReadonlySet<string> = new Set(WRITES)
const SCRIPTS: ReadonlySet<string> = new Set([...WRITES, 's3:DeleteObject'])

/**
 * The folders of a role in the results bucket: results of its queries, which are never deleted by hand, and scripts of
 * its jobs, which author and jobs share.
 */
export function foldersOf(places: Places, role: DeclaredRole): Folder[] {
  const workgroup = workgroupOf(places, role)
  if (workgroup === undefined) return []
  const { policies, hasOwnTemplate, access } = role
  const found: Folder[] = []
  const add = (path: string, actions: ReadonlySet<string>, needs: boolean): void => {
    if (!needs && !hasOwnTemplate) return
    found.push({ path: `${path}/`, actions, expectation: needs ? 'must' : 'may' })
  }
  if (access?.kind !== 'jobs') add(folders.results(workgroup), RESULTS, policies.has('data-lake-user'))
  add(folders.jobs(workgroup), SCRIPTS, policies.has('pipeline-author') || policies.has('pipeline-job'))
  return found
}
