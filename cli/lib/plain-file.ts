import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { UserError } from './fail'

/**
 * The bytes of a file of an output. What is no file is refused before it is opened: reading of a pipe or a device may
 * never end.
 *
 * @throws {UserError}
 */
export function readPlain(path: string): Buffer {
  const found = statSync(path)
  if (found.isDirectory()) throw new UserError(`${path} is in the way: it is a folder, not a file`, 'remove it')
  if (!found.isFile())
    throw new UserError(`${path} is in the way: it is a pipe, a socket or a device, not a file`, 'remove it')
  return readFileSync(path)
}

/** As UTF-8. @throws {UserError} */
export const readPlainText = (path: string): string => readPlain(path).toString('utf8')

const PART = 1024 * 1024

/** What comes through a pipe, up to `most` bytes; `undefined` where there is more. */
export function readPipe(path: string, most: number): Buffer | undefined {
  const file = openSync(path, 'r')
  try {
    const parts: Buffer[] = []
    for (let size = 0; size <= most;) {
      const part = Buffer.alloc(PART)
      const read = readSync(file, part)
      if (read === 0) return Buffer.concat(parts)
      parts.push(part.subarray(0, read))
      size += read
    }
    return undefined
  } finally {
    closeSync(file)
  }
}
