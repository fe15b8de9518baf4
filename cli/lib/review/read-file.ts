import { readFileSync, statSync } from 'node:fs'
import { MAX_INPUT } from '../../../core/terraform/read/format'
import { UserError } from '../fail'
import { readPipe } from '../plain-file'

const MEGABYTE = 1024 * 1024

/**
 * The text of a file that Terraform or AWS wrote, or of what a shell hands over as one: `<(terraform show -json …)`.
 *
 * @throws {UserError} for one that is too large to be read, and for what is none
 */
export function readLarge(path: string): string {
  const found = statSync(path)
  const name = 'name the JSON that was written'
  if (found.isDirectory()) throw new UserError(`${path} is a folder, not a file`, name)
  if (found.isFIFO()) {
    const bytes = readPipe(path, MAX_INPUT)
    if (!bytes) throw tooLarge(path, 'more than it may have')
    return bytes.toString('utf8')
  }
  if (!found.isFile()) throw new UserError(`${path} is a socket or a device, not a file`, name)
  if (found.size > MAX_INPUT) throw tooLarge(path, `${Math.ceil(found.size / MEGABYTE)} MB`)
  return readFileSync(path, 'utf8')
}

const tooLarge = (path: string, size: string): UserError =>
  new UserError(
    `${path} has ${size}, and at most ${MAX_INPUT / MEGABYTE} MB are read`,
    'give each environment a stack of its own',
  )
