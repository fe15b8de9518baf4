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
    note(`${noteColors().red('error')} what this command prints could not be written: ${fileFault(cause.code ?? '')}`)
    process.exit(1)
  })
  // Nobody hears what could be said of it.
  process.stderr.on('error', () => process.exit(1))
}

/** The message, and what to do. */
function explain(cause: unknown): readonly [message: string, hint?: string | undefined] {
  if (cause instanceof UserError)
    return [visible(cause.message), cause.hint === undefined ? undefined : visible(cause.hint)]
  const { code, path, syscall, message, stack } = cause as NodeJS.ErrnoException
  if (code !== undefined && (path !== undefined || isOfSystem(code, syscall)))
    return [`${path === undefined ? '' : `${visible(path)}: `}${fileFault(code)}`]
  const bug = `this is a fault of Trustloom, not of your files: ${visible(message)}`
  return process.env.TRUSTLOOM_DEBUG === undefined
    ? [bug, 'set TRUSTLOOM_DEBUG=1 to see where']
    : [`${bug}\n${stack ?? ''}`]
}

/** What the operating system refuses: Node names the call, and not always the file, as where a write runs out of room. */
const isOfSystem = (code: string, syscall: string | undefined): boolean => syscall !== undefined || code in TOO_LARGE

const TOO_LARGE: Readonly<Record<string, string>> = {
  ERR_FS_FILE_TOO_LARGE: 'too large to be read',
  ERR_STRING_TOO_LONG: 'too large to be read',
}

function fileFault(code: string): string {
  const known: Readonly<Record<string, string>> = {
    ...TOO_LARGE,
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'there is no room left for you on the disk',
    EFBIG: 'larger than the file system takes',
    ENOMEM: 'there is not enough memory',
    EIO: 'the disk could not be read or written',
    ESTALE: 'the disk could not be read or written',
    ETIMEDOUT: 'the disk did not answer',
    EBUSY: 'something else uses it',
    ETXTBSY: 'something else uses it',
    EMFILE: 'too many files are open',
    ENFILE: 'too many files are open',
    ENAMETOOLONG: 'a name that is too long',
    EINVAL: 'a name or a file that the file system does not take',
    EILSEQ: 'a name that the file system does not take',
    ENXIO: 'a device or a socket, not a file',
    ENODEV: 'a device or a socket, not a file',
    ENOTEMPTY: 'a folder with something in it',
    EXDEV: 'on another disk',
    ELOOP: 'a link that leads in a circle',
    ENOTDIR: 'not a folder',
    EISDIR: 'a folder, not a file',
    EEXIST: 'exists already',
    ENOENT: 'no such file or folder',
  }
  return Object.hasOwn(known, code) ? (known[code] ?? code) : `the system says ${code}`
}
