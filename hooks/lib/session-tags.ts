import { groupTagValue, GROUP_TAG } from '../../core/model/codes'
import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { refusalOf } from '../../core/policy/evaluate/session-limits'
import { Refusal } from './refusal'

/**
 * The tags of a session: the codes of its groups, and those attributes of the mesh that the user has a value of. What
 * STS would refuse is refused here, where a person can read why.
 *
 * @throws {Refusal} `bad-attribute`: a value of over 256 characters, one with a character that no tag takes, or over 50
 */
export function sessionTags(
  { attributes }: HookConfig,
  codes: readonly string[],
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.keys(attributes).map((key) => [key, ownValue(values, key) ?? ''] as const)
  const tags = { ...Object.fromEntries(entries.filter(([, value]) => value !== '')), [GROUP_TAG]: groupTagValue(codes) }
  const refusal = refusalOf({ tags })
  if (refusal) throw new Refusal('bad-attribute', `One of your attributes cannot be used: ${refusal.message}.`)
  return tags
}
