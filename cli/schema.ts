import { Command } from 'commander'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allSchemas } from './lib/event-schemas'
import { guard } from './lib/fail'
import { requireNoFile } from './lib/staged-files'
import { out } from './lib/terminal'

export function schemaCommand(): Command {
  return new Command('schema')
    .description('writes the JSON schemas of mesh.yaml, of environment files, of events and of reviews')
    .option('--out <dir>', 'the folder to write into', 'schemas')
    .action((options: { out: string }) => guard(() => schema(options.out)))
}

function schema(folder: string): number {
  requireNoFile(folder)
  mkdirSync(folder, { recursive: true })
  for (const [name, value] of Object.entries(allSchemas())) {
    const path = join(folder, name)
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
    out(path)
  }
  return 0
}
