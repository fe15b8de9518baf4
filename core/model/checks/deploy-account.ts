import { error } from '../diagnostic'
import { environmentsOf, type Check } from './check'

/** Terraform assumes the deployRole in the account of each stack: one account by number is right for one stack only. */
export const checkDeployAccount: Check = (context) => {
  const { settings, places } = context.mesh
  const account = settings.deployRole ? settings.deployRole.split(':')[4] : undefined
  if (account === undefined || !/^\d{12}$/.test(account)) return []
  const stacks = [
    { name: 'the hub', account: settings.hub.account },
    ...environmentsOf(context).map((each) => ({ name: each.name, account: each.settings.account })),
  ]
  const foreign = stacks.find((each) => each.account !== account)
  if (!foreign) return []
  const message = `the deployRole is of the account ${account}, and ${foreign.name} is in ${foreign.account}`
  const hint = 'write ${account} in its place: it is filled in with the account of each stack'
  return [error('deploy-role', message, places.mesh(['deployRole']), hint)]
}
