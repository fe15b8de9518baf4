import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../support/mesh'
import { put, scratch } from '../../support/scratch'

/** A project with two small hooks that share a file, and a package. */
export function toyProject(files: Readonly<Record<string, string>> = {}): string {
  const root = scratch()
  const all = {
    'package.json': '{"name":"toy"}',
    'hooks/one/index.ts': "import { name } from '../lib'\nexport const handler = () => name('one')\n",
    'hooks/two/index.ts': "import { name } from '../lib'\nexport const handler = () => name('two')\n",
    'hooks/lib/index.ts': "export * from './name'\n",
    'hooks/lib/name.ts': "import { greet } from 'greet'\nexport const name = (of: string) => greet(of)\n",
    'node_modules/greet/package.json': '{"name":"greet","main":"index.js"}',
    'node_modules/greet/index.js': "exports.greet = (name) => 'ærlig ' + name\n",
    ...files,
  }
  for (const [path, text] of Object.entries(all)) put(root, path, text)
  return root
}

/** The hooks of this project in another folder, deeper in the tree. */
export function copiedProject(): string {
  const root = join(scratch(), 'some', 'where', 'else')
  for (const path of ['hooks', 'core', 'package.json', 'package-lock.json'])
    cpSync(join(PROJECT, path), join(root, path), { recursive: true })
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'))
  return root
}
