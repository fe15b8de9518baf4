import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

/*
 * Files are written beside their places first. A process that is killed meanwhile leaves them there, and nobody knows
 * what they are; so their names say whose they are, and the next process that writes into the folder takes them away.
 */

/** Of this machine: numbers of processes mean something only there. */
const HERE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** `<machine>-<process>-<random>`: ends the name of a file that only this process writes. */
export const ownMark = (): string => `${HERE}-${process.pid}-${randomBytes(6).toString('hex')}`

const MARK = /\.(?:([0-9a-f]{8})-(\d{1,10})-)?[0-9a-f]{12}$/

/** How old is what another machine, or an older version, must have left: a write takes minutes at most. */
const DAY = 24 * 60 * 60 * 1_000

/** Takes away what processes left in a folder that are no more. What cannot be taken away stays. */
export function sweep(folder: string): void {
  for (const name of attempt(() => readdirSync(folder)) ?? []) {
    const [mark, machine, id] = MARK.exec(name) ?? []
    const path = join(folder, name)
    if (mark === undefined || !isMarked(name, machine)) continue
    if (machine === HERE ? !isRunning(Number(id)) : isOld(path)) attempt(() => rmSync(path))
  }
}

/** Without a machine it may be anybody's: only what is called as a hidden file of ours. */
const isMarked = (name: string, machine: string | undefined): boolean =>
  machine !== undefined || /^\.(?:cdk\.tf\.json|manifest\.json|trustloom\.json|registry\.lock\.json)\./.test(name)

const isOld = (path: string): boolean => (attempt(() => statSync(path).mtimeMs) ?? Infinity) < Date.now() - DAY

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
