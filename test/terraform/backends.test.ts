import { MESH, ENVIRONMENT } from '../support/mesh'
import { projectOf } from '../support/project'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'

/** Backends that cannot be reached from here: Terraform checks their blocks, and everything else. */
describeWith(missingTerraform(), 'remote state in Terraform', () => {
  test.each([
    ['a bucket', '{ type: s3, bucket: acme-state, region: eu-central-1, prefix: mesh/prod }'],
    ['a bucket without a prefix', '{ type: s3, bucket: acme-state, region: eu-central-1 }'],
    ['HCP Terraform', '{ type: cloud, organization: acme, project: Data mesh }'],
    ['Terraform Enterprise', '{ type: cloud, organization: acme, hostname: terraform.example.com }'],
  ])(
    '%s',
    async (_, backend) => {
      const project = projectOf({ 'mesh.yaml': `${MESH}backend: ${backend}\n`, 'lab.yaml': ENVIRONMENT })
      try {
        await project.synth()
        const stack = project.stack('lab', {})
        await stack.init('-backend=false')
        expect(await stack.validate()).toEqual([])
      } finally {
        project.remove()
      }
    },
    1_800_000,
  )
})
