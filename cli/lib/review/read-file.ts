import { readFileSync, statSync } from 'node:fs'
import { MAX_INPUT } from '../../../core/terraform/read/format'
import { UserError } from '../fail'

/**
 * The text of a file that Terraform or AWS wrote.
 *
 * @throws {UserError} for one that is too large to be read
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
  return readFileSync(path, 'utf8')
}
