import { isDeepStrictEqual } from 'node:util'
import { compareText } from '../../../core/model/diagnostic'
import type { Mesh } from '../../../core/model/mesh'
import { MESH_FILE } from '../../../core/model/load'
import { ownValue } from '../../../core/model/own-value'
import { service as serviceSchema, type Service } from '../../../core/model/schema/service'
import type { ServiceDefinition } from '../../../hooks/lib/live-rows'
import { UserError } from '../fail'
import type { Cause } from './changes'
import { fileOf, namesEvery } from './every-service'
import type { LiveService, LiveServices } from './read-services'
import type { Applied } from './rows'
import type { YamlMap } from './yaml-text'

/** A service of run time in the files. */
export interface ServiceChange {
  readonly service: string
  /** What mesh.yaml says of it. @default - mesh.yaml has it already */
  readonly entry?: YamlMap
  /** Its metadata, a file of the mesh folder. @default - it has none, or has it already */
  readonly metadata?: { readonly file: string; readonly text: string }
  /** The environments that name it from now on, sorted. */
  readonly environments: readonly string[]
  /** Those of them where a hook made the provider, which Terraform takes over. */
  readonly adopt: readonly string[]
  /** Further environments, which no event names: they say `services: all`, and mesh.yaml has the service from now on. */
  readonly others: readonly string[]
  readonly cause: Cause
}

type Read = (path: string) => string | undefined

/** The services that some environment's file does not name yet. Throws a UserError where the files have another. */
export function serviceChanges(mesh: Mesh, { services }: LiveServices, read: Read): ServiceChange[] {
  const every = [...mesh.environments.keys()].filter((each) => namesEvery(read(fileOf(each)) ?? '')).sort(compareText)
  return services.flatMap((live): ServiceChange[] => {
    const { name, definition, by, reason } = live
    const declared = ownValue(mesh.settings.services, name)
    const adopted = declared && declared.protocol !== 'cognito' ? (declared.adopt ?? []) : []
    const missing = [...live.environments].filter(([environment, applied]) => {
      if (!mesh.environments.get(environment)?.services.includes(name)) return true
      // `all` names a service also where a hook made its provider, which nobody has written down yet.
      const isNew = every.includes(environment) && !adopted.includes(environment)
      return isNew && !hasProvider(applied, definition)
    })
    if (missing.length === 0) return []
    const environments = missing.map(([environment]) => environment)
    const adopt = missing.filter(([, applied]) => !hasProvider(applied, definition)).map(([environment]) => environment)
    const change = { service: name, environments, others: [], adopt, cause: { by, reason } }
    if (declared) {
      if (!isSame(mesh, declared, definition)) throw otherwise(mesh, name)
      return [change]
    }
    const metadata = metadataOf(live, read)
    const others = every.filter(
      (each) => !live.environments.has(each) && mesh.environments.get(each)?.state !== 'closed',
    )
    return [{ ...change, others, entry: entryOf(definition, metadata?.file, adopt), ...(metadata && { metadata }) }]
  })
}

/** Whether Terraform made the provider: services on one issuer share it. */
function hasProvider({ services, roles }: Applied, definition: ServiceDefinition): boolean {
  if (definition.protocol !== 'oidc') return false
  const onIssuer = services.filter(({ protocol, issuer }) => protocol === 'oidc' && issuer === definition.issuer)
  return onIssuer.some(({ name }) => roles.some((role) => role.services.includes(name)))
}

/** Whether roles that trust the declared service trust the same people: the same provider, and the same audience. */
function isSame({ metadata }: Mesh, declared: Service, definition: ServiceDefinition): boolean {
  if (declared.protocol === 'saml' && definition.protocol === 'saml')
    return metadata.get(declared.metadata)?.text === definition.metadata && declared.audience === definition.audience
  if (declared.protocol === 'oidc' && definition.protocol === 'oidc')
    return (
      declared.issuer === definition.issuer &&
      isDeepStrictEqual([...declared.clientIds].sort(), [...definition.clientIds].sort())
    )
  return false
}

function otherwise({ places }: Mesh, name: string): UserError {
  const { file = MESH_FILE, line = 1 } = places.meshKey(['services', name]) ?? {}
  return new UserError(
    `${file}:${line} declares the service ${name}, and an event has added another of that name`,
    'nothing was written; give one of the two another name, or delete the entry and pull again',
  )
}

function metadataOf({ name, definition }: LiveService, read: Read): ServiceChange['metadata'] {
  if (definition.protocol !== 'saml') return undefined
  const [file, text] = [`saml/${name}.xml`, definition.metadata]
  const there = read(file)
  if (there !== undefined && there !== text)
    throw new UserError(
      `${file} is there already and says something else than the metadata of the service ${name}`,
      'nothing was written; move the file to another name, or delete it',
    )
  return { file, text }
}

/** What mesh.yaml says of a service: what has its default is left out. */
function entryOf(definition: ServiceDefinition, metadata: string | undefined, adopt: readonly string[]): YamlMap {
  const { protocol, application, maxGroups, groupsClaim } = definition
  const required: YamlMap =
    protocol === 'saml'
      ? { protocol, metadata: metadata ?? '' }
      : { protocol, issuer: definition.issuer, clientIds: definition.clientIds }
  const defaults = serviceSchema.parse(required)
  return {
    ...required,
    ...(protocol === 'saml' && definition.audience !== undefined && { audience: definition.audience }),
    ...(application !== undefined && { application }),
    ...(maxGroups !== defaults.maxGroups && { maxGroups }),
    ...(groupsClaim !== defaults.groupsClaim && { groupsClaim }),
    ...(adopt.length > 0 && { adopt }),
  }
}
