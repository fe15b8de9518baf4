import { error, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/** Who reads the attribute of a user pool that keeps the groups: a function of the hub alone, and no other claim is in it. */
export const checkPoolGroups: Check = ({ mesh: { settings, places } }) =>
  Object.entries(settings.services).flatMap(([name, service]): Diagnostic[] => {
    const userPool = service.protocol === 'cognito' ? service.userPool : undefined
    const attribute = userPool?.groupsAttribute
    if (!userPool || attribute === undefined) return []
    const at = places.mesh(['services', name, 'userPool', 'groupsAttribute'])
    if (userPool.trigger !== undefined) {
      const message =
        'the pool calls a function of your own, which reads what it likes: `groupsAttribute` has no effect'
      return [
        error('pool-groups-unread', message, at, "remove it, or remove `trigger` to let the hub's function decide"),
      ]
    }
    if (!settings.hooks) {
      const message = 'no function reads the groups in this attribute: the mesh has no `hooks`'
      return [error('pool-groups-unread', message, at, 'add `hooks: {}` to mesh.yaml, or remove the attribute')]
    }
    const [other] = Object.values(settings.hooks.attributes).filter((claim) => `custom:${claim}` === attribute)
    if (other === undefined) return []
    const message = `${attribute} keeps the claim ${other} for the session tags already`
    return [error('pool-attribute-taken', message, at, 'name another attribute, such as custom:member-of')]
  })
