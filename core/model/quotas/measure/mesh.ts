import type { Mesh } from '../../mesh'
import { OWN_TAGS } from '../table/data'
import { measureIn, type Usage } from '../usage'

/** What belongs to no account: tags that every resource has, and metadata that several accounts may take. */
export function meshUsages(mesh: Mesh): Usage[] {
  const { settings, metadata, places } = mesh
  const usage = measureIn(mesh, 'mesh', null)
  return [
    usage('resource-tags', settings.mesh, OWN_TAGS + Object.keys(settings.tags).length, places.mesh(['tags'])),
    ...Object.entries(settings.services).flatMap(([name, service]) => {
      const document = service.protocol === 'saml' ? metadata.get(service.metadata) : undefined
      if (!document) return []
      return [usage('saml-metadata', name, document.text.length, places.mesh(['services', name, 'metadata']))]
    }),
  ]
}
