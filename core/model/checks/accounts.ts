import { error, type Diagnostic } from '../diagnostic'
import { ownValue } from '../own-value'
import { runIssuer } from '../run-roles'
import { environmentsOf, type Check, type CheckContext, type Scope } from './check'

/** What to do about an environment that moves: its buckets would stay behind, and everything else would be made anew. */
export const STAYS = 'an environment does not move: close it, forget it, and add the new one under another name'

/** An account belongs to one environment, an environment stays in its account, and Terraform can reach both accounts of a stack. */
export const checkAccounts: Check = (context) => {
  const { registry } = context.mesh
  const owners = new Map<string, string>()
  const found: Diagnostic[] = []
  for (const { name, settings: environment, at } of environmentsOf(context)) {
    const { account } = environment
    const owner = owners.get(account)
    owners.set(account, name)
    if (owner !== undefined) {
      const hint = 'an account belongs to one environment, because settings of Lake Formation hold for a whole account'
      found.push(error('account-shared', `the account ${account} belongs to ${owner}`, at('account'), hint))
    }
    const locked = ownValue(registry.environments, name)?.account
    if (locked !== undefined && locked !== account)
      found.push(error('account-moved', `${name} is locked to the account ${locked}`, at('account'), STAYS))
  }
  return [...found, ...checkDeployRole(context)]
}

/** Told once, whatever the number of environments. */
function checkDeployRole(context: CheckContext): Diagnostic[] {
  const { settings, places } = context.mesh
  const [first, ...others] = environmentsOf(context).filter((each) => needsDeployRole(context, each))
  if (!first) return []
  const who =
    others.length === 0
      ? `${first.name} is`
      : `${first.name} and ${others.length} other${others.length > 1 ? 's' : ''} are`
  const message = `${who} not in the hub's account (${settings.hub.account}), so Terraform needs a \`deployRole\` to reach both`
  const hint =
    'add it to mesh.yaml: an ARN such as "arn:${partition}:iam::${account}:role/terraform", or false where credentials come from outside'
  return [error('deploy-role', message, places.mesh(['hub']), hint)]
}

/** A stack that touches two accounts cannot do with the credentials of one. */
export const needsDeployRole = ({ mesh: { settings } }: CheckContext, { settings: { account } }: Scope): boolean =>
  settings.deployRole === undefined && account !== settings.hub.account && !runIssuer(settings)
