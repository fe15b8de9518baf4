import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PROJECT } from './mesh'
import { execute, succeed, type Run } from './process'
import { terraformStack, type TerraformStack } from './terraform'

/** A mesh in a project folder of its own, where Trustloom's real command renders it and local state lies. */
export interface Project {
  readonly folder: string
  /** Renders it with `npm run synth`'s command line. */
  synth(...args: string[]): Promise<string>
  trySynth(...args: string[]): Promise<Run>
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
  return project((mesh) => Object.entries(files).forEach(([name, text]) => write(join(mesh, name), text)))
}

function project(fill: (mesh: string) => void): Project {
  const cwd = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const mesh = join(cwd, 'environments')
  const stacks = join(cwd, 'cdktf.out', 'stacks')
  fill(mesh)
  const { MESH_DIR: _, CDKTF_OUTDIR: __, CI: ___, ...env } = process.env
  const command = ['-r', join(PROJECT, 'cli', 'register.js'), join(PROJECT, 'main.ts')]
  return {
    folder: cwd,
    synth: (...args) => succeed(process.execPath, [...command, ...args], { cwd, env }),
    trySynth: (...args) => execute(process.execPath, [...command, ...args], { cwd, env }),
    write: (file, text) => write(join(mesh, file), text),
    stacks: () => readdirSync(stacks).sort(),
    stack: (name, more) => terraformStack(join(stacks, name), more),
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
