import { fillArn, type Mesh } from './mesh'
import { environmentRun, runIssuer } from './run-roles'
import type { MeshSettings } from './schema/mesh'

interface Place {
  readonly name: string
  readonly account: string
}

/** The ARN of the role that applies an environment's stack; `undefined` where nobody can tell. */
export function deployerOf(settings: MeshSettings, { name, account }: Place): string | undefined {
  const { deployRole, partition, mesh } = settings
  if (deployRole) return fillArn(deployRole, { partition, mesh, environment: name, account })
  return runIssuer(settings) ? environmentRun(settings, { name, account }, 'apply').arn : undefined
}

/** The ARNs of an environment's Lake Formation administrators: those that its file lists, or the role that applies. */
export function administratorsOf({ settings, environments }: Mesh, name: string): readonly string[] {
  const { administrators, account = '' } = environments.get(name) ?? {}
  const { partition, mesh } = settings
  if (administrators)
    return administrators.map((each) => fillArn(each, { partition, mesh, environment: name, account }))
  const deployer = deployerOf(settings, { name, account })
  return deployer === undefined ? [] : [deployer]
}

/**
 * The ARNs of those who see every grant and may change none: the role that plans. To anybody else Lake Formation shows
 * only what concerns the caller, and Terraform would believe that all grants have gone.
 *
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/permissions-reference.html
 */
export function readersOf({ settings, environments }: Mesh, name: string): readonly string[] {
  const { account = '' } = environments.get(name) ?? {}
  return runIssuer(settings) ? [environmentRun(settings, { name, account }, 'plan').arn] : []
}
