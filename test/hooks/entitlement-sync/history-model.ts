import { groupKey } from '../../../core/model/group-names'
import { RUN_TIME_PREFIX } from '../../../core/model/codes'
import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import { groupAttribute, type LiveGroupRow, type LiveMemberRow } from '../../../hooks/lib/live-rows'
import type { Row } from '../../../hooks/lib/table'
import { CODES } from './lab'

/** What a table must say after a history. */
export interface Expected {
  /** All events that were published. */
  readonly events: readonly DatasetEvent[]
  /** Environment → the revision that is applied. */
  readonly revisions: Readonly<Record<string, string>>
  /** The revision on which an event was let through first. */
  firstSeen(event: DatasetEvent): string
}

type Live = Row & (LiveGroupRow | LiveMemberRow)

/** What is wrong in a table after a history; empty if it is the state of the newest versions. */
export function wrongIn(rows: readonly Row[], { events, revisions, firstSeen }: Expected): string[] {
  const wrong: string[] = []
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (a !== b) wrong.push(`${what}: ${a} instead of ${b}`)
  }
  const byDataset = new Map<string, DatasetEvent>()
  for (const event of events) {
    const name = `${event.environment}#${event.dataset}`
    if ((byDataset.get(name)?.version ?? 0) < event.version) byDataset.set(name, event)
  }
  for (const [name, newest] of byDataset) {
    const { environment, dataset, version } = newest
    const gate = rows.find(({ PK, SK }) => PK === `DATASET#${name}` && SK === 'LIVE')
    expect(`gate of ${name}`, [gate?.version, gate?.pending], [version, false])
    expect(`history of ${name}`, historyOf(rows, newest)?.outcome, 'accepted')
    const current = revisions[environment]
    const wanted = firstSeen(newest) === current ? rolesByGroup(newest) : {}
    const ofGroups = rows.filter(({ PK, SK }) => PK.startsWith('GROUP#') && SK === `LIVE#${name}`) as Live[]
    const ofMembers = rows.filter(
      ({ PK, SK }) => PK === `LIVE#ENV#${environment}` && SK.startsWith(`LIVE#${dataset}#`),
    ) as Live[]
    for (const [kind, found] of [
      ['groups', ofGroups],
      ['members', ofMembers],
    ] as const) {
      const holding = found.filter((row) => !row.gone && row.revision === current)
      expect(
        `${kind} of ${name}`,
        sorted(holding.map((row) => [groupKey(nameOf(row)), rolesOf(row)])),
        sorted(Object.entries(wanted)),
      )
      expect(`versions of ${kind} of ${name}`, holding.filter((row) => row.version !== version).length, 0)
      expect(`gone ${kind} of ${name}`, found.filter((row) => row.gone && row.expiresAt === undefined).length, 0)
    }
    const touched = [...((gate?.touched as Set<string> | undefined) ?? [])].map(groupKey).sort()
    if (firstSeen(newest) === current) expect(`touched of ${name}`, touched, Object.keys(wanted).sort())
  }
  wrong.push(...wrongCodes(rows))
  return wrong
}

const sorted = (entries: readonly (readonly [string, unknown])[]) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
const nameOf = (row: Live): string => ('group' in row ? String(row.group) : row.PK.slice('GROUP#'.length))
const rolesOf = (row: Live): string[] =>
  row.roles.map((role) => (typeof role === 'string' ? role : role.arn.replace(/^.*\//, ''))).sort()

function rolesByGroup({ grants }: DatasetEvent): Record<string, string[]> {
  const roles = new Map<string, Set<string>>()
  for (const { group, role } of grants) {
    const key = groupKey(group)
    roles.set(key, (roles.get(key) ?? new Set()).add(role))
  }
  return Object.fromEntries([...roles].map(([key, names]) => [key, [...names].sort()]))
}

const historyOf = (rows: readonly Row[], { environment, dataset, version }: DatasetEvent): Row | undefined =>
  rows.find(
    ({ PK, SK }) => PK === `DATASET#${environment}#${dataset}` && SK === `EVENT#${String(version).padStart(16, '0')}`,
  )

/** Each group has one code in all its rows, nobody else has it, and a sign-in finds the group. */
function wrongCodes(rows: readonly Row[]): string[] {
  const live = rows.filter((row) => row.SK.startsWith('LIVE#') && row.gone !== true) as Live[]
  const codes = new Map<string, Set<string>>()
  const owners = new Map<string, Set<string>>()
  for (const row of live) {
    const key = groupKey(nameOf(row))
    codes.set(key, (codes.get(key) ?? new Set()).add(row.code))
    owners.set(row.code, (owners.get(row.code) ?? new Set()).add(key))
  }
  const declared = new Map(Object.entries(CODES).map(([name, code]) => [groupKey(name), code]))
  const index = rows.find(({ PK }) => PK === 'MESH')
  const isKnown = (key: string, code: string): boolean =>
    declared.get(key) === code || (index?.[groupAttribute(key)] as { code?: string } | undefined)?.code === code
  const isOwned = (key: string, code: string): boolean =>
    !code.startsWith(RUN_TIME_PREFIX) || groupKey(String(rows.find(({ PK }) => PK === `CODE#${code}`)?.group)) === key
  return [
    ...[...codes].filter(([, each]) => each.size > 1).map(([key]) => `${key} has two codes`),
    ...[...owners].filter(([, each]) => each.size > 1).map(([code]) => `${code} has two groups`),
    ...[...codes].flatMap(([key, each]) =>
      [...each].filter((code) => !isKnown(key, code)).map((code) => `${key} is not found by ${code}`),
    ),
    ...[...codes].flatMap(([key, each]) =>
      [...each].filter((code) => !isOwned(key, code)).map((code) => `${code} is not of ${key}`),
    ),
  ]
}
