import { GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam'
import { rolePath } from '../../../core/model/names'
import type { AppliedMesh } from '../../support/applied-mesh'

/** Every role of an environment on the mesh's path, with its trust policy as IAM gives it back. */
export async function readTrusts(mesh: AppliedMesh, environment: string): Promise<ReadonlyMap<string, string>> {
  const { iam } = await mesh.aws(environment)
  const PathPrefix = rolePath(mesh.built().mesh.settings.mesh)
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix }))
  const read = Roles.map(async ({ RoleName = '' }) => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    return [RoleName, decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')] as const
  })
  return new Map(await Promise.all(read))
}

/** The same of what is rendered. */
export function renderedTrusts(mesh: AppliedMesh, environment: string): ReadonlyMap<string, string> {
  const { resource } = JSON.parse(mesh.stack(environment).text()) as RenderedRoles
  const path = rolePath(mesh.built().mesh.settings.mesh)
  const roles = Object.values(resource.aws_iam_role).filter((role) => role.path === path)
  return new Map(roles.map((role) => [role.name, role.assume_role_policy]))
}

interface RenderedRoles {
  readonly resource: {
    readonly aws_iam_role: Readonly<
      Record<string, { readonly name: string; readonly path: string; readonly assume_role_policy: string }>
    >
  }
}
