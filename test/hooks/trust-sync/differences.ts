import { liveKey } from '../../../core/model/table-keys'
import { readEnvironment } from '../../../hooks/trust-sync/state'
import { trustOf, wantedOf } from '../../../hooks/trust-sync/wanted'
import { means } from '../../../hooks/trust-sync/write-trust'
import type { Lab } from './lab'

/** Everything in the accounts that is not as the table says, and everything in the table that leads nowhere. */
export async function differences(lab: Lab): Promise<string[]> {
  const sync = { config: lab.config, table: lab.table.reader } as Parameters<typeof readEnvironment>[0]
  const found: string[] = []
  for (const environment of Object.keys(lab.config.environments)) {
    const state = await readEnvironment(sync, environment)
    if (typeof state === 'string') return [`${environment} is ${state}`]
    const { trust, roles, providers } = wantedOf(state)
    for (const role of roles)
      if (!means(lab.trust(role.role.name, trust.account), trustOf(trust, role, role.live, role.liveCodes)))
        found.push(`${role.role.name} is not as the rows say`)
    const account = lab.iam.account(trust.account)
    const wanted = [...providers.map(({ arn }) => arn), ...trust.services.map(({ provider }) => provider)].sort()
    const there = [...account.saml.keys(), ...account.oidc.keys()].sort()
    if (wanted.join() !== there.join()) found.push(`${environment} has ${there.join()} and not ${wanted.join()}`)
    if (state.past.groups.length + state.past.services.length > 0) found.push(`${environment} has rows of the past`)
  }
  const index = (await lab.row(liveKey.index())) ?? {}
  for (const name of ['databricks', 'studio']) {
    const { state = 'refused' } = (await lab.service(name)) ?? {}
    if (state === 'pending' || state === 'removing') found.push(`${name} is ${state}`)
    const claimed = Object.values(index).includes(name)
    if (claimed !== (state === 'active')) found.push(`${name} is ${state}, and ${claimed ? 'has' : 'lacks'} claims`)
  }
  return found
}
