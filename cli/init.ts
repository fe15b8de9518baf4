import { Command } from 'commander'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { guard, UserError } from './lib/fail'
import { note } from './lib/terminal'
import { requireNoFile } from './lib/staged-files'
import { starter } from './lib/starter'

export function initCommand(): Command {
  return new Command('init')
    .description('writes a minimal mesh to start from')
    .argument('<dir>', 'a folder that is new or empty')
    .action((dir: string) => guard(() => init(dir)))
}

function init(dir: string): number {
  if (dir.trim() === '') throw new UserError('the folder has no name', 'name a new folder')
  requireNoFile(dir)
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    throw new UserError(`${dir} is not empty`, 'name a new folder')
  }
  mkdirSync(dir, { recursive: true })
  for (const [name, text] of Object.entries(starter(dir))) writeFileSync(join(dir, name), text)
  const quoted = quote(dir)
  note(
    `${dir}: edit mesh.yaml and sales-dev.yaml, then run \`npx --no trustloom check --mesh ${quoted}\` and \`MESH_DIR=${quoted} npm run synth\``,
  )
  return 0
}

/** A path as a shell takes it for one word. */
const quote = (path: string): string => (/^[\w./:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
