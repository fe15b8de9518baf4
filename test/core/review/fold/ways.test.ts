import { foldPaths } from '../../../../core/review/fold/rows'
import { newWays } from '../../../../core/review/fold/ways'
import type { RatedPath } from '../../../../core/review/types'
import { invented, rated } from '../invented'

const ROLE = 'novo-clinical-prod-reader'
const GROUPS = ['ADG-A', 'ADG-B', 'ADG-C']

const through = (service: string, group: string): RatedPath => rated({ role: ROLE, group, service }, 'new-provider')

describe('new ways in', () => {
  it('are three where a role with three groups gets one service', () => {
    const ways = newWays(invented({ gained: GROUPS.map((group) => through('notebooks', group)) }))
    expect(ways.map((each) => [each.group, each.service, each.paths])).toEqual(
      GROUPS.map((group) => [group, 'notebooks', 1]),
    )
  })

  it('are none where a group gets a further permission on a way that it had', () => {
    const gained = [rated({ role: ROLE, permission: 'INSERT' }, 'write-gained')]
    expect(newWays(invented({ gained }))).toEqual([])
  })

  it('are none for who comes in through no service', () => {
    expect(newWays(invented({ gained: [rated({ service: '' }, 'unknown-principal')] }))).toEqual([])
  })

  it('are told once for the environments that have them', () => {
    const environments = ['clinical-dev', 'clinical-prod']
    const gained = environments.map((environment) =>
      rated({ environment, role: `novo-${environment}-reader` }, 'new-provider'),
    )
    expect(newWays(invented({ gained }))).toMatchObject([{ environments, role: 'novo-*-reader', paths: 2 }])
  })

  it('are marked in the rows, beside ways that were there', () => {
    const gained = [
      through('notebooks', 'ADG-A'),
      rated({ role: ROLE, group: 'ADG-A', service: 'databricks' }, 'write-gained'),
    ]
    const services = foldPaths(invented({ gained })).rows.flatMap((each) => each.services)
    expect(services).toEqual(
      expect.arrayContaining([
        { name: 'databricks', isNew: false },
        { name: 'notebooks', isNew: true },
      ]),
    )
  })
})
