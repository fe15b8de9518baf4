import { directoryOf } from '../../../../core/model/directory'
import type { AccessGraph } from '../../../../core/model/graph'
import datasetExample from '../../../../examples/hooks/dataset-event.json'
import serviceExample from '../../../../examples/hooks/service-event.json'
import { build, exampleFolder } from '../../../support/mesh'

/** The examples are about the example mesh: who sends them to its topics gets what they say. */
const { mesh } = build(exampleFolder())

/** With the live role that events of the dataset need. */
const withLive = (): AccessGraph => {
  const example = exampleFolder()
  const [path, dataset] = [`${datasetExample.environment}.yaml`, `  ${datasetExample.dataset}:\n`]
  const text = (example.read(path) ?? '').replace(dataset, `${dataset}    live: read\n`)
  return build({ ...example, read: (each) => (each === path ? text : example.read(each)) }).graph
}

test('the example of a dataset names a dataset, its live role, its place and groups that are there', () => {
  const { environments } = withLive()
  const environment = environments.find((each) => each.environment === datasetExample.environment)
  expect(environment?.datasets.map(({ name, bucket }) => [name, `s3://${bucket}/`])).toContainEqual([
    datasetExample.dataset,
    datasetExample.location,
  ])
  for (const { group, role } of datasetExample.grants) {
    expect(environment?.roles.find((each) => each.name === role)).toMatchObject({
      kind: 'live',
      dataset: datasetExample.dataset,
    })
    expect(directoryOf(mesh)).toContain(group)
  }
})

test('the example of a service names one that the mesh does not declare, and environments that are there', () => {
  const { service, issuer, clientIds, environments } = serviceExample
  expect(Object.keys(mesh.settings.services)).not.toContain(service)
  for (const each of environments) expect([...mesh.environments.keys()]).toContain(each)
  for (const each of Object.values(mesh.settings.services))
    if (each.protocol === 'oidc' && each.issuer === issuer)
      expect(each.clientIds.filter((id) => clientIds.includes(id))).toEqual([])
})
