import { CODE_LENGTH, GROUP_TAG } from '../../codes'
import type { Mesh } from '../../mesh'
import type { Service } from '../../schema/service'
import { quotaOf } from '../table'
import { ASSUMED_TAG_VALUE, BARE_TOKEN_BYTES } from '../table/session'
import { measureIn, type Measure, type Usage } from '../usage'

/** What the fullest session through each service uses of STS's limits, and what the mesh asks of source identities. */
export function sessionUsages(mesh: Mesh): Usage[] {
  const { services, sourceIdentity } = mesh.settings
  const usage = measureIn(mesh, 'mesh', null)
  const fixed = sourceIdentity.replaceAll('*', '').length
  return [
    usage('source-identity', sourceIdentity, fixed, mesh.places.mesh(['sourceIdentity'])),
    ...Object.entries(services).flatMap(([name, service]) => ofService(mesh, name, service, usage)),
  ]
}

/** The session tags that the hooks set, and those of home storage that a service leads to, in whatever environment. */
function attributesOf(mesh: Mesh, service: string): string[] {
  const homes = [...mesh.environments.values()].flatMap(({ home }) => (home?.services.includes(service) ? [home] : []))
  const set = Object.keys(mesh.settings.hooks?.attributes ?? {})
  return [...new Set([...set, ...homes.flatMap(({ attributes }) => Object.values(attributes))])].sort()
}

function ofService(mesh: Mesh, name: string, { protocol, maxGroups }: Service, usage: Measure): Usage[] {
  const at = mesh.places.mesh(['services', name])
  const attributes = attributesOf(mesh, name)
  const codes = 1 + maxGroups * (CODE_LENGTH + 1)
  const tags = [GROUP_TAG, ...attributes]
  const longest = Math.max(...tags.map((tag) => tag.length))
  const characters = tags.join('').length + codes + attributes.length * ASSUMED_TAG_VALUE
  // An identity pool cannot set a source identity.
  const identity = protocol === 'cognito' ? 0 : quotaOf('source-identity').limit
  // Base64 makes 4 bytes of 3.
  const token = BARE_TOKEN_BYTES + Math.ceil(((characters + identity) * 4) / 3)
  return [
    usage('session-codes', name, maxGroups, at),
    ...(protocol === 'oidc' ? [usage('session-codes-oidc', name, maxGroups, at)] : []),
    usage('session-tags', name, tags.length, at),
    usage('session-tag-key', name, longest, at),
    usage('session-tag-value', name, codes, at),
    usage('session-token', name, token, at),
    ...(protocol === 'cognito' ? [usage('cognito-tags', name, characters, at)] : []),
  ]
}
