import type { WorkMessage } from './work-message'

/** The text of the message that tells trust-sync of changed rows. */
export function environmentMessage(environment: string): string {
  return JSON.stringify({ schemaVersion: 1, type: 'environment', environment } satisfies WorkMessage)
}
