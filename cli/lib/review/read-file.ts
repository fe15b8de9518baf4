import { readFileSync, statSync } from 'node:fs'
import { decodeText, SAVE_AS_UTF8 } from '../../../core/model/decode-text'
import { MAX_INPUT } from '../../../core/terraform/read/format'
import { UserError } from '../fail'

/**
 * The text of a file that Terraform or AWS wrote.
 *
 * @throws {UserError} for one that is too large to be read, or whose encoding is not certain
 */
export function readLarge(path: string): string {
  const found = statSync(path)
  if (found.isDirectory()) throw new UserError(`${path} is a folder, not a file`, 'name the JSON that was written')
  const { size } = found
  if (size > MAX_INPUT)
    throw new UserError(
      `${path} has ${Math.ceil(size / 1024 / 1024)} MB, and at most ${MAX_INPUT / 1024 / 1024} MB are read`,
      'give each environment a stack of its own',
    )
  const decoded = decodeText(readFileSync(path))
  if ('text' in decoded) return decoded.text
  throw new UserError(`${path} ${decoded.fault}`, SAVE_AS_UTF8)
}
