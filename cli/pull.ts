import { Command } from 'commander'
import { join } from 'node:path'
import type { Diagnostic } from '../core/model/diagnostic'
import { diskFolder, type Folder } from '../core/model/folder'
import { EMPTY_REGISTRY } from '../core/model/registry'
import { guard } from './lib/fail'
import { meshOption, type MeshOptions } from './lib/options'
import { prepare, type Preparation } from './lib/prepare'
import { changesOf, type Changes } from './lib/pull/changes'
import { changedFiles, requireInside, withFiles } from './lib/pull/files'
import type { LiveState } from './lib/pull/read'
import { labelOf, told, toldLine } from './lib/pull/told'
import { writeTogether } from './lib/staged-files'
import { count, note, out, printDiagnostics, visible } from './lib/terminal'

interface PullOptions extends MeshOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
}

export function pullCommand(): Command {
  return new Command('pull')
    .description('writes services, groups and grants that were registered at run time into the files')
    .addOption(meshOption())
    .option('--dry-run', 'tells what would change, and writes nothing')
    .option('--json', 'prints the changes as JSON')
    .addHelpText('after', "\nReads the hub's entitlement table with the AWS credentials of this shell.")
    .action((options: PullOptions) => guard(() => pull(options), options.json))
}

async function pull(options: PullOptions): Promise<number> {
  const folder = diskFolder(options.mesh)
  const before = prepare(folder, { frozen: false })
  const { prepared } = before
  if (!prepared) {
    printDiagnostics(before.diagnostics, before.texts)
    return 1
  }
  const { mesh } = prepared
  if (mesh.settings.sync === 'off') {
    const why = 'sync is off in this mesh: events add nothing to it, and there is nothing to pull'
    return finish(options, { folder, changes: NOTHING, files: [], why })
  }
  // The AWS SDK takes its time to load, which no other command needs.
  const [{ withTable }, { readLiveState }] = await Promise.all([import('./lib/pull/table'), import('./lib/pull/read')])
  const live: LiveState = await withTable(mesh, (table) => readLiveState(table, mesh))
  const changes = changesOf({ mesh, read: folder.read }, live)
  const files = changedFiles(folder, changes)
  const after = withFiles(folder, files)
  for (const each of [...live.notes, ...changes.left]) note(visible(each))
  if (files.size > 0 && !isAccepted(before, after)) return 1
  requireInside(folder, files)
  if (options.dryRun !== true)
    writeTogether((stage) => files.forEach((text, file) => stage(join(options.mesh, file), text)))
  return finish(options, { folder: after, changes, files: [...files.keys()] })
}

const NOTHING: Changes = { grants: [], services: [], codes: [], registry: EMPTY_REGISTRY, left: [] }

/** Whether the files are still without errors; tells what they would not be without the changes. */
function isAccepted(before: Preparation, folder: Folder): boolean {
  const locked = new Set(Object.keys(before.prepared?.mesh.registry.groups ?? {}))
  const after = prepare(folder, { frozen: false, locked })
  const told = new Set(before.diagnostics.map(withoutPlace))
  const added = after.diagnostics.filter((each) => !told.has(withoutPlace(each)))
  if (printDiagnostics(added, after.texts) === 0) return true
  note('  = the lines are shown as pull would have written them; mend what they speak of, and pull again')
  return false
}

const withoutPlace = ({ at, ...rest }: Diagnostic): string => JSON.stringify([at?.file, rest])

interface Pulled {
  /** With the changed files. */
  readonly folder: Folder
  readonly changes: Changes
  /** Paths inside the folder. */
  readonly files: readonly string[]
  /** Why there are none. @default - the files have everything */
  readonly why?: string
}

const UP_TO_DATE = 'there is nothing to pull: the files have everything that holds at run time'

function finish({ json, dryRun = false }: PullOptions, { folder, changes, files, why = UP_TO_DATE }: Pulled): number {
  const lines = told(folder, changes)
  const names = files.map((each) => labelOf(folder, each))
  if (json) out(JSON.stringify({ schemaVersion: 1, dryRun, files: names, changes: lines, left: changes.left }, null, 2))
  else lines.forEach((each) => out(visible(toldLine(each))))
  if (files.length === 0) note(why)
  else if (dryRun) note(`${count(files.length, 'file')} would change: nothing was written`)
  else note(`${count(files.length, 'file')} changed (${names.join(', ')}): review them, synthesize, and apply`)
  return 0
}
