import { error, type Diagnostic } from '../model/diagnostic'
import type { Mesh } from '../model/mesh'
import type { CompiledMesh } from './compile'
import { meshSubjects } from './lint/mesh/subjects'

const KEY = /^aws:PrincipalTag\/(.+)$/i
const VARIABLE = /\$\{aws:PrincipalTag\/([^},]+?)\s*[,}]/gi

/**
 * The tags of principals that a document reads, in lower case: AWS compares their keys without case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag
 */
export function readTags(document: unknown): string[] {
  if (typeof document === 'string') return [...document.matchAll(VARIABLE)].map(([, tag = '']) => tag.toLowerCase())
  if (document === null || typeof document !== 'object') return []
  return Object.entries(document).flatMap(([key, value]) => {
    const tag = KEY.exec(key)?.[1]
    return [...(tag === undefined ? [] : [tag.toLowerCase()]), ...readTags(value)]
  })
}

/** A role's own tags count as tags of its sessions: one that a policy reads would stand in where a session has none. */
export function checkReadTags(mesh: Mesh, compiled: CompiledMesh): Diagnostic[] {
  const keys = Object.keys(mesh.settings.tags)
  if (keys.length === 0) return []
  const readers = new Map<string, string>()
  for (const { owner, policy, document } of meshSubjects(mesh, compiled))
    for (const tag of readTags(document)) if (!readers.has(tag)) readers.set(tag, `${owner}/${policy}`)
  return keys.flatMap((key): Diagnostic[] => {
    const reader = readers.get(key.toLowerCase())
    if (reader === undefined) return []
    const message = `the tag ${key} would be taken for the session tag that the policy ${reader} reads`
    const hint = "a role's own tags count as tags of its sessions: choose another key"
    return [error('tag-clash', message, mesh.places.meshKey(['tags', key]), hint)]
  })
}
