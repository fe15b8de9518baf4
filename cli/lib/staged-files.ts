import { mkdirSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from './fail'
import { ownMark, sweep } from './leftovers'

/** Takes the text, or the bytes, of a file that is to be written. */
export type Stage = (path: string, content: string | Uint8Array) => void

/**
 * Writes files beside their places and puts all of them there at the end, in their order; where one fails, none is, and
 * nothing is left behind. The names meanwhile are of this process alone, since another may write into the same folder;
 * what a process left that was killed goes.
 */
export function writeTogether(write: (stage: Stage) => void): void {
  const mark = ownMark()
  const staged: string[] = []
  const made: string[] = []
  const beside = (path: string): string => join(dirname(path), `.${basename(path)}.${mark}`)
  const swept = new Set<string>()
  const sweepOnce = (folder: string): void => {
    if (!swept.has(folder)) sweep(folder)
    swept.add(folder)
  }
  try {
    write((named, content) => {
      requireNoFolder(named)
      const path = realPlace(named)
      if (staged.includes(path)) throw new UserError(`${named} would be written twice`, 'give each a file of its own')
      made.push(...makeFolder(dirname(path)))
      sweepOnce(dirname(path))
      staged.push(path)
      as(named, () => writeFileSync(beside(path), content, { flag: 'wx' }))
    })
    staged.forEach(requireNoFolder)
    for (const path of staged) as(path, () => renameSync(beside(path), path))
  } catch (cause) {
    for (const path of staged) rmSync(beside(path), { force: true })
    made.reverse().forEach(removeIfEmpty)
    throw cause
  }
}

/** Where a link leads to, so that what is there is replaced, and not the link. */
function realPlace(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && !found.isFile())
    throw new UserError(`${path} is in the way: it is a device or a pipe, not a file`, 'name a file')
  return found ? realpathSync(path) : resolve(path)
}

/** Tells what the user named, and not what is written meanwhile. */
function as(path: string, work: () => void): void {
  try {
    work()
  } catch (cause) {
    // Node names no file where a write runs out of room.
    if (cause instanceof Error && 'syscall' in cause) Object.assign(cause, { path })
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
  return makeOne(path) ? [...made, path] : made
}

/** Not recursive, which never ends where a file system has no place for folders. Somebody else may have been faster. */
function makeOne(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}
