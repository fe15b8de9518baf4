import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** A process that ends with this one, however this one ends: with SIGKILL, too. */
export interface BoundProcess {
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves when it has ended. */
  readonly ended: Promise<void>
  close(): void
}

export interface BoundOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

/**
 * A shell waits for the end of a pipe that only this process holds, and then kills the command. No signal ends the shell
 * before: it ignores them, and is in no group to which a terminal sends any.
 */
const WAIT = `trap '' HUP INT TERM
"$@" &
exec >/dev/null 2>&1
cat
kill -9 $!
wait`

/** Starts a command, which has nothing to read. */
export function boundProcess(command: string, args: readonly string[], options: BoundOptions): BoundProcess {
  const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe']
  const child = spawn('sh', ['-c', WAIT, 'sh', command, ...args], { ...options, stdio, detached: true })
  const stdin: Writable = child.stdin
  stdin.on('error', () => undefined)
  // The shell has let go of its output, which ends with the command.
  child.stderr.once('close', () => stdin.end())
  const ended = new Promise<void>((resolve) => child.once('error', () => resolve()).once('close', () => resolve()))
  return { stdout: child.stdout, stderr: child.stderr, ended, close: () => void stdin.end() }
}
