import { DescribeKeyCommand } from '@aws-sdk/client-kms'
import { DeleteBucketPolicyCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'
import { lab } from './lab'
import { testStorage } from './storage'

/** Removing it from the file lifts `prevent_destroy`: what is left to protect the data is AWS, and the order of things. */
export function testRemovedDataset(mesh: () => AppliedMesh, name: string): void {
  const Bucket = `novo-${name}-tissue-444444444444`
  let aws: AwsClients
  let key: string | undefined
  beforeAll(async () => {
    aws = await mesh().aws(name)
    key = (await aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/novo-${name}-tissue` }))).KeyMetadata?.KeyId
    // The emulator lets a Deny hold whatever its conditions say.
    await aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))
    await aws.s3.send(new PutObjectCommand({ Bucket, Key: 'slides/1', Body: 'x' }))
  })

  test('cannot be destroyed', async () => {
    mesh().project.write(`${name}.yaml`, lab.slice(0, lab.indexOf('  tissue:')))
    await mesh().render()
    const { status, output } = await mesh().stack(name).tryApply()
    expect(output).toContain('BucketNotEmpty')
    expect(status).toBe(1)
  })

  test('keeps its data and its key', async () => {
    const { Versions = [] } = await aws.s3.send(new ListObjectVersionsCommand({ Bucket }))
    const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: key }))
    expect(Versions.map((each) => each.Key)).toEqual(['slides/1'])
    expect(KeyMetadata?.KeyState).toBe('Enabled')
  })

  describe('and put back', () => {
    beforeAll(async () => {
      mesh().project.write(`${name}.yaml`, lab)
      await mesh().render()
      await mesh().stack(name).apply()
    })

    test('has its key again', async () => {
      const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/novo-${name}-tissue` }))
      expect(KeyMetadata?.KeyId).toBe(key)
    })
    testStorage(mesh, name)
  })
}
