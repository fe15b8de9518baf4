import type { EnvironmentAccess } from '../../model/graph'
import { fillArn, type Mesh } from '../../model/mesh'
import type { Fact } from './fact'

/** The permissions boundary that a mesh puts on roles, filled in. */
export function boundaryOf(
  { settings }: Mesh,
  { account, environment }: Pick<EnvironmentAccess, 'account' | 'environment'>,
): string | null {
  const { permissionsBoundary, partition, mesh } = settings
  return permissionsBoundary === undefined
    ? null
    : fillArn(permissionsBoundary, { partition, account, environment, mesh })
}

export const boundaryFact = (subject: string, boundary: string | null): Fact => ({
  kind: 'boundary',
  subject,
  value: boundary ?? '',
})
