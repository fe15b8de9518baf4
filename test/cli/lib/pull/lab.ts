import { changesOf, type Changes } from '../../../../cli/lib/pull/changes'
import { changedFiles, withFiles } from '../../../../cli/lib/pull/files'
import { readLiveState } from '../../../../cli/lib/pull/read'
import { told, toldLine } from '../../../../cli/lib/pull/told'
import { memoryFolder, type Folder } from '../../../../core/model/folder'
import { appliedRow } from '../../../../core/model/entitlements'
import { digestOf, pathsOf } from '../../../../core/model/graph/paths'
import { liveKey, type TableKey } from '../../../../core/model/table-keys'
import { trustRow } from '../../../../core/model/trust-row'
import { quotaOf } from '../../../../core/model/quotas/table'
import type { ServiceDefinition } from '../../../../hooks/lib/live-rows'
import { build, ENVIRONMENT, exampleFolder, MESH, type Built } from '../../../support/mesh'
import { memoryTable } from '../../../support/hook-config'

export const METADATA = exampleFolder().read('saml/databricks.xml') ?? ''

/** A mesh in which events may add something, with home storage. */
export const FILES: Readonly<Record<string, string>> = {
  'mesh.yaml': `${MESH.trim()} # the notebooks\nhooks: { attributes: { initials: initials, department: department } }\nsync: pull\n`,
  'lab.yaml': `${ENVIRONMENT.trim()}\nhome: { bucket: acme-home, services: [notebooks], groups: [EVERYBODY] }\n`,
}

export const folderOf = (files: Readonly<Record<string, string>>): Folder => memoryFolder('mesh', files)

export const revisionOf = (built: Built, environment: string): string =>
  digestOf(pathsOf(built.graph.environments.find((each) => each.environment === environment)!))

/** What Terraform writes of every environment beside its groups: what is applied. */
export function appliedRows(built: Built): object[] {
  return built.graph.environments.flatMap((access) => {
    const revision = digestOf(pathsOf(access))
    const { sourceIdentity } = built.mesh.settings
    const trust = trustRow(access, { revision, sourceIdentity, trustLimit: quotaOf('trust-policy').limit })
    return [appliedRow(access, revision), trust]
  })
}

interface Member {
  readonly group: string
  readonly code: string
  readonly roles: readonly string[]
  readonly dataset?: string
  readonly environment?: string
  readonly revision?: string
  readonly gone?: boolean
  readonly by?: string
  readonly reason?: string
}

export function memberRow(built: Built, { environment = 'lab', dataset = 'trials', ...member }: Member): TableKey {
  return {
    ...liveKey.member(environment, dataset, member.group),
    version: 3,
    revision: revisionOf(built, environment),
    dataset,
    by: 'jane@example.com',
    reason: 'CR-1',
    ...member,
  } as TableKey
}

export const saml = (changes: object = {}): ServiceDefinition => ({
  protocol: 'saml',
  metadata: METADATA,
  application: '0oa1ghost',
  maxGroups: 51,
  groupsClaim: 'groups',
  ...changes,
})

export const oidc = (changes: object = {}): ServiceDefinition => ({
  protocol: 'oidc',
  issuer: 'https://ghost.example.com/oauth2',
  clientIds: ['ghost'],
  maxGroups: 20,
  groupsClaim: 'groups',
  ...changes,
})

/** A service of run time, and what marks it in its environments. */
export function serviceRows(
  built: Built,
  service: string,
  definition: ServiceDefinition,
  changes: object = {},
  environments: readonly string[] = ['lab'],
): TableKey[] {
  const row = {
    ...liveKey.service(service),
    version: 2,
    step: 4,
    state: 'active',
    service,
    definition,
    environments: Object.fromEntries(environments.map((each) => [each, revisionOf(built, each)])),
    by: 'joe@example.com',
    reason: 'CR-2',
    ...changes,
  }
  const markers = environments.map((each) => ({
    ...liveKey.serviceIn(each, service),
    version: 2,
    revision: revisionOf(built, each),
    service,
    trusted: true,
    definition,
  }))
  return [row, ...markers]
}

export interface Pulled {
  readonly changes: Changes
  /** New text of the files that are another. */
  readonly files: Readonly<Record<string, string>>
  readonly after: Folder
  readonly lines: readonly string[]
  readonly notes: readonly string[]
}

/** What `pull` makes of a mesh's files and the rows of its table. */
export async function pull(files: Readonly<Record<string, string>>, rows: (built: Built) => object[]): Promise<Pulled> {
  const folder = folderOf(files)
  const built = build(folder)
  const live = await readLiveState(memoryTable(rows(built)), built.mesh)
  const changes = changesOf({ mesh: built.mesh, read: folder.read }, live)
  const changed = changedFiles(folder, changes)
  const after = withFiles(folder, changed)
  const lines = told(after, changes).map(toldLine)
  return { changes, files: Object.fromEntries(changed), after, lines, notes: live.notes }
}

/** What `git diff` shows: the lines that are gone and those that are new, `- …` and `+ …`. */
export function diff(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  // The longest common lines, from the end: small files, so that a table of all pairs is enough.
  const common = old.map(() => now.map(() => 0))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i]![j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      i++
      j++
    } else if (i < old.length && at(i + 1, j) >= at(i, j + 1)) lines.push(`- ${old[i++]}`)
    else lines.push(`+ ${now[j++]}`)
  }
  return lines
}
