import { explained, withoutItem } from './explained'
import { FILES } from './small'

describe('without the line that explain names there is no access:', () => {
  test.each([
    ['PARTNERS', 'lab/trials.subjects'],
    ['READERS', 'lab/trials.visits'],
    ['ENGINES', 'lab/trials.visits'],
    ['OWNERS', 'lab/sites'],
    ['GUESTS', 'lab/trials'],
    ['VIEWERS', 'lab/sites.sites'],
    ['EVERYBODY', 'lab/home'],
  ])('%s and %s', (group, dataset) => {
    const before = explained(FILES, { group, dataset })
    expect(before.access).toBe(true)
    const lines = before.ways.flatMap(({ resources }) => resources.flatMap(({ at }) => at))
    const distinct = [...new Map(lines.map((each) => [each.line, each])).values()].sort((a, b) => b.line - a.line)
    expect(distinct.length).toBeGreaterThan(0)
    // From the end of the file, so that places stay where they are.
    const after = distinct.reduce((files, at) => withoutItem(files, at), FILES)
    expect(explained(after, { group, dataset }).access).toBe(false)
  })

  test.each([
    ['PARTNERS', 'lab/trials.subjects'],
    ['READERS', 'lab/trials.visits'],
    ['OWNERS', 'lab/sites'],
  ])('%s has none of the role either', (group, dataset) => {
    const [way] = explained(FILES, { group, dataset }).ways
    expect(explained(withoutItem(FILES, way?.member.at), { group, dataset }).access).toBe(false)
  })

  test('a service, through that service', () => {
    const asked = { group: 'VISITORS', dataset: 'lab/rooms', service: 'pool' }
    const [way] = explained(FILES, asked).ways
    expect(explained(withoutItem(FILES, way?.services[0]?.at), asked).missing?.hop).toBe('service')
  })
})
