import { samlProviderArn } from '../../model/arn'
import type { EnvironmentAccess } from '../../model/graph'
import type { Mesh } from '../../model/mesh'
import { metadataOf } from './mesh-metadata'
import { metadataDigest } from './provider-facts'
import type { Rest, Rests } from './side'

/** What people wrote that decides nothing: counted by what it stands on. */
export function restOf(mesh: Mesh, access: EnvironmentAccess): Rests {
  const { settings, environments } = mesh
  const { environment } = access
  const own = environments.get(environment)
  const tags = JSON.stringify([settings.tags, own?.domain, own?.stage])
  const rest = (description: string, metadata = ''): Rest => ({ tags, description, metadata })
  return restsOf([
    ...access.datasets.map((each) => [`dataset ${each.name}`, rest(each.description ?? '')] as const),
    ...access.services.map(
      (each) => [samlProviderArn(access, each.name), rest('', metadataDigest(metadataOf(mesh, each.name)))] as const,
    ),
  ])
}

export const restsOf = (all: readonly (readonly [string, Rest])[]): Rests => ({
  of: new Map(all),
  read: (of) => of as Rest,
})
