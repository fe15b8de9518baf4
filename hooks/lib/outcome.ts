import { TimeOver } from './deadline'
import type { Log, LogFields } from './log'
import { Refusal, unavailable } from './refusal'
import type { Session } from './session'
import { thrown } from './thrown'

/** Writes down that somebody signed in. */
export function signedIn(log: Log, session: Session, milliseconds: number): void {
  log.info('signed-in', { ...summaryOf(session), milliseconds: Math.round(milliseconds) })
}

/** Writes down why nobody signs in, and returns what the user may know of it. */
export function refused(log: Log, error: unknown): string {
  const late = error instanceof TimeOver ? { cause: 'deadline' } : {}
  const refusal = error instanceof Refusal ? error : unavailable({ ...thrown(error), ...late })
  const fields: LogFields = { ...refusal.detail, code: refusal.code }
  if (refusal.code === 'unavailable') log.error('failed', fields)
  else log.warn('refused', fields)
  return refusal.message
}

/** What a log may know of a session. */
export function summaryOf({ service, sourceIdentity, groups, roles, duration }: Session): LogFields {
  return { service, user: sourceIdentity, groups: groups.length, roles: roles.length, duration }
}
