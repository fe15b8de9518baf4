import { warning, type Diagnostic } from '../diagnostic'
import { partitionFacts } from '../partition'
import { readSamlMetadata } from '../saml-metadata'
import type { Check } from './check'

/**
 * IAM knows an assertion by its issuer and its audience alone, so that services with the same of both are one service to
 * it. AD FS, Keycloak, Google and Entra may have one issuer for all applications.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export const checkSharedIdentityProvider: Check = ({ mesh: { settings, metadata, places }, now }) => {
  const owners = new Map<string, string>()
  return Object.entries(settings.services).flatMap(([name, service]): Diagnostic[] => {
    const file = service.protocol === 'saml' ? metadata.get(service.metadata) : undefined
    const entityId = file && readSamlMetadata(file.text, now).entityId
    if (service.protocol !== 'saml' || typeof entityId !== 'string') return []
    const audience = service.audience ?? partitionFacts(settings.partition).samlAudience
    const key = JSON.stringify([entityId, audience])
    const owner = owners.get(key)
    if (owner === undefined) {
      owners.set(key, name)
      return []
    }
    const message = `${name} and ${owner} are one identity provider (${entityId}) with one audience: an assertion for the one is as good for the other, and an environment that names one of them is open to both`
    const hint =
      'give each application an issuer of its own in the identity provider, or an `audience` of its own; or name both services wherever you name one'
    return [warning('identity-provider-shared', message, places.mesh(['services', name, 'metadata']), hint)]
  })
}
