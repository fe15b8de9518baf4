import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Log, Result } from 'sarif'
import { reviewSarif } from '../../../../core/review/render/sarif'
import { invented, manyPaths } from '../invented'

const OPTIONS = { version: '1.2.3', maskAccounts: false }
const resultsOf = (log: Log): Result[] => log.runs.flatMap((run) => run.results ?? [])

const many = Array.from({ length: 7 }, (_, index) => manyPaths(5_000, `env-${index}`).gained)

test('a file has 25,000 results at most, and every risky one', () => {
  const log = reviewSarif(invented({ gained: many.flat() }), OPTIONS)
  expect(resultsOf(log).length).toBeGreaterThan(20_000)
  expect(resultsOf(log).length).toBeLessThanOrEqual(25_000)
  expect(resultsOf(log).filter(({ level }) => level === 'error')).toHaveLength(350)
})

test('a file is under 10 MB as it is sent, whatever the names', () => {
  const noise = (seed: number): string =>
    createHash('shake256', { outputLength: 320 }).update(String(seed)).digest().toString('utf16le')
  const gained = many.flat().map((each, at) => ({ ...each, path: { ...each.path, group: noise(at) } }))
  const log = reviewSarif(invented({ gained }), OPTIONS)
  expect(resultsOf(log).length).toBeGreaterThan(5_000)
  expect(gzipSync(JSON.stringify(log)).length).toBeLessThan(10 * 1024 * 1024)
})
