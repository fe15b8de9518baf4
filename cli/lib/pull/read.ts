import type { Mesh } from '../../../core/model/mesh'
import {
  declaredKey,
  environmentPartition,
  LIVE_PREFIX,
  liveEnvironmentPartition,
  liveKey,
  SERVICE_PREFIX,
  type TableKey,
} from '../../../core/model/table-keys'
import { isCalledAsKind } from '../../../core/model/trust-row'
import type { Row, TableReader } from '../../../hooks/lib/table'
import { UserError } from '../fail'
import { readServices, type LiveServices } from './read-services'
import { badRow, heldRow, memberRow, metaRow, readRow, trustRow, type Applied } from './rows'

/** What events have added since the environments were applied, and what still holds of it. */
export interface LiveState extends LiveServices {
  readonly grants: readonly LiveGrant[]
}

/** A role that an event opened for a group. */
export interface LiveGrant {
  readonly environment: string
  readonly role: Applied['roles'][number]
  readonly group: string
  readonly code: string
  readonly dataset: string
  readonly by: string
  readonly reason: string
}

/** What an environment's partition says. */
export interface EnvironmentRows {
  readonly name: string
  /** The one that is applied. */
  readonly revision: string
  /** What it is applied with. Throws a UserError while it is being applied, and for the row of another mesh. */
  applied(): Applied
  /** Grants of this revision that are not gone. */
  readonly members: readonly Row[]
  /** Names of the services of run time that are or were here. */
  readonly services: readonly string[]
}

/** Reads what holds in the open environments of a mesh. Throws a UserError for rows that no hook writes. */
export async function readLiveState(table: TableReader, mesh: Mesh): Promise<LiveState> {
  const open = [...mesh.environments].filter(([, { state }]) => state === 'open')
  const read = await Promise.all(open.map(([name]) => readEnvironment(table, mesh, name)))
  const environments = read.filter((each) => each !== undefined)
  return { grants: environments.flatMap(grantsOf), ...(await readServices(table, environments)) }
}

/** `undefined` where nothing was ever applied. */
async function readEnvironment(table: TableReader, mesh: Mesh, name: string): Promise<EnvironmentRows | undefined> {
  const [applied = [], rows = []] = await Promise.all(
    [environmentPartition(name), liveEnvironmentPartition(name)].map((each) => table.partition(each)),
  )
  const at = ({ SK }: TableKey): Row | undefined => applied.find((each) => each.SK === SK)
  const meta = at(declaredKey.environment(name))
  if (!meta) return undefined
  const { revision } = readRow(metaRow, meta)
  const holds = (row: Row): boolean => {
    const held = readRow(heldRow, row)
    return held.revision === revision && held.gone !== true
  }
  const keys = rows.map(({ SK }) => SK)
  return {
    name,
    revision,
    applied: () => appliedOf(mesh, name, revision, at(declaredKey.trust(name))),
    members: rows.filter((row) => row.SK.startsWith(LIVE_PREFIX) && holds(row)),
    services: keys.filter((key) => key.startsWith(SERVICE_PREFIX)).map((key) => key.slice(SERVICE_PREFIX.length)),
  }
}

function appliedOf({ settings, environments }: Mesh, name: string, revision: string, row: Row | undefined): Applied {
  const applied = row && readRow(trustRow, row)
  if (applied?.revision !== revision)
    throw new UserError(
      `${name} is being applied, or its last apply was broken off: what holds there is not known`,
      `apply ${name} to the end, and pull then`,
    )
  if (applied.mesh !== settings.mesh || applied.account !== environments.get(name)?.account)
    throw new UserError(
      `the table is that of another mesh: there ${name} belongs to ${applied.mesh}, account ${applied.account}`,
      "are these the credentials of the hub's account?",
    )
  const scope = { mesh: applied.mesh, environment: name, account: applied.account }
  const other = applied.roles.find((each) => !isCalledAsKind(scope, each))
  if (other) throw badRow(row ?? declaredKey.trust(name), `${other.name} is not the role of ${other.persona}`)
  return applied
}

function grantsOf({ name: environment, applied, members }: EnvironmentRows): LiveGrant[] {
  return members.flatMap((row) => {
    const { roles, ...member } = readRow(memberRow, row)
    if (row.SK !== liveKey.member(environment, member.dataset, member.group).SK)
      throw badRow(row, 'its key names another dataset or group than its attributes')
    return roles.map((name) => {
      const role = applied().roles.find((each) => each.name === name)
      const isLive = role?.kind === 'live' && role.dataset === member.dataset
      if (!isLive && role?.kind !== 'persona' && role?.kind !== 'home')
        throw badRow(row, `${name} is no role of ${environment} that an event may open`)
      return { environment, role, ...member }
    })
  })
}
