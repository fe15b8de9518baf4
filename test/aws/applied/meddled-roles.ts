import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam'
import type { AppliedMesh } from '../../support/applied-mesh'
import { touched } from '../../support/terraform-plan'
import { testRoles } from './roles'

const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' })
const ANYBODY = policy({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })

/** One role gets more than the mesh gives it, another is made anew. */
export function testMeddledRoles(mesh: () => AppliedMesh, name: string): void {
  beforeAll(async () => {
    const { iam } = await mesh().aws(name)
    const RoleName = `novo-${name}-share-adg-quality`
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'all', PolicyDocument: EVERYTHING }))
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'more', PolicyDocument: EVERYTHING }))
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }))

    const reader = { RoleName: `novo-${name}-reader` }
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand(reader))
    for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ ...reader, PolicyName }))
    await iam.send(new DeleteRoleCommand(reader))
    await iam.send(new CreateRoleCommand({ ...reader, Path: '/novo/', AssumeRolePolicyDocument: ANYBODY }))
  })

  test('are as the mesh says after the next apply', async () => {
    const stack = mesh().stack(name)
    expect(touched(await stack.plan())).toEqual([
      'aws_iam_role.persona_reader: update',
      'aws_iam_role_policies_exclusive.persona_reader: update',
      'aws_iam_role_policies_exclusive.share_adg-quality: update',
      'aws_iam_role_policy.persona_reader__data-lake-user: create',
      'aws_iam_role_policy_attachments_exclusive.share_adg-quality: update',
    ])
    await stack.apply('plan.bin')
    expect(await stack.tryPlan()).toMatchObject({ status: 0 })
  })
  testRoles(mesh, name)
}

/** A replaced role comes without policies, and Terraform would believe that they are there. */
export function testReplacedRole(mesh: () => AppliedMesh, name: string): void {
  test('has its policies after the same apply', async () => {
    await mesh().stack(name).apply('-replace=aws_iam_role.persona_reader')
    expect(await mesh().stack(name).tryPlan()).toMatchObject({ status: 0 })
  })
  testRoles(mesh, name)
}
