import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { execute, type Run } from '../support/process'
import { scratch } from '../support/scratch'

export const SCRIPTS = join(PROJECT, '.github', 'scripts')

/** How a command that stands in for the real one answers: the first whose `when` is in the arguments does. */
export interface Answer {
  readonly name: string
  readonly when: string
  readonly stdout?: string
  readonly status?: number
  /** Format → what `--output FORMAT=FILE` becomes. */
  readonly outputs?: Readonly<Record<string, string>>
  /** What `--dump-header` becomes. */
  readonly head?: string
  /** What the review in a downloaded artifact is. */
  readonly download?: string
}

export interface Call {
  readonly name: string
  readonly args: readonly string[]
  /** What the files held that the call named. */
  readonly files: readonly string[]
}

/** A working directory in which the scripts of the pipeline run, with stand-ins for what is not on this machine. */
export interface Workplace {
  readonly folder: string
  run(script: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>
  /** Bash as GitHub starts it. */
  bash(text: string, env?: Readonly<Record<string, string>>): Promise<Run>
  answer(...answers: readonly Answer[]): void
  /** Puts a command of this text onto the path, instead of a stand-in. */
  command(name: string, text: string): void
  calls(name?: string): readonly Call[]
  write(path: string, text: string): string
  read(path: string): string
  has(path: string): boolean
}

export function workplace(...stubs: readonly string[]): Workplace {
  const root = scratch()
  const folder = join(root, 'work')
  const bin = join(root, 'bin')
  for (const each of [folder, bin, join(root, 'tmp')]) mkdirSync(each)
  const command = (name: string, text: string): void => {
    writeFileSync(join(bin, name), text)
    chmodSync(join(bin, name), 0o755)
  }
  for (const name of stubs) {
    command(name, `#!/bin/sh\nexec '${process.execPath}' '${join(__dirname, 'stub.js')}' ${name} "$@"\n`)
  }
  const calls = join(root, 'calls.jsonl')
  const environment = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    HOME: root,
    LANG: 'C.UTF-8',
    TMPDIR: join(root, 'tmp'),
    STUBS: root,
    GITHUB_REPOSITORY: 'acme/mesh',
    ...env,
  })
  return {
    folder,
    command,
    run: (script, args, env = {}) => execute(join(SCRIPTS, script), args, { cwd: folder, env: environment(env) }),
    bash: (text, env = {}) =>
      execute('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
        cwd: folder,
        env: environment(env),
      }),
    answer: (...answers) => {
      writeFileSync(join(root, 'answers.json'), JSON.stringify(answers))
      rmSync(calls, { force: true })
    },
    calls: (name) =>
      (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [])
        .map((line) => JSON.parse(line) as Call)
        .filter((call) => name === undefined || call.name === name),
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
      return join(folder, path)
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    has: (path) => existsSync(join(folder, path)),
  }
}
