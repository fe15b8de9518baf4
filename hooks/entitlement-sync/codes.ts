import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { RUN_TIME_PREFIX, runTimeCandidate } from '../../core/model/codes'
import { groupKey, groupLook, groupSpelling } from '../../core/model/group-names'
import { liveKey, PARTITION_KEY } from '../../core/model/table-keys'
import { BadRow, readRow } from '../lib/bad-row'
import { group } from '../lib/events/forms'
import { quoted } from '../lib/events/read'
import type { CodedGroup } from '../../core/model/entitlements'
import { indexedGroup, indexedGroups } from '../lib/live-index'
import type { LiveIndex } from '../lib/live-rows'
import { dynamoTable } from '../lib/table'
import type { LockedGroups } from './known-groups'
import { ifHolds, Postponed, Refused, type EntitlementSyncOptions } from './scope'

export interface CodeScope extends Pick<EntitlementSyncOptions, 'client' | 'config'> {
  readonly locked: LockedGroups
}

/** There are 238,328 codes of run time; so many steps past others' codes mean that something else is wrong. */
const MAX_PROBES = 1_000

/**
 * The name and code of a group: those that environments say, else those that it had, else those of the index, else new
 * ones. A code of run time belongs to one group for ever, which the row of its owner holds; the row also decides between
 * two spellings that come at the same time.
 *
 * @throws {Refused} where its code is another group's
 * @throws {Postponed} where it is not certain that a group is new
 */
export async function codedGroup(scope: CodeScope, name: string, index: LiveIndex | undefined): Promise<CodedGroup> {
  const key = groupKey(name)
  const known = knownGroup(scope, key, index)
  if (!known) return newGroup(scope, name, index)
  const { code } = known
  const indexed = indexedGroup(index, key)
  const isSettled = !code.startsWith(RUN_TIME_PREFIX) || (indexed?.code === code && indexed.name === known.name)
  if (scope.locked.contradicted.has(key)) throw new Refused([`environments say several codes of ${name}`], true)
  const isOwn = isFree(scope, code, key) && (isSettled || groupKey(await ownerOf(scope, known)) === key)
  if (!isOwn) throw new Refused([`the code ${code} of ${name} belongs to another group, too`], true)
  return known
}

/** Whether no other group has the code, as far as environments and the lock file say. */
const isFree = ({ locked }: Pick<CodeScope, 'locked'>, code: string, key: string): boolean =>
  [...(locked.owners.get(code) ?? [])].every((each) => each === key)

/** What environments, the lock file and the index say of a group; `undefined` of one that only the rows of owners know. */
export const knownGroup = (
  { locked }: Pick<CodeScope, 'locked'>,
  key: string,
  index: LiveIndex | undefined,
): CodedGroup | undefined => locked.declared.get(key) ?? locked.retired.get(key) ?? indexedGroup(index, key)

async function newGroup(scope: CodeScope, spelling: string, index: LiveIndex | undefined): Promise<CodedGroup> {
  const name = groupSpelling(spelling)
  const key = groupKey(name)
  if (!scope.locked.isComplete)
    throw new Postponed(`whether ${name} has a code is not known: a row META cannot be read`)
  const other = lookAlike(scope.locked, index, key)
  if (other !== undefined) throw new Refused([`${quoted(name)} may be taken for the group ${quoted(other)}`])
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    const code = runTimeCandidate(key, probe)
    if (!isFree(scope, code, key)) continue
    const owner = await ownerOf(scope, { name, code })
    if (groupKey(owner) === key) return { name: owner, code }
  }
  throw new Refused([`there is no free code for ${name}`], true)
}

/** A group that is known and that nobody can tell from this one for certain. */
function lookAlike({ looks }: LockedGroups, index: LiveIndex | undefined, key: string): string | undefined {
  const look = groupLook(key)
  const live = (): string | undefined => indexedGroups(index).find(({ name }) => groupLook(name) === look)?.name
  return looks.get(look) ?? live()
}

/** The group whose the code is; this one, if it was nobody's. */
async function ownerOf({ client, config }: CodeScope, { name, code }: CodedGroup): Promise<string> {
  const key = liveKey.code(code)
  const mine = await ifHolds(
    client.send(
      new PutCommand({
        TableName: config.table,
        Item: { ...key, group: name },
        ConditionExpression: 'attribute_not_exists(#pk) OR #group = :group',
        ExpressionAttributeNames: { '#pk': PARTITION_KEY, '#group': 'group' },
        ExpressionAttributeValues: { ':group': name },
      }),
    ),
  )
  if (mine) return name
  const [row] = await dynamoTable(client, config.table).rows([key])
  if (!row) throw new BadRow(key, 'is gone, and no hook deletes it')
  return readRow(owner, row).group
}

const owner = z.object({ group })
