import * as z from 'zod/mini'
import { CODE_PATTERN } from '../../core/model/codes'
import { groupKey } from '../../core/model/group-names'
import { ownValue } from '../../core/model/own-value'
import { group } from './events/forms'
import { GROUP_ATTRIBUTE, groupAttribute, type LiveIndex } from './live-rows'

/** A group as every row of it is written. */
export interface CodedGroup {
  readonly name: string
  readonly code: string
}

const entry = z.object({ name: group, code: z.string().check(z.regex(CODE_PATTERN)) })

/** What the index says of a group of run time; an entry that is none, or another group's, says nothing. */
export function indexedGroup(index: LiveIndex | undefined, key: string): CodedGroup | undefined {
  const { success, data } = entry.safeParse(ownValue(index ?? {}, groupAttribute(key)))
  return success && groupKey(data.name) === key ? data : undefined
}

/** The names of all groups that the index says something of. */
export const indexedNames = (index: LiveIndex | undefined): string[] =>
  Object.keys(index ?? {}).flatMap((attribute) =>
    attribute.startsWith(GROUP_ATTRIBUTE)
      ? (indexedGroup(index, attribute.slice(GROUP_ATTRIBUTE.length))?.name ?? [])
      : [],
  )
