import type { Mesh } from '../../model/mesh'

/** The SAML metadata of a service; empty of every other. */
export function metadataOf({ settings, metadata }: Mesh, service: string): string {
  const found = settings.services[service]
  return found?.protocol === 'saml' ? (metadata.get(found.metadata)?.text ?? '') : ''
}
