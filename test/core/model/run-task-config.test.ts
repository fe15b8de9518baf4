import { hookConfig } from '../../../core/model/hook-config'
import { RISKS } from '../../../core/model/risk/levels'
import { runTask } from '../../../core/model/schema/run-task'
import { build, MESH, smallMesh } from '../../support/mesh'

const configOf = (more: string): unknown => {
  const { mesh, registry } = build(smallMesh({ 'mesh.yaml': `${MESH}${more}` }))
  return hookConfig(mesh, registry).runTask
}

const CLOUD = 'backend: { type: cloud, organization: acme'

test.each<[string, unknown]>([
  ['hooks: {}\n', undefined],
  ['hooks: { runTask: {} }\n', { failOn: 'high', host: 'app.terraform.io', levels: {} }],
  [`hooks: { runTask: {} }\n${CLOUD} }\n`, { failOn: 'high', host: 'app.terraform.io', levels: {} }],
  [
    `hooks: { runTask: { failOn: low } }\n${CLOUD}, hostname: tfe.example.com }\nreview: { risk: { new-group: high } }\n`,
    { failOn: 'low', host: 'tfe.example.com', levels: { 'new-group': 'high' } },
  ],
  [
    `hooks: { runTask: { hostname: app.eu.terraform.io } }\n${CLOUD}, hostname: tfe.example.com }\n`,
    { failOn: 'high', host: 'app.eu.terraform.io', levels: {} },
  ],
])('%s', (more, config) => {
  expect(configOf(more)).toEqual(config)
})

test('a run may fail from every risk on that is one', () => {
  expect(RISKS.slice(1).map((failOn) => runTask.parse({ failOn }).failOn)).toEqual(RISKS.slice(1))
  expect(runTask.safeParse({ failOn: 'none' }).success).toBe(false)
})
