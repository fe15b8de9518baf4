import { readFileSync, statSync } from 'node:fs'
import { decodeText, SAVE_AS_UTF8 } from '../../../core/model/decode-text'
import { MAX_INPUT } from '../../../core/terraform/read/format'
import { UserError } from '../fail'
import { readPipe } from '../plain-file'

const MEGABYTE = 1024 * 1024

/**
 * The text of a file that Terraform or AWS wrote, or of what a shell hands over as one: `<(terraform show -json …)`.
 *
 * @throws {UserError} for one that is too large to be read or whose encoding is not certain, and for what is none
 */
export function readLarge(path: string): string {
  const found = statSync(path)
  const name = 'name the JSON that was written'
  if (found.isDirectory()) throw new UserError(`${path} is a folder, not a file`, name)
  if (found.isFIFO()) {
    const bytes = readPipe(path, MAX_INPUT)
    if (!bytes) throw tooLarge(path, 'more than it may have')
    return decoded(path, bytes)
  }
  if (!found.isFile()) throw new UserError(`${path} is a socket or a device, not a file`, name)
  if (found.size > MAX_INPUT) throw tooLarge(path, `${Math.ceil(found.size / MEGABYTE)} MB`)
  return decoded(path, readFileSync(path))
}

function decoded(path: string, bytes: Buffer): string {
  const found = decodeText(bytes)
  if ('text' in found) return found.text
  throw new UserError(`${path} ${found.fault}`, SAVE_AS_UTF8)
}

const tooLarge = (path: string, size: string): UserError =>
  new UserError(
    `${path} has ${size}, and at most ${MAX_INPUT / MEGABYTE} MB are read`,
    'give each environment a stack of its own',
  )
