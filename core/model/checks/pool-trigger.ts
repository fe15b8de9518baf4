import { error, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/**
 * A user pool, which the hub makes in its Region, calls functions of that Region alone.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export const checkPoolTrigger: Check = ({ mesh: { settings, places } }) =>
  Object.entries(settings.services).flatMap(([name, service]): Diagnostic[] => {
    const trigger = service.protocol === 'cognito' ? service.userPool?.trigger : undefined
    const [, partition, , region] = trigger?.split(':') ?? []
    // A function of another partition has a message of its own.
    if (partition !== settings.partition || region === settings.hub.region) return []
    const message = `this function is in ${region}, and the user pool is in ${settings.hub.region}`
    const hint = 'a user pool calls functions of its own Region alone: name one in the Region of the hub'
    return [error('pool-trigger', message, places.mesh(['services', name, 'userPool', 'trigger']), hint)]
  })
