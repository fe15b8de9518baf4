import { noteColors } from './colors'
import { note, out, visible } from './terminal'
import { errorsAsJson, keepDiagnostics, tellDiagnostics } from './told'

/** A fault that a person can mend, told without a stack trace. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/**
 * Runs a command, which returns its exit status; every fault becomes a message and exit status 1.
 *
 * @param json whether data are printed as JSON: then faults are, too, where there are no data. @default false
 */
export async function guard(run: () => number | Promise<number>, json = false): Promise<void> {
  endWithReader()
  if (json) keepDiagnostics()
  try {
    process.exitCode = await run()
  } catch (cause) {
    process.exitCode = 1
    const [message, hint] = explain(cause)
    note(`${noteColors().red('error')} ${message}${hint === undefined ? '' : `\n  = ${hint}`}`)
    tellDiagnostics([{ severity: 'error', code: 'failed', message, ...(hint !== undefined && { hint }) }])
  }
  const errors = errorsAsJson()
  if (errors !== undefined && process.exitCode === 1) out(errors)
}

let isWatched = false

/** Ends the process when whoever reads our output has read enough. */
function endWithReader(): void {
  if (isWatched) return
  isWatched = true
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    throw cause
  })
}

/** The message, and what to do. */
function explain(cause: unknown): [message: string, hint?: string] {
  if (cause instanceof UserError)
    return [visible(cause.message), ...(cause.hint === undefined ? [] : [visible(cause.hint)])] as [string]
  const { code, path, message, stack } = cause as NodeJS.ErrnoException
  if (code !== undefined && path !== undefined) return [`${visible(path)}: ${fileFault(code)}`]
  const bug = `this is a fault of Trustloom, not of your files: ${visible(message)}`
  return process.env.TRUSTLOOM_DEBUG === undefined
    ? [bug, 'set TRUSTLOOM_DEBUG=1 to see where']
    : [`${bug}\n${stack ?? ''}`]
}

function fileFault(code: string): string {
  const known: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ELOOP: 'a link that leads in a circle',
    ENOTDIR: 'not a folder',
    EISDIR: 'a folder, not a file',
    EEXIST: 'exists already',
    ENOENT: 'no such file or folder',
  }
  return known[code] ?? code
}
