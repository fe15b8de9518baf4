import type { RefusalCode } from './refusal'

/**
 * What the alarms of the hub count: the word stands in the field `event` of a line of JSON. Whoever changes one changes
 * the metric filters, too.
 */
export type LoggedEvent =
  | 'signed-in'
  | 'refused'
  /** Somebody signed in without a session tag that their directory's text does not fit. */
  | 'attribute-left-out'
  | 'code-collision'
  | 'unauthenticated'
  | 'synchronised'
  | 'stale'
  /** An event waits: an apply is running. */
  | 'postponed'
  | 'refused-event'
  | 'trust-written'
  | 'trust-too-long'
  /** HCP Terraform has the result of a review. */
  | 'reviewed'
  | 'failed'

/** What hooks tell: never a secret, an assertion or a token. */
export interface Log {
  info(event: LoggedEvent, fields: LogFields): void
  warn(event: LoggedEvent, fields: LogFields): void
  error(event: LoggedEvent, fields: LogFields): void
}

export type LogFields = Readonly<Record<string, unknown>> & { readonly code?: RefusalCode | string }
