import { error } from '../diagnostic'
import { groupKey } from '../group-names'
import { accessEntriesOf } from './access-entries'
import type { Check } from './check'

/** A group has one role in an environment, so all its entries must agree on the role's name. */
export const checkRoleNames: Check = (context) => {
  const names = new Map<string, string | undefined>()
  return accessEntriesOf(context).flatMap(({ scope, entry: { to, roleName }, at }) => {
    if (to.group === undefined) return []
    const key = JSON.stringify([scope.name, groupKey(to.group)])
    if (!names.has(key)) names.set(key, roleName)
    if (names.get(key) === roleName) return []
    const message = `another entry of ${to.group} says roleName ${names.get(key) ?? '(none)'}`
    const place = roleName === undefined ? at() : at('roleName')
    return [error('role-name-differs', message, place, 'write the same roleName on every entry of the group')]
  })
}
