import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ENVIRONMENT, MESH, PROJECT } from '../support/mesh'

/** What a command did. */
export interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export type Environment = Readonly<Record<string, string>>

/** A working directory of its own, with the small mesh in `environments`, in which the real commands run. */
export interface Project {
  readonly folder: string
  /** `node cli/trustloom.js …`; `more` are arguments that hold blanks, or nothing. */
  trustloom(args: string, env?: Environment, more?: readonly string[]): Promise<Run>
  /** `node -r ./cli/register.js main.ts …`, which is what `npm run synth` runs. */
  synth(args?: string, env?: Environment): Promise<Run>
  write(path: string, text: string): void
  read(path: string): string
  remove(path: string): void
  /** Every file below a folder, path → text: to say that nothing was written. */
  tree(below?: string): Readonly<Record<string, string>>
}

export const LOCK = 'environments/registry.lock.json'

export const lab = (from = '', to = ''): string => {
  if (!ENVIRONMENT.includes(from)) throw new Error(`${from} is not in the file`)
  return ENVIRONMENT.replace(from, () => to)
}

/** A second environment, in another account. */
export const dev = lab('"111111111111"', '"222222222222"')

// Each command is a process of its own, and a machine may be busy.
jest.setTimeout(180_000)

const made: string[] = []
afterAll(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

export function project(files: Readonly<Record<string, string>> = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-cli-'))
  made.push(folder)
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const all = { 'environments/mesh.yaml': MESH, 'environments/lab.yaml': ENVIRONMENT, ...files }
  Object.entries(all).forEach(([path, text]) => write(path, text))
  const walk = (below: string): string[] =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() ? walk(join(below, each.name)) : [join(below, each.name)],
    )
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const words = (args: string): string[] => args.split(' ').filter((each) => each !== '')
  return {
    folder,
    write,
    read,
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    tree: (below = '.') =>
      Object.fromEntries(
        walk(below)
          .sort()
          .map((path) => [path, read(path)]),
      ),
    trustloom: (args, env, more = []) =>
      run([join(PROJECT, 'cli', 'trustloom.js'), ...words(args), ...more], folder, env),
    synth: (args = '', env) =>
      run(['-r', join(PROJECT, 'cli', 'register.js'), join(PROJECT, 'main.ts'), ...words(args)], folder, env),
  }
}

const ours = ['MESH_DIR', 'CDKTF_OUTDIR', 'CI', 'NO_COLOR', 'FORCE_COLOR', 'TRUSTLOOM_DEBUG', 'NODE_OPTIONS']

function run(args: readonly string[], cwd: string, env: Environment = {}): Promise<Run> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.includes(name)))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd, env: { ...inherited, ...env }, timeout: 60_000 })
    const out = { stdout: '', stderr: '' }
    child.stdout.on('data', (part: Buffer) => (out.stdout += part.toString()))
    child.stderr.on('data', (part: Buffer) => (out.stderr += part.toString()))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status: status ?? -1, ...out }))
  })
}

/** A command that must end well. */
export async function succeed(running: Promise<Run>): Promise<Run> {
  const ran = await running
  if (ran.status !== 0) throw new Error(`ended with ${ran.status}:\n${ran.stderr}`)
  return ran
}

/** Runs what must fail, and expects that no file is another afterwards, and that nobody sees a stack trace. */
export async function refuse(at: Project, running: () => Promise<Run>): Promise<Run> {
  const before = at.tree()
  const ran = await running()
  expect(at.tree()).toEqual(before)
  expect([ran.status, ran.stdout]).toEqual([1, ''])
  expect(ran.stderr).not.toMatch(/^ +at |a fault of Trustloom/m)
  return ran
}
