import { applyAll, emulatedMesh, type AppliedMesh } from '../support/applied-mesh'
import { missingMoto } from '../support/moto'
import { fixtureProject } from '../support/project'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'
import { testEntitlements } from './applied/entitlements'
import { testEnvironment, testQuiet } from './applied/environment'

const ENVIRONMENTS = ['bare', 'closed', 'e23456789-b23456789-c23456789-d23456789x', 'lake']

describeWith(missingTerraform() ?? missingMoto(), 'every feature on an emulated AWS', () => {
  let mesh: AppliedMesh
  let removed: ReadonlyMap<string, readonly string[]>
  beforeAll(async () => {
    mesh = await emulatedMesh(fixtureProject('features'))
    removed = await mesh.render()
    await applyAll(mesh)
  })
  afterAll(() => mesh?.close())

  test('only what the emulator cannot do was left out', () => {
    const types = [...removed.values()].flat().map((address) => address.split('.')[0]!)
    expect([...new Set(types)]).toEqual(['aws_cognito_identity_pool_provider_principal_tag'])
  })
  for (const name of ENVIRONMENTS) testEnvironment(() => mesh, name)
  describe('the hub', () => testEntitlements(() => mesh))
  testQuiet(() => mesh)
})
