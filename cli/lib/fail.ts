import { noteColors } from './colors'
import { note, visible } from './terminal'

/** A fault that a person can mend, told without a stack trace. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** Runs a command, which returns its exit status; every fault becomes a message and exit status 1. */
export async function guard(run: () => number | Promise<number>): Promise<void> {
  endWithReader()
  try {
    process.exitCode = await run()
  } catch (cause) {
    process.exitCode = 1
    note(explain(cause))
  }
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

function explain(cause: unknown): string {
  if (cause instanceof UserError)
    return `${noteColors().red('error')} ${visible(cause.message)}${cause.hint === undefined ? '' : `\n  = ${visible(cause.hint)}`}`
  const { code, path, message, stack } = cause as NodeJS.ErrnoException
  if (code !== undefined && path !== undefined)
    return `${noteColors().red('error')} ${visible(path)}: ${fileFault(code)}`
  const bug = `${noteColors().red('error')} this is a fault of Trustloom, not of your files: ${visible(message)}`
  return process.env.TRUSTLOOM_DEBUG === undefined
    ? `${bug}\n  = set TRUSTLOOM_DEBUG=1 to see where`
    : `${bug}\n${stack ?? ''}`
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
