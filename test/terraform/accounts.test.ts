import { testPlannedMesh } from '../support/planned-mesh'
import { fixtureProject, type Project } from '../support/project'
import { startSts } from '../support/sts'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'

const project = (): Project => fixtureProject('one-account')
const options = { project, stacks: ['hub', 'lab'], sts: { account: '111111111111' } }

testPlannedMesh('a mesh without a deploy role in Terraform', options, (mesh) => {
  test('no role is assumed', () => {
    for (const { plan } of mesh().values()) expect(JSON.stringify(plan.configuration)).not.toContain('assume_role"')
  })
})

describeWith(missingTerraform(), 'with the credentials of another account', () => {
  test('nothing can be planned', async () => {
    const other = project()
    const sts = await startSts({ account: '999999999999' })
    try {
      await other.synth()
      const stack = other.stack('lab', { AWS_ENDPOINT_URL_STS: sts.url })
      await stack.init()
      const { status, output } = await stack.tryPlan('-refresh=false')
      expect(status).toBe(1)
      expect(output).toMatch(/AWS account ID not allowed: 999999999999/)
    } finally {
      other.remove()
    }
  })
})
