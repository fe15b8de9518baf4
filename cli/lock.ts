import { Command } from 'commander'
import { diskFolder, type Folder } from '../core/model/folder'
import { ownValue } from '../core/model/own-value'
import { MESH_FILE } from '../core/model/load'
import { LOCK_FILE, printLock, readLock } from '../core/model/lock-file'
import { forgottenChange } from '../core/model/registry'
import { hintFor } from '../core/model/suggest'
import { guard, UserError } from './lib/fail'
import { frozenOption, meshOption, verboseOption, type MeshOptions } from './lib/options'
import { prepare } from './lib/prepare'
import { writeLock } from './lib/synthesize'
import { note, printDiagnostics } from './lib/terminal'

interface LockOptions extends MeshOptions {
  readonly frozen: boolean
  readonly forget?: string
  readonly verbose?: boolean
}

export function lockCommand(): Command {
  return new Command('lock')
    .description(`brings ${LOCK_FILE} up to date: codes for new groups, retired codes, environments`)
    .addOption(meshOption())
    .addOption(frozenOption())
    .addOption(verboseOption())
    .option('--forget <environment>', 'drops an environment that was closed and whose file is gone')
    .action((options: LockOptions) => guard(() => lock(options)))
}

function lock({ mesh: meshDir, frozen, forget, verbose }: LockOptions): number {
  const folder = diskFolder(meshDir)
  if (forget !== undefined && frozen)
    throw new UserError('--forget changes the lock file, which --frozen (or CI=true) forbids')
  const { prepared, diagnostics, texts } = prepare(forget === undefined ? folder : without(folder, forget), { frozen })
  const errors = printDiagnostics(diagnostics, texts)
  if (!prepared || errors > 0) return 1
  const { lock } = prepared
  const changes = forget === undefined ? lock.changes : [forgottenChange(forget), ...lock.changes]
  writeLock(meshDir, { ...lock, changes }, verbose)
  if (changes.length === 0) note(`${LOCK_FILE} is up to date`)
  return 0
}

/** The folder as it is once the environment has been forgotten. */
function without(folder: Folder, environment: string): Folder {
  const file = folder.label === '' ? LOCK_FILE : `${folder.label}/${LOCK_FILE}`
  const text = folder.read(LOCK_FILE)
  const { registry } = readLock(file, text ?? '{}')
  // A damaged file has its own message, and so has what is no mesh folder.
  if (!registry || (text === undefined && folder.read(MESH_FILE) === undefined)) return folder
  const locked = ownValue(registry.environments, environment)
  if (!locked)
    throw new UserError(
      `${file} knows no environment ${environment}`,
      hintFor('environment', environment, Object.keys(registry.environments)),
    )
  if (folder.read(`${environment}.yaml`) !== undefined) {
    throw new UserError(
      `${environment}.yaml is still there`,
      'write `state: closed` into it, apply it, delete it, and forget it then',
    )
  }
  if (locked.state !== 'closed') {
    throw new UserError(
      `${environment} was never closed: its roles, grants and rows are still applied, and nothing would manage them`,
      `bring ${environment}.yaml back, write \`state: closed\` into it, synthesize and apply it, delete it, and forget it then`,
    )
  }
  const { [environment]: _, ...environments } = registry.environments
  const forgotten = printLock({ ...registry, environments })
  return { ...folder, read: (path) => (path === LOCK_FILE ? forgotten : folder.read(path)) }
}
