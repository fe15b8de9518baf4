import { explain } from '../../../../core/review/cause/greedy'
import type { Candidate } from '../../../../core/review/cause/candidates'
import { foldCauses } from '../../../../core/review/fold/causes'
import { review } from '../../../../core/review/review'
import { PAIRS } from '../../../review/pairs'
import { undone } from '../../../review/pair'
import { sideOf } from '../../../review/sides'
import { reviewed } from '../../../support/review-sides'
import { some } from '../../../support/scale'

const BOTH_WAYS = some(PAIRS).flatMap((each) => [each, undone(each)])

test.each(BOTH_WAYS.map((each) => [each.name, each] as const))(
  'each path has one cause: %s',
  (_, { before, after }) => {
    const found = review(sideOf(before).mesh, sideOf(after).mesh).review
    const all = [...found.gained, ...found.lost, ...found.changed]
    expect(all.filter((each) => !each.cause)).toEqual([])
    const told = foldCauses(found).flatMap((row) => row.changes)
    expect(told).toHaveLength(all.length)
    expect(new Set(told.map(({ direction, path }) => JSON.stringify([direction, path]))).size).toBe(all.length)
  },
)

describe('what explains the most is chosen first', () => {
  const candidate = (key: string, kind: Candidate['cause']['kind'] = 'grant'): Candidate => ({ key, cause: { kind } })
  const chosen = (...items: readonly (readonly Candidate[])[]): string[] => explain(items).map((each) => each.key)

  test('each item has one, and one that explains three goes before two that explain two', () => {
    const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')]
    expect(chosen([a, b], [a, c], [b], [c], [a])).toEqual(['a', 'a', 'b', 'c', 'a'])
  })

  test('what is left counts, and not what is explained already', () => {
    const [a, b, c] = [candidate('a'), candidate('b'), candidate('c')]
    // b explains three, of which a has two; c explains two that nothing else does.
    expect(chosen([a], [a], [a, b], [a, b], [b, c], [c])).toEqual(['a', 'a', 'a', 'a', 'c', 'c'])
  })

  test('of two that explain as much it is the more general, else the first by its text', () => {
    expect(chosen([candidate('a'), candidate('z', 'service')])).toEqual(['z'])
    expect(chosen([candidate('b'), candidate('a')])).toEqual(['a'])
  })

  test('nothing explains nothing', () => {
    expect(chosen()).toEqual([])
  })
})

describe('a service', () => {
  const held = ['SELECT', 'DESCRIBE'].map((permission) => ({ permission }))
  const through = (service: string, paths: readonly object[]): object[] => paths.map((each) => ({ ...each, service }))
  const before = { services: ['notebooks'], paths: through('notebooks', held) }

  const rowsOf = (paths: readonly object[]): (readonly unknown[])[] =>
    foldCauses(reviewed(before, { paths: [...through('notebooks', held), ...paths] })).map(({ cause, changes }) => [
      cause.kind,
      cause.whole,
      changes.length,
    ])

  test('opens all that there was', () => {
    expect(rowsOf(through('databricks', held))).toEqual([['service', true, 2]])
  })

  test('that opens less does not open all', () => {
    expect(rowsOf(through('databricks', held.slice(1)))).toEqual([['service', undefined, 1]])
  })

  test('is none of a principal that comes through none', () => {
    const [row] = foldCauses(
      reviewed(before, { paths: [...before.paths, { service: '', group: 'arn:aws:iam::1:root' }] }),
    )
    expect(row?.cause).toEqual({ kind: 'member', role: 'acme-lab-reader', group: 'arn:aws:iam::1:root' })
  })
})

test('a path that nobody explained is what its role holds of its dataset', () => {
  const { gained } = reviewed({}, { paths: [{}, { permission: 'DESCRIBE' }] })
  const without = gained.map(({ path, risk, reasons }) => ({ path, risk, reasons }))
  expect(foldCauses({ gained: without, lost: [], changed: [] })).toMatchObject([
    { cause: { kind: 'grant', role: 'acme-lab-reader', dataset: 'trials' }, permissions: ['DESCRIBE', 'SELECT'] },
  ])
})
