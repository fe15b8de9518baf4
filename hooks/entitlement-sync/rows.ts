import { runTimeCandidate } from '../../core/model/codes'
import { compareText } from '../../core/model/diagnostic'
import { groupKey } from '../../core/model/group-names'
import { liveKey } from '../../core/model/table-keys'
import type { TrustRole, TrustRow } from '../../core/model/trust-row'
import type { DatasetEvent } from '../lib/events/dataset-event'
import type { LiveGroupRow, LiveMemberRow, LiveRole } from '../lib/live-rows'
import type { CodedGroup } from '../../core/model/entitlements'

/** A group, and the roles that the event puts it into. */
export interface OpenedGroup extends CodedGroup {
  /** Sorted by name, each once. */
  readonly roles: readonly TrustRole[]
}

/** The two rows of a group: what a sign-in reads, and what trust policies are rendered from. */
export interface GroupRows {
  readonly group: LiveGroupRow
  readonly member: LiveMemberRow
}

/** SQS keeps a message for 14 days at most; a row that is gone outlives every message that could bring it back. */
const KEPT_SECONDS = 15 * 24 * 60 * 60

/** The faults of grants that no event may give. */
export function grantFaults({ roles }: Pick<TrustRow, 'roles'>, event: DatasetEvent): string[] {
  const { environment, dataset, location, grants } = event
  const wrong = new Map<string, string>()
  const own = roles.find((each) => each.kind === 'live' && each.dataset === dataset)
  if (location !== undefined && own?.location !== undefined && slashed(location) !== own.location)
    wrong.set('', `${dataset} of ${environment} lies at ${own.location}, not at ${location}`)
  for (const { role: name } of grants) {
    const role = roles.find((each) => each.name === name)
    if (!role) wrong.set(name, `${environment} has no role ${name}`)
    else if (role.kind !== 'live' || role.dataset !== dataset)
      wrong.set(name, `${whose(role)}: name the live role of ${dataset}`)
  }
  return [...wrong.values()]
}

/** What is wrong with a role that the event may not name. */
function whose({ name, kind, persona, dataset }: TrustRole): string {
  if (kind === 'live') return `${name} is the live role of the dataset ${dataset ?? ''}`
  const what = { persona: `the persona ${persona}`, share: 'a share', home: 'home storage' }[kind]
  return `${name} is the role of ${what}, into which only the mesh's files put groups`
}

const slashed = (location: string): string => (location.endsWith('/') ? location : `${location}/`)

/** What the groups open, of roles that the environment has; sorted by name. */
export function openedGroups(
  { roles }: Pick<TrustRow, 'roles'>,
  { grants }: Pick<DatasetEvent, 'grants'>,
  coded: ReadonlyMap<string, CodedGroup>,
): OpenedGroup[] {
  const wanted = new Map<string, Set<string>>()
  for (const { group, role } of grants) {
    const key = groupKey(group)
    wanted.set(key, (wanted.get(key) ?? new Set()).add(role))
  }
  return [...wanted]
    .flatMap(([key, names]) => {
      const group = coded.get(key)
      return group ? [{ ...group, roles: roles.filter(({ name }) => names.has(name)) }] : []
    })
    .sort((a, b) => compareText(a.name, b.name))
}

/** The rows of a group that the version opens something for. */
export function liveRows(
  event: DatasetEvent,
  { services }: Pick<TrustRow, 'services'>,
  revision: string,
  { name, code, roles }: OpenedGroup,
): GroupRows {
  const { environment, dataset, version, by, reason } = event
  const base = { version, revision, code }
  const opened = roles
    .map((role): LiveRole => {
      const { arn, persona, sessionHours } = role
      const providers = services.filter((each) => role.services.includes(each.name))
      return {
        arn,
        persona,
        sessionHours,
        services: Object.fromEntries(providers.map((each) => [each.name, each.provider])),
      }
    })
    .sort((a, b) => compareText(a.arn, b.arn))
  return {
    group: { ...liveKey.group(name, environment, dataset), ...base, environment, roles: opened },
    member: {
      ...liveKey.member(environment, dataset, name),
      ...base,
      dataset,
      group: name,
      roles: roles.map((role) => role.name),
      by,
      reason,
    },
  }
}

/**
 * The rows of a group that the version opens nothing for. They stay a while, so that an older version which is still
 * being written somewhere cannot bring the group back.
 */
export function goneRows(
  { environment, dataset, version, by, reason }: DatasetEvent,
  revision: string,
  group: string,
  code: string | undefined,
  now: Date,
): GroupRows {
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_SECONDS
  // What is gone opens nothing, whatever its code; but every row has one.
  const base = {
    version,
    revision,
    code: code ?? runTimeCandidate(groupKey(group), 0),
    roles: [],
    gone: true,
    expiresAt,
  }
  return {
    group: { ...liveKey.group(group, environment, dataset), ...base, environment },
    member: { ...liveKey.member(environment, dataset, group), ...base, dataset, group, by, reason },
  }
}
