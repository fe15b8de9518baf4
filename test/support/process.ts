import { spawn } from 'node:child_process'

/** A command that has ended, and everything that it wrote. */
export interface Run {
  readonly status: number
  readonly output: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** In milliseconds. @default 1200000 */
  readonly timeout?: number
}

/** Runs a command without input, and ends it after a time. */
export function execute(command: string, args: readonly string[], options: RunOptions): Promise<Run> {
  const { cwd, env = process.env, timeout = 1_200_000 } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', reject)
    child.on('close', (status, signal) => {
      const output = Buffer.concat(parts).toString()
      resolve({ status: status ?? 1, output: signal ? `${output}\n${command} was ended by ${signal}` : output })
    })
  })
}

/** Runs a command that must succeed. */
export async function succeed(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { status, output } = await execute(command, args, options)
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status} in ${options.cwd}:\n${output.slice(-4_000)}`)
  return output
}
