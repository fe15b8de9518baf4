import { error, type Diagnostic } from '../diagnostic'
import { groupKey } from '../group-names'
import { ownValue } from '../own-value'
import { hintFor } from '../suggest'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

/** Each access entry is for a persona that somebody has, or for a group from outside the environment. */
export const checkReceivers: Check = (context) =>
  accessEntriesOf(context).flatMap(({ scope, entry, at }): Diagnostic[] => {
    const { persona, group } = entry.to
    if (persona !== undefined) {
      if (!context.personas.has(persona)) {
        const hint = hintFor('persona', persona, context.personas)
        return [error('unknown-persona', `there is no persona ${persona}`, at('to', 'persona'), hint)]
      }
      // A misspelt persona has its own message, and may be the one that is meant here.
      const misspelt = Object.keys(scope.settings.personas).some((name) => !context.personas.has(name))
      if ((ownValue(scope.settings.personas, persona) ?? []).length === 0 && !misspelt) {
        const hint = `give it groups under personas, or share with a group: to: { group: … }`
        const message = `the persona ${persona} has no group in ${scope.name}`
        return [error('persona-without-groups', message, at('to', 'persona'), hint)]
      }
    }
    if (entry.roleName !== undefined && group === undefined) {
      const hint = "a persona's role has its own name"
      return [error('bad-access', 'roleName names the role of a group', at('roleName'), hint)]
    }
    const own = Object.entries(scope.settings.personas).find(
      ([, groups]) => group !== undefined && groups.some((name) => groupKey(name) === groupKey(group)),
    )
    if (own) {
      const hint = `a share is for groups outside the environment: use to: { persona: ${own[0]} }, or give the group a persona of its own`
      return [error('share-to-itself', `${group} has the persona ${own[0]} in ${scope.name}`, at('to', 'group'), hint)]
    }
    return []
  })
