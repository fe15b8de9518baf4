import * as z from 'zod/mini'
import { CODE_PATTERN } from '../../core/model/codes'
import { mapBy } from '../../core/model/group-by'
import { groupKey } from '../../core/model/group-names'
import { ownValue } from '../../core/model/own-value'
import { group } from './events/forms'
import type { CodedGroup } from '../../core/model/entitlements'
import type { CodeClaim } from './groups'
import { GROUP_ATTRIBUTE, groupAttribute, type LiveIndex } from './live-rows'

const entry = z.object({ name: group, code: z.string().check(z.regex(CODE_PATTERN)) })

/** What the index says of a group of run time; an entry that is none, or another group's, says nothing. */
export function indexedGroup(index: LiveIndex | undefined, key: string): CodedGroup | undefined {
  const { success, data } = entry.safeParse(ownValue(index ?? {}, groupAttribute(key)))
  return success && groupKey(data.name) === key ? data : undefined
}

/** All groups that the index says something of. */
export const indexedGroups = (index: LiveIndex | undefined): CodedGroup[] =>
  Object.keys(index ?? {}).flatMap((attribute) =>
    attribute.startsWith(GROUP_ATTRIBUTE) ? (indexedGroup(index, attribute.slice(GROUP_ATTRIBUTE.length)) ?? []) : [],
  )

/** Code → the groups of run time that have it. */
export const codesIn = (index: LiveIndex | undefined): Map<string, CodeClaim[]> =>
  mapBy(
    indexedGroups(index).map((each): CodeClaim => ({ ...each, by: ['event'] })),
    ({ code }) => code,
  )
