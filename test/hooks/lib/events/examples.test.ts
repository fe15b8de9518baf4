import { directoryOf } from '../../../../core/model/directory'
import datasetExample from '../../../../examples/hooks/dataset-event.json'
import serviceExample from '../../../../examples/hooks/service-event.json'
import { build, exampleFolder } from '../../../support/mesh'

/** The examples are about the example mesh: who sends them to its topics gets what they say. */
const { mesh, graph } = build(exampleFolder())

test('the example of a dataset names a dataset, roles and groups that are there', () => {
  const environment = graph.environments.find((each) => each.environment === datasetExample.environment)
  expect(environment?.datasets.map((each) => each.name)).toContain(datasetExample.dataset)
  for (const { group, role } of datasetExample.grants) {
    expect(environment?.roles.find((each) => each.name === role)?.kind).toBe('persona')
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
