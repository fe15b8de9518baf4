import { error, type Diagnostic } from '../diagnostic'
import { roleSeeds } from '../graph'
import { fillArn } from '../mesh'
import { accessEntriesOf } from './access-entries'
import { environmentsOf, type Check, type CheckContext, type Scope } from './check'

/** The Athena workgroup that every account has. */
const PRIMARY = 'primary'

/** No role, nor its workgroup, has the name of something that the account has already. */
export const checkTakenNames: Check = (context) => [
  ...environmentsOf(context).flatMap((scope) => takenRoles(context, scope)),
  ...accessEntriesOf(context).flatMap(({ entry: { roleName }, at }): Diagnostic[] => {
    if (roleName?.toLowerCase() !== PRIMARY) return []
    const message = `the role ${roleName} would have an Athena workgroup of its name, and every account has ${PRIMARY}`
    return [error('name-clash', message, at('roleName'), 'choose another roleName')]
  }),
]

/**
 * IAM compares names of roles without case and without their paths.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
function takenRoles(context: CheckContext, { name, settings }: Scope): Diagnostic[] {
  const { mesh, partition, deployRole } = context.mesh.settings
  const values = { partition, mesh, environment: name, account: settings.account }
  const taken = new Map<string, string>()
  const take = (what: string, arn: string): void => {
    const [, , , , account, resource = ''] = fillArn(arn, values).split(':')
    const role = /^role\/(?:.*\/)?([^/]+)$/.exec(resource)?.[1]?.toLowerCase()
    // One on the mesh's own path is no other role; that has its own message.
    if (account !== settings.account || role === undefined || resource.startsWith(`role/${mesh}/`)) return
    if (!taken.has(role)) taken.set(role, what)
  }
  if (deployRole) take('the deployRole', deployRole)
  settings.administrators?.forEach((each) => take('an administrator', each))
  return roleSeeds(context.mesh, name, settings).flatMap((seed) => {
    const what = taken.get(seed.name.toLowerCase())
    if (what === undefined) return []
    const hint = 'names of roles are unique in an account, whatever their case and path: rename one of the two'
    return [error('name-clash', `the role ${seed.name} of ${name} has the name of ${what}`, seed.at, hint)]
  })
}
