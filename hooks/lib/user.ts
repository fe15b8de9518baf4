import type { HookConfig } from '../../core/model/hook-config'
import { refusalOf } from '../../core/policy/evaluate/session-limits'
import { matchesIdentity } from '../../core/policy/source-identity'
import { Refusal } from './refusal'

/**
 * The user becomes session name and source identity as they are: both take the same characters.
 *
 * @throws {Refusal} `bad-user` or `foreign-user`
 */
export function assertUser({ sourceIdentity }: HookConfig, user: string): void {
  if (refusalOf({ sourceIdentity: user }) !== null)
    throw new Refusal('bad-user', 'Your user name cannot sign in: AWS takes 2 to 64 letters, digits and _ + = , . @ -.')
  if (!matchesIdentity(sourceIdentity, user))
    throw new Refusal('foreign-user', 'Your user name is not one of this data mesh.')
}
