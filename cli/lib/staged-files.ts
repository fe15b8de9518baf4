import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UserError } from './fail'

/** Takes the text, or the bytes, of a file that is to be written. */
export type Stage = (path: string, content: string | Uint8Array) => void

/**
 * Writes files beside their places and puts all of them there at the end, in their order; where one fails, none is, and
 * nothing is left behind. The names meanwhile are of this process alone, since another may write into the same folder.
 */
export function writeTogether(write: (stage: Stage) => void): void {
  const mark = randomBytes(6).toString('hex')
  const staged: string[] = []
  const made: string[] = []
  const beside = (path: string): string => join(dirname(path), `.${basename(path)}.${mark}`)
  try {
    write((path, content) => {
      requireNoFolder(path)
      made.push(...makeFolder(dirname(path)))
      staged.push(path)
      writeFileSync(beside(path), content, { flag: 'wx' })
    })
    staged.forEach(requireNoFolder)
    for (const path of staged) renameSync(beside(path), path)
  } catch (cause) {
    for (const path of staged) rmSync(beside(path), { force: true })
    made.reverse().forEach(removeIfEmpty)
    throw cause
  }
}

/** What is written beside its place is put there at the end, when it is too late to fail. */
export function requireNoFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${path} is in the way: it is a folder, not a file`, 'remove it')
}

/** A folder that is there already, or can be made. */
export function requireNoFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new UserError(`${path} is in the way: it is a file, not a folder`, 'remove it, or name another folder')
}

/** Removes a folder, unless something is in it or somebody else was faster. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(code)) throw cause
  }
}

/** Makes a folder and those above it; returns the ones that were not there, the outermost first. */
function makeFolder(path: string): string[] {
  const above = dirname(path)
  const missing = statSync(path, { throwIfNoEntry: false }) === undefined
  const made = missing && above !== path ? makeFolder(above) : []
  requireNoFile(path)
  if (!missing) return made
  mkdirSync(path, { recursive: true })
  return [...made, path]
}
