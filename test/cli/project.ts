import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENT, MESH, PROJECT } from '../support/mesh'
import { put, scratch } from '../support/scratch'
// It works in the folder in which it was loaded: not in one of a test, which goes.
import 'esbuild'

/** What a command did. */
export interface Run {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Of a command; `TEST_TERMINAL` names the stream that is a terminal. @default - none is */
export type Environment = Readonly<Record<string, string>>

interface Command {
  readonly program: 'trustloom' | 'synth'
  readonly args: readonly string[]
}

interface Commands {
  /** `npx --no trustloom …`; `more` are arguments that hold blanks, or nothing. */
  trustloom(args: string, env?: Environment, more?: readonly string[]): Promise<Run>
  /** `npm run synth -- …` */
  synth(args?: string, env?: Environment): Promise<Run>
}

/**
 * A working directory of its own, with the small mesh in `environments`, in which the real commands run: in the test's
 * own process, since a process of its own takes one to two seconds; `process` has the few that need one.
 */
export interface Project extends Commands {
  readonly folder: string
  /** The same commands, each as a process of its own: for pipes, signals and what is loaded. */
  readonly process: Commands
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

// A machine may be busy.
jest.setTimeout(600_000)

export function project(files: Readonly<Record<string, string>> = {}): Project {
  const folder = scratch()
  const write = (path: string, text: string): void => put(folder, path, text)
  const all = { 'environments/mesh.yaml': MESH, 'environments/lab.yaml': ENVIRONMENT, ...files }
  Object.entries(all).forEach(([path, text]) => write(path, text))
  const walk = (below: string): string[] =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() ? walk(join(below, each.name)) : [join(below, each.name)],
    )
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const words = (args: string): string[] => args.split(' ').filter((each) => each !== '')
  const commands = (run: typeof spawned): Commands => ({
    trustloom: (args, env, more = []) => run({ program: 'trustloom', args: [...words(args), ...more] }, folder, env),
    synth: (args = '', env) => run({ program: 'synth', args: words(args) }, folder, env),
  })
  return {
    ...commands(inTurn),
    process: commands(spawned),
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
  }
}

/** Working directory, environment and output belong to the process: one command at a time. */
let last: Promise<unknown> = Promise.resolve()

function inTurn(command: Command, folder: string, env?: Environment): Promise<Run> {
  const running = last.then(() => here(command, folder, env))
  last = running.catch(() => undefined)
  return running
}

class Exit extends Error {
  constructor(readonly status: number) {
    super(`exit ${status}`)
  }
}

/** Runs a command in this process, as its entry file does. */
async function here({ program, args }: Command, folder: string, env?: Environment): Promise<Run> {
  const before = { cwd: process.cwd(), env: process.env, exitCode: process.exitCode }
  const written = { stdout: '', stderr: '' }
  const restores = (['stdout', 'stderr'] as const).map((name) =>
    captured(name, (text) => (written[name] += text), env?.['TEST_TERMINAL'] === name),
  )
  const exit = jest.spyOn(process, 'exit').mockImplementation((status) => {
    throw new Exit(Number(status ?? process.exitCode ?? 0))
  })
  process.chdir(folder)
  process.env = { ...process.env, ...env }
  process.exitCode = undefined
  try {
    const argv = ['node', program, ...args]
    if (program === 'synth') await (await import('../../cli/synth')).synth(argv)
    else await (await import('../../cli/program')).run(argv)
    return { status: Number(process.exitCode ?? 0), ...written }
  } catch (cause) {
    if (cause instanceof Exit) return { status: cause.status, ...written }
    throw cause
  } finally {
    process.chdir(before.cwd)
    process.env = before.env
    process.exitCode = before.exitCode
    exit.mockRestore()
    restores.forEach((restore) => restore())
  }
}

/** Takes what is written to a stream, which is a terminal meanwhile or none; returns what gives the stream back. */
function captured(name: 'stdout' | 'stderr', take: (text: string) => void, isTerminal: boolean): () => void {
  const stream = process[name]
  const { isTTY } = stream
  const write = jest.spyOn(stream, 'write').mockImplementation((data, ...rest) => {
    take(typeof data === 'string' ? data : Buffer.from(data).toString())
    rest.find((each) => typeof each === 'function')?.()
    return true
  })
  stream.isTTY = isTerminal
  return () => {
    stream.isTTY = isTTY
    write.mockRestore()
  }
}

function spawned({ program, args }: Command, folder: string, env?: Environment): Promise<Run> {
  const entry =
    program === 'synth'
      ? ['-r', join(PROJECT, 'cli', 'register.js'), join(PROJECT, 'main.ts')]
      : [join(PROJECT, 'cli', 'trustloom.js')]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...entry, ...args], { cwd: folder, env: { ...process.env, ...env } })
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
