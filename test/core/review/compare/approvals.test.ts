import type { Fact } from '../../../../core/access/snapshot/fact'
import type { ReviewPath } from '../../../../core/review/types'
import { dataset, reviewed, type Given } from '../../../support/review-sides'

type Path = Partial<ReviewPath>
const GENOMES: Path = { dataset: 'genomes', database: 'lab_genomes', table: 'runs' }
const approving = (before: readonly Path[], after: readonly Path[], given: Given = {}): string[] =>
  reviewed({ paths: before }, { ...given, paths: after }).approvals.map(
    (each) => `${each.dataset} ${[each.owner, ...each.stewards].join()} ${each.risk}`,
  )

test.each<[string, Path[], Path[], string[]]>([
  ['a group reaches it', [], [{}], ['trials TRIALS-OWNERS medium']],
  ['two are reached', [], [GENOMES, {}], ['genomes GENOMES-OWNERS high', 'trials TRIALS-OWNERS medium']],
  ['a further way leads to it', [{}], [{}, { service: 'databricks' }], ['trials TRIALS-OWNERS high']],
  ['the riskiest counts', [{}], [{}, { permission: 'INSERT' }, { table: 'subjects' }], ['trials TRIALS-OWNERS high']],
  ['a limit is lifted', [{ rows: 'a = 1' }], [{}], ['trials TRIALS-OWNERS medium']],
  ['more and less is seen', [{ columns: ['a'] }], [{ columns: ['b'] }], ['trials TRIALS-OWNERS medium']],
])('owners of a dataset must agree where %s', (_, before, after, said) => {
  expect(approving(before, after)).toEqual(said)
})

test.each<[string, Path[], Path[]]>([
  ['access is taken away', [{}], []],
  ['access is limited', [{}], [{ rows: 'a = 1' }]],
  ['nothing changes', [{}], [{}]],
  ['it is no dataset', [], [{ dataset: null, database: null, table: null, location: 's3://elsewhere/' }]],
])('nobody must agree where %s', (_, before, after) => {
  expect(approving(before, after)).toEqual([])
})

test('stewards may agree in the place of owners', () => {
  const datasets = [dataset('trials', { stewards: ['ANNA', 'BERT'] })]
  expect(approving([], [{}], { datasets })).toEqual(['trials TRIALS-OWNERS,ANNA,BERT medium'])
})

test('whoever comes to own a dataset, or to be its steward, does not agree in the place of who did before', () => {
  const before = { paths: [], datasets: [dataset('trials', { stewards: ['ANNA'] })] }
  const after = { paths: [{}], datasets: [dataset('trials', { owner: 'MALLORY', stewards: ['MALLORY'] })] }
  expect(reviewed(before, after).approvals.map(({ owner, stewards }) => [owner, stewards])).toEqual([
    ['TRIALS-OWNERS', ['ANNA']],
    ['MALLORY', ['ANNA']],
  ])
})

test.each([
  ['database lab_trials', ['trials']],
  ['table lab_trials.visits', ['trials']],
  ['bucket acme-lab-trials-111111111111', ['trials']],
  ['key alias/acme-lab-trials', ['trials']],
  ['database default', []],
])('owners must agree where the %s would be destroyed', (subject, agreeing) => {
  const facts: Fact[] = [{ kind: 'data', subject, value: '' }]
  const { approvals } = reviewed({ facts }, { facts: [] })
  expect(approvals.map((each) => [each.dataset, each.risk])).toEqual(agreeing.map((each) => [each, 'critical']))
})
