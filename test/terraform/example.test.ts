import { testPlannedMesh } from '../support/planned-mesh'
import { exampleProject } from '../support/project'

const stacks = ['clinical-prod', 'finance-dev', 'hub', 'manufacturing-prod']

testPlannedMesh('the example mesh in Terraform', { project: exampleProject, stacks }, (mesh) => {
  test('an environment reaches the hub for its rows, and for nothing else', () => {
    for (const [name, { plan }] of mesh()) {
      const { resources } = plan.configuration.root_module
      const inHub = resources.filter((each) => each.provider_config_key === 'aws.hub').map((each) => each.address)
      const rows = resources.map((each) => each.address).filter((each) => each.startsWith('aws_dynamodb_'))
      expect(inHub).toEqual(name === 'hub' ? [] : rows)
    }
  })
})
