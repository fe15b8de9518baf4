import { GetRoleCommand } from '@aws-sdk/client-iam'
import { STSClient } from '@aws-sdk/client-sts'
import { iamOfAccounts } from '../../../hooks/trust-sync/accounts'
import { startIam, type Iam } from '../../support/iam'
import { startSts, type Sts } from '../../support/sts'
import { LAB, startLab, WET, type Lab } from './lab'

let lab: Lab
let sts: Sts
let iam: Iam
const asked: unknown[] = []
let client: STSClient

beforeAll(async () => {
  ;[lab, sts, iam] = await Promise.all([startLab(), startSts(), startIam()])
  process.env.AWS_ENDPOINT_URL_IAM = iam.url
  client = new STSClient({
    endpoint: sts.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAHUB', secretAccessKey: 'secret' },
  })
  client.middlewareStack.add((next) => async (input) => {
    asked.push(input.input)
    return next(input)
  })
})
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_IAM
  client.destroy()
  await Promise.all([lab.close(), iam.close()])
})

test("each environment's IAM is that of its account, through the role that it has for the hook", async () => {
  const iamOf = iamOfAccounts(lab.config, client, {})
  for (const account of [LAB, WET]) iam.account(account).addRole(`role-${account}`, '/acme/', '{"Statement":[{}]}')
  for (const [environment, account] of [
    ['lab', LAB],
    ['wet', WET],
    ['lab', LAB],
  ] as const) {
    const { Role: role } = await (await iamOf(environment)).send(new GetRoleCommand({ RoleName: `role-${account}` }))
    expect(role?.Arn).toBe(`arn:aws:iam::${account}:role/acme/role-${account}`)
  }
  // Credentials are kept: the third call needed none.
  expect(asked).toEqual(
    [
      ['lab', LAB],
      ['wet', WET],
    ].map(([environment, account]) => ({
      RoleArn: `arn:aws:iam::${account}:role/acme-sync/acme-${environment}-trust-sync`,
      RoleSessionName: 'trustloom',
      DurationSeconds: 3600,
    })),
  )
})

test('an environment that the mesh does not have has none', async () => {
  await expect(iamOfAccounts(lab.config, client, {})('constructor')).rejects.toThrow('no environment constructor')
})
