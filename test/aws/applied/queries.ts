import { GetWorkGroupCommand, ListWorkGroupsCommand, type AthenaClient } from '@aws-sdk/client-athena'
import { DescribeKeyCommand } from '@aws-sdk/client-kms'
import { resultsNames } from '../../../core/model/results'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'

export function testQueries(mesh: () => AppliedMesh, name: string): void {
  let aws: AwsClients
  beforeAll(async () => void (aws = await mesh().aws(name)))

  test('each role that people query with has a workgroup, whose settings hold', async () => {
    const { access } = mesh().environment(name)
    const { bucket, alias } = resultsNames(access)
    const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: alias }))
    const roles = access.roles.filter((each) => each.kind === 'persona' || each.kind === 'share')
    expect(await workgroups(aws.athena)).toEqual([...roles.map((each) => each.name), 'primary'].sort())
    for (const { name: WorkGroup } of roles) {
      const { WorkGroup: found } = await aws.athena.send(new GetWorkGroupCommand({ WorkGroup }))
      expect(found?.Configuration).toMatchObject({
        EnforceWorkGroupConfiguration: true,
        ResultConfiguration: {
          OutputLocation: `s3://${bucket}/results/${WorkGroup}/`,
          ExpectedBucketOwner: access.account,
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: KeyMetadata?.Arn },
        },
      })
    }
  })
}

async function workgroups(athena: AthenaClient): Promise<string[]> {
  const { WorkGroups = [] } = await athena.send(new ListWorkGroupsCommand())
  return WorkGroups.map((each) => each.Name ?? '').sort()
}
