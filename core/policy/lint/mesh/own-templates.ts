import type { Mesh, TextFile } from '../../../model/mesh'
import { TEMPLATE_FOLDER } from '../../../model/template-name'

/** The policy templates that lie in the mesh's folder, by name; built-in ones lie outside. */
export function ownTemplates({ templates, places }: Mesh): ReadonlyMap<string, TextFile> {
  const [, folder] = /^(.+)\/[^/]+$/.exec(places.mesh([])?.file ?? '') ?? []
  if (folder === undefined) return new Map()
  return new Map([...templates].filter(([, { file }]) => file.startsWith(`${folder}/${TEMPLATE_FOLDER}/`)))
}
