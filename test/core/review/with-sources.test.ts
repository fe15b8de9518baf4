import { withSources } from '../../../core/review/with-sources'
import { dataset, labSide } from '../../support/review-sides'

describe('a plan beside its files', () => {
  const source = { file: 'lab.yaml', line: 7, column: 3 }
  const declared = labSide({ paths: [{ source }], datasets: [dataset('trials', { stewards: ['ANNA'] })] })
  const plan = labSide({ paths: [{ address: 'a' }, { table: 'wards' }], datasets: [dataset('trials'), dataset('new')] })

  it('has their lines and stewards, and keeps its own paths', () => {
    const { paths: all, datasets } = withSources(plan, declared)
    expect(all.map(({ path }) => [path.table, path.source, path.address])).toEqual([
      ['visits', source, 'a'],
      ['wards', undefined, undefined],
    ])
    expect(all.map((each) => [each.key, each.facts])).toEqual(plan.paths.map((each) => [each.key, each.facts]))
    expect(datasets.map((each) => each.stewards)).toEqual([['ANNA'], []])
  })

  it('is as it was where there are none', () => {
    expect(withSources(plan, undefined)).toBe(plan)
  })
})
