import { error, type Diagnostic } from '../diagnostic'
import { deployerOf } from '../deployer'
import { fillArn } from '../mesh'
import { needsDeployRole } from './accounts'
import { environmentsOf, repeated, twice, type Check } from './check'

/** Lake Formation has administrators, the deploying role among them, all of them of the environment's account and none a role of the mesh. */
export const checkAdministrators: Check = (context) => {
  const { settings } = context.mesh
  const { deployRole, mesh, partition } = settings
  return environmentsOf(context).flatMap((scope): Diagnostic[] => {
    const { name, settings: environment, at } = scope
    const values = { partition, account: environment.account, environment: name, mesh }
    const administrators = environment.administrators?.map((each) => fillArn(each, values))
    const deployer = deployerOf(settings, { name, account: environment.account })
    if (deployRole && fillArn(deployRole, values).includes(`:role/${mesh}/`)) {
      const hint = 'put it under another path: the buckets refuse to let roles under this path change them'
      return [
        error(
          'administrator-role',
          `the deployRole has the path of the mesh's own roles, /${mesh}/`,
          context.mesh.places.mesh(['deployRole']),
          hint,
        ),
      ]
    }
    if (!administrators) {
      if (deployer !== undefined || needsDeployRole(context, scope)) return []
      const hint = 'without a deployRole nobody is administrator: list the principal that deploys'
      return [error('no-administrators', `${name} needs \`administrators\``, at(), hint)]
    }
    const found = repeated(administrators).map((index) => twice(administrators[index], at('administrators', index)))
    // One that is no ARN has its own message, and may be the one that is missing.
    if (!administrators.every((arn) => arn.startsWith('arn:'))) return found
    if (deployer !== undefined && !administrators.includes(deployer)) {
      const hint = 'add it: only an administrator can grant what this stack grants'
      found.push(
        error(
          'deploy-role',
          `the ${deployRole ? 'deployRole' : 'role of runs'} ${deployer} is not among the administrators`,
          at('administrators'),
          hint,
        ),
      )
    }
    administrators.forEach((arn, index) => {
      const [, , , , account, resource = ''] = arn.split(':')
      if (account !== environment.account) {
        found.push(
          error(
            'foreign-administrator',
            `${arn} is not of the account ${environment.account}`,
            at('administrators', index),
            'write ${account}: Lake Formation takes administrators of its own account',
          ),
        )
      }
      if (resource.startsWith(`role/${mesh}/`)) {
        const hint = "an administrator's grants cannot be told from its implicit rights"
        found.push(
          error('administrator-role', `${arn} has the path of the mesh's own roles`, at('administrators', index), hint),
        )
      }
    })
    return found
  })
}
