import { createHash, type Hash } from 'node:crypto'
import { compareText } from '../../model/diagnostic'
import type { FactKind } from '../../access/snapshot/fact'
import type { KeyedPath } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'

/** What every input tells alike; which data there is, an apply may still have to make. */
const KINDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'administrator',
  'boundary',
  'bucket-policy',
  'certificate',
  'key-policy',
  'policy',
  'provider',
  'service',
  'sign-in',
  'trust',
])

/**
 * SHA-256 over the sorted paths and what they do not say: facts, what was not analysed, and what is wrong in itself, so
 * that nothing of it can come under an approval of before.
 */
export function digestOfSide(paths: readonly KeyedPath[], side: Snapshot | undefined): string {
  const hash = createHash('sha256')
  hashLines(hash, paths)
  const facts = [...(side?.facts ?? [])].flatMap(([key, { kind, value }]) =>
    KINDS.has(kind) ? [`fact ${JSON.stringify([key, value])}\n`] : [],
  )
  for (const each of facts.sort(compareText)) hash.update(each)
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
