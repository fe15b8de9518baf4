import { createHash, type Hash } from 'node:crypto'
import { compareText } from '../../model/diagnostic'
import type { KeyedPath } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'

/**
 * SHA-256 over the sorted paths and what they do not say: what was not analysed, and what is wrong in itself, so that
 * neither can come under an approval of before.
 */
export function digestOfSide(paths: readonly KeyedPath[], side: Snapshot | undefined): string {
  const hash = createHash('sha256')
  hashLines(hash, paths)
  const beside = [
    ...(side?.notAnalysed ?? []).map(({ address, reason, value = '' }) => `${address} ${reason} ${value}`),
    ...(side?.faults ?? [])
      .filter((each) => each.rule !== 'entitlement-differs')
      .map(({ rule, message }) => `${rule} ${message}`),
  ]
  for (const each of beside.sort(compareText)) hash.update(`not analysed ${JSON.stringify(each)}\n`)
  return `sha256:${hash.digest('hex')}`
}

/** The same as an update for each path, in fewer calls, of which each has its price. */
function hashLines(hash: Hash, paths: readonly KeyedPath[]): void {
  for (let start = 0; start < paths.length; start += LINES) {
    const some = paths.slice(start, start + LINES)
    hash.update(some.map(({ key, facts }) => `${key}${facts}\n`).join(''))
  }
}

const LINES = 1000
