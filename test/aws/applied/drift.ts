import {
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { RevokePermissionsCommand } from '@aws-sdk/client-lakeformation'
import { DeletePublicAccessBlockCommand } from '@aws-sdk/client-s3'
import { reviewPlan } from '../../../core/review/review-plan'
import type { Review } from '../../../core/review/types'
import type { AppliedMesh } from '../../support/applied-mesh'

const RoleName = 'acme-lab-reader'
const PolicyName = 'data-lake-user'
const Bucket = 'acme-lab-trials-111111111111'

/** Somebody changes what Terraform manages, and a refresh-only plan of the real Terraform is reviewed. */
export function testDrift(mesh: () => AppliedMesh): void {
  let quiet: Review
  let drifted: Review
  const reviewed = async (...args: string[]): Promise<Review> => {
    const lab = mesh().stack('lab')
    const plan = await lab.plan(...args)
    return reviewPlan(JSON.stringify(plan), { levels: {} })
  }

  beforeAll(async () => {
    quiet = await reviewed('-refresh-only')
    await meddle(mesh())
    drifted = await reviewed('-refresh-only')
  })

  test('is nothing where nobody changed anything, though AWS tells more than Terraform wrote', () => {
    expect(quiet.drift).toEqual({ gained: [], lost: [], changed: [] })
    // The emulator's address and its retries are the test's own, and stand in the plan's providers.
    const notAnalysed = quiet.notAnalysed.filter((each) => !each.address.startsWith('provider.'))
    expect([quiet.risk, quiet.findings, notAnalysed]).toEqual(['none', [], []])
  })

  test('a refresh-only plan is told in words of access', () => {
    const said = drifted.findings.map(({ rule, message }) => `${rule}: ${message}`).sort()
    expect(said).toEqual([
      `bucket-opened: outside Terraform: the bucket ${Bucket} loses its public access block`,
      'drift-gained: someone outside Terraform gave DESCRIBE on database default to OWNERS',
      'drift-gained: someone outside Terraform gave DESCRIBE on database trials to OWNERS',
      'drift-gained: someone outside Terraform gave DESCRIBE on trials.visits to OWNERS',
      `drift-gained: someone outside Terraform gave s3:GetObject on s3://${Bucket}/ to OWNERS and READERS`,
      'drift-lost: someone outside Terraform took SELECT on trials.visits from READERS',
      ...['books', 'ghost', 'notebooks'].map(
        (service) =>
          `entitlement-differs: outside Terraform: OWNERS through ${service} to ${RoleName}: the role would open, and no row tells a sign-in so`,
      ),
    ])
    expect([drifted.risk, drifted.gained, drifted.lost]).toEqual(['high', [], []])
  })

  test('a plan that would put it right tells both: what drifted, and what it takes back', async () => {
    const review = await reviewed()
    expect(review.drift).toEqual(drifted.drift)
    const way = ({ path }: (typeof review.lost)[number]): string => `${path.group} ${path.permission}`
    expect([...new Set(review.lost.map(way))].sort()).toEqual([
      'OWNERS DESCRIBE',
      'OWNERS s3:GetObject',
      'READERS s3:GetObject',
    ])
    expect([...new Set(review.gained.map(way))]).toEqual(['READERS SELECT'])
    expect(review.environments.map((each) => each.digest)).toEqual(quiet.environments.map((each) => each.digest))
  })
}

/** Opens a role to another group, gives it files past Lake Formation, takes a grant, and opens a bucket. */
async function meddle(mesh: AppliedMesh): Promise<void> {
  const { iam, s3, lakeFormation } = await mesh.aws('lab')
  const { OWNERS, READERS } = mesh.built().registry.groups
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
  const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
  const readers = `"*.${READERS?.code}.*"`
  expect(trust).toContain(readers)
  const PolicyDocument = trust.replaceAll(readers, `${readers},"*.${OWNERS?.code}.*"`)
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))

  const held = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))
  const policy = JSON.parse(decodeURIComponent(held.PolicyDocument ?? '')) as { Statement: object[] }
  policy.Statement.push({ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` })
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(policy) }))

  await lakeFormation.send(
    new RevokePermissionsCommand({
      Principal: { DataLakePrincipalIdentifier: Role?.Arn },
      Resource: { Table: { DatabaseName: 'lab_trials', Name: 'visits' } },
      Permissions: ['SELECT'],
    }),
  )
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
}
