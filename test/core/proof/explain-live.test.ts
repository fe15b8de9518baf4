import { explanationText } from '../../../core/proof/explain/text'
import { lab, mesh, ACCESS } from '../model/small'
import { errorsOf, explained, withFixes } from './explained'

const files = {
  ...mesh(['services:', 'hooks: {}\nsync: pull\nservices:']),
  ...lab(
    ['    access:\n', '    live: { tables: [visits] }\n    access:\n'],
    [ACCESS, `${ACCESS}      - to: { live: STATS }\n`],
  ),
}

test('a group of a live role has what `live` says, by that line', () => {
  const text = explanationText(explained(files, { group: 'STATS', dataset: 'lab/trials.visits' }))
  const place = (words: string): string => {
    const lines = files['lab.yaml'].split('\n')
    const line = lines.findIndex((each) => each.includes(words))
    return `mesh/lab.yaml:${line + 1}`
  }
  const entry = `${place('live: STATS')}:9`
  expect(text).toContain('live role in lab, account 111111111111')
  expect(text).toContain(`  given by     ${entry}`)
  expect(text).toContain('role acme-lab-live-trials')
  expect(text).toContain('  rendered     admits the group through notebooks')
  expect(text).toContain(`  granted by   ${place('live: { tables')}:5`)
})

test('what `live` does not give is proposed as a share with the group', () => {
  const { missing } = explained(files, { group: 'STATS', dataset: 'lab/trials.subjects' })
  expect(missing?.message).toBe('STATS has only what access entries give, and trials has none for it')
  const changed = withFixes(files, missing?.fixes ?? [])
  expect(errorsOf(changed)).toEqual([])
  const [way] = explained(changed, { group: 'STATS', dataset: 'lab/trials.subjects' }).ways
  expect(way?.role.name).toBe('acme-lab-share-stats')
})
