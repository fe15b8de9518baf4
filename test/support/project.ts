import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { project as commands, succeed } from '../cli/project'
import { PROJECT } from './mesh'
import { put } from './scratch'
import { terraformStack, type TerraformStack } from './terraform'

/**
 * A mesh in a project folder of its own, where the command that `npm run synth` is renders it, in the test's own process,
 * and where local state lies.
 */
export interface Project {
  readonly folder: string
  synth(...args: string[]): Promise<void>
  /** Changes a file of the mesh. */
  write(file: string, text: string): void
  /** The rendered stacks' names, sorted. */
  stacks(): string[]
  stack(name: string, env: NodeJS.ProcessEnv): TerraformStack
  remove(): void
}

/** The example mesh of the README. */
export function exampleProject(): Project {
  return project((mesh) => cpSync(join(PROJECT, 'environments'), mesh, { recursive: true }))
}

/** A mesh of test/fixtures/meshes, with the example's SAML metadata. */
export function fixtureProject(name: string): Project {
  return project((mesh) => {
    cpSync(join(PROJECT, 'test', 'fixtures', 'meshes', name), mesh, { recursive: true })
    cpSync(join(PROJECT, 'environments', 'saml'), join(mesh, 'saml'), { recursive: true })
  })
}

export function projectOf(files: Readonly<Record<string, string>>): Project {
  return project((mesh) => Object.entries(files).forEach(([name, text]) => put(mesh, name, text)))
}

function project(fill: (mesh: string) => void): Project {
  const at = commands()
  at.remove('environments')
  const mesh = join(at.folder, 'environments')
  const stacks = join(at.folder, 'cdktf.out', 'stacks')
  fill(mesh)
  return {
    folder: at.folder,
    synth: async (...args) => void (await succeed(at.synth(args.join(' ')))),
    write: (file, text) => put(mesh, file, text),
    stacks: () => readdirSync(stacks).sort(),
    stack: (name, more) => terraformStack(join(stacks, name), more),
    remove: () => rmSync(at.folder, { recursive: true, force: true }),
  }
}
