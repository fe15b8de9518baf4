import fc from 'fast-check'
import {
  COMMENT_BUDGETS,
  renderMarkdown,
  renderSummary,
  SUMMARY_BUDGET,
} from '../../../../../core/review/render/markdown'
import { SMALLEST_BUDGET } from '../../../../../core/review/render/markdown/page'
import type { Review } from '../../../../../core/review/types'
import { runs } from '../../../../support/scale'
import { invented, manyPaths, rated } from '../../invented'
import { expectWholeTables } from './whole-tables'

const PATHS = 5_000

/** How many paths the rows of a page show, and how many it says are left out. */
function counted(text: string): { shown: number; rows: number; paths: number; of: number } {
  const shown = text.split('\n').filter((line) => /^\| \d+ \| /.test(line)).length
  const [, rows = '', paths = '', of = ''] = /([\d,]+) of [\d,]+ rows \(([\d,]+) of ([\d,]+) paths\)/.exec(text) ?? []
  const [left, leftPaths, all] = [rows, paths, of].map((each) => Number(each.replaceAll(',', '')))
  return { shown, rows: left ?? 0, paths: leftPaths ?? 0, of: all ?? 0 }
}

describe('a comment about 5,000 paths', () => {
  const review = manyPaths(PATHS)
  const text = renderMarkdown(review)

  it('has room', () => {
    expect(text.length).toBeLessThanOrEqual(60_000)
    expect(text.length).toBeGreaterThan(50_000)
  })

  it('keeps the riskiest rows', () => {
    for (const { path } of review.gained.filter((each) => each.risk === 'high')) expect(text).toContain(path.group)
  })

  it('says exactly what it leaves out', () => {
    const { shown, rows, paths, of } = counted(text)
    expect(of).toBe(PATHS)
    expect(shown + rows).toBe(PATHS)
    expect(paths).toBe(rows)
    expect(text).toContain('The digest covers all of them.')
    expect(text).toContain('the details of 1 environment.')
  })
})

describe('a page', () => {
  const mixed = (paths: number, others: number): Review => {
    const { gained } = manyPaths(paths)
    const some = Array.from({ length: others }, (_, index) => index)
    return invented({
      gained: [...gained, ...some.map((index) => rated({ group: `ADG-${index}`, role: 'r' }, 'new-provider'))],
      lost: some.map((index) => rated({ group: `ADG-<${index}>` }, 'access-lost')),
      findings: some.map((index) => ({
        rule: 'bucket-opened',
        risk: 'high',
        environment: 'clinical-prod',
        message: `the bucket ${index} | x`,
      })),
      notAnalysed: some.map((index) => ({ environment: 'clinical-prod', address: `a.b[${index}]`, reason: 'is new' })),
      drift: { gained: some.map((index) => rated({ group: `ADG-Ø${index}` }, 'sensitive')) },
    })
  }

  it('takes no more than its budget, whatever is in it', () => {
    const budget = fc.integer({ min: SMALLEST_BUDGET, max: 70_000 })
    fc.assert(
      fc.property(budget, fc.nat(300), fc.nat(150), (room, paths, others) => {
        expect(renderMarkdown(mixed(paths, others), { budget: room }).length).toBeLessThanOrEqual(room)
      }),
      { numRuns: runs(30) },
    )
  })

  it('cuts no row, however little room there is', () => {
    expectWholeTables(renderMarkdown(mixed(300, 100), { budget: SMALLEST_BUDGET }))
  })

  it('is whole where there is room', () => {
    const text = renderMarkdown(mixed(20, 2))
    expect(text).not.toContain('Left out')
    expect(text).toContain('<details>')
  })

  it('of a summary counts bytes', () => {
    const gained = Array.from({ length: 4_500 }, (_, index) =>
      rated({ group: `${'Ø'.repeat(60)}${index}`, role: 'r', table: `${'ж'.repeat(60)}${index}` }, 'new-group'),
    )
    const text = renderSummary(invented({ gained }))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_BUDGET)
    expect(Buffer.byteLength(text)).toBeGreaterThan(SUMMARY_BUDGET - 20_000)
    const { shown, rows } = counted(text)
    expect(shown + rows).toBe(4_500)
  })

  it('needs some room', () => {
    expect(() => renderMarkdown(mixed(1, 1), { budget: SMALLEST_BUDGET - 1 })).toThrow(RangeError)
  })

  it('fits in the comments of every platform', () => {
    for (const budget of Object.values(COMMENT_BUDGETS))
      expect(renderMarkdown(manyPaths(1_000), { budget }).length).toBeLessThanOrEqual(budget)
  })
})
