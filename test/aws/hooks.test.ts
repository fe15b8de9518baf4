import { applyAll, emulatedMesh, type AppliedMesh } from '../support/applied-mesh'
import { missingMoto } from '../support/moto'
import { fixtureProject } from '../support/project'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'
import { testEntitlements } from './applied/entitlements'
import { testEnvironment, testQuiet } from './applied/environment'
import { testHooks, testTrustSyncRole } from './applied/hooks'

describeWith(missingTerraform() ?? missingMoto(), 'hooks and synchronisation on an emulated AWS', () => {
  let mesh: AppliedMesh
  let removed: ReadonlyMap<string, readonly string[]>
  beforeAll(async () => {
    mesh = await emulatedMesh(fixtureProject('synchronised'))
    removed = await mesh.render()
    await applyAll(mesh)
  })
  afterAll(() => mesh?.close())

  test('only what the emulator cannot do was left out', () => {
    const types = [...removed.values()].flat().map((address) => address.split('.')[0]!)
    expect([...new Set(types)].sort()).toEqual([
      'aws_cognito_identity_pool_provider_principal_tag',
      'aws_lambda_provisioned_concurrency_config',
    ])
  })
  testQuiet(() => mesh)
  describe('the hub', () => {
    testEntitlements(() => mesh)
    testHooks(() => mesh)
  })
  for (const name of ['lab', 'plant']) {
    testEnvironment(() => mesh, name)
    testTrustSyncRole(() => mesh, name)
  }
})
