import { error, type Diagnostic } from '../diagnostic'
import { environmentsOf, type Check } from './check'

/** An account belongs to one environment, an environment stays in its account, and Terraform can reach both accounts of a stack. */
export const checkAccounts: Check = (context) => {
  const { settings, registry, places } = context.mesh
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
    const locked = registry.environments[name]?.account
    if (locked !== undefined && locked !== account) {
      const hint = 'an environment does not move: close it, forget it, and add the new one under another name'
      found.push(error('account-moved', `${name} is locked to the account ${locked}`, at('account'), hint))
    }
    if (settings.deployRole === undefined && account !== settings.hub.account) {
      const hint =
        'add deployRole to mesh.yaml: an ARN such as arn:${partition}:iam::${account}:role/terraform, or false where credentials come from outside'
      found.push(
        error(
          'deploy-role',
          `${name} is not in the hub's account, so its stack touches two accounts and needs a deployRole`,
          places.mesh(['mesh']),
          hint,
        ),
      )
    }
  }
  return found
}
