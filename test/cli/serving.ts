import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { PROJECT } from '../support/mesh'
import { PATIENT } from '../support/patience'
import { SLOW_CLOCK } from '../support/token-bundle'

/** `npm run hooks:serve` in a process of its own. */
export interface Serving {
  readonly child: ChildProcess
  readonly output: () => string
  /** Until the text is there, or the process has ended. */
  told(text: RegExp): Promise<RegExpExecArray>
  ended: Promise<number | null>
}

export function serve(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Serving {
  const entry = join(PROJECT, 'cli', 'serve-hooks.ts')
  const command = ['-r', SLOW_CLOCK, '-r', join(PROJECT, 'cli', 'register.js'), entry, ...args]
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, ...env }, timeout: PATIENT })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
  const ended = once(child, 'close').then(([status]) => status as number | null)
  let isOver = false
  void ended.then(() => (isOver = true))
  return {
    child,
    output: () => output,
    ended,
    told: async (text) => {
      for (;;) {
        const found = text.exec(output)
        if (found) return found
        if (isOver) throw new Error(`ended without ${text}:\n${output}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}
