import { testPlannedMesh } from '../support/planned-mesh'
import { fixtureProject } from '../support/project'

describe.each([
  ['china', 'aws-cn'],
  ['government', 'aws-us-gov'],
])('%s', (name, partition) => {
  testPlannedMesh(
    `a mesh of ${partition} in Terraform`,
    { project: () => fixtureProject(name), stacks: ['hub', 'lab'] },
    (mesh) => {
      test('every ARN is of the partition', () => {
        const text = JSON.stringify([...mesh().values()].map((each) => each.plan.resource_changes))
        const partitions = [...text.matchAll(/\barn:([a-z-]+):/g)].map((match) => match[1])
        expect([...new Set(partitions)]).toEqual([partition])
      })
    },
  )
})
