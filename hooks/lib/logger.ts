import { Logger } from '@aws-lambda-powertools/logger'
import type { Log, LoggedEvent, LogFields } from './log'

/**
 * One line of JSON an event: `{"level":"WARN","event":"refused","about":{"code":"no-roles"},…}`.
 * What it is about stands apart, because Powertools keeps `service`, `message` and more for itself.
 *
 * @param hook the function's name, in every line
 */
export function hookLog(hook: string): Log {
  const logger = new Logger({ serviceName: hook })
  const line = (event: LoggedEvent, about: LogFields): Record<string, unknown> => ({ event, about })
  return {
    info: (event, fields) => logger.info(event, line(event, fields)),
    warn: (event, fields) => logger.warn(event, line(event, fields)),
    error: (event, fields) => logger.error(event, line(event, fields)),
  }
}
