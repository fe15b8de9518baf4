import { serviceTrust } from '../../../../core/policy/trust'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import type { ReadResource, Values } from '../../../../core/terraform/read/resource'
import {
  allow,
  names,
  policy,
  resource,
  roleArnOf,
  rolePolicy,
  roleResource,
  SALES,
  TRIALS,
} from '../../../support/review-stack'

const side = (...resources: ReadResource[]) => {
  const { account, region } = names()
  const found = stackSnapshot({ output: names(), account, region, resources, faults: new Map() }, true)
  if (!found) throw new Error('no environment')
  return {
    faults: found.faults.filter((each) => each.rule === 'unknown-principal').map((each) => each.message),
    paths: found.paths.map(({ path }) => `${path.group} ${path.permission} ${path.location ?? path.table ?? ''}`),
  }
}
const reads = (bucket: string): ReadResource =>
  rolePolicy('data', policy(allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`)))
const opened = (service: string): ReadResource => roleResource('data', serviceTrust(service))
const LOCATION = resource('aws_lakeformation_resource', 'trials', {
  arn: `arn:aws:s3:::${TRIALS}`,
  role_arn: roleArnOf('data'),
})
const grant: ReadResource = resource('aws_lakeformation_permissions', 'g', {
  principal: roleArnOf('data'),
  permissions: ['SELECT'],
  table: [{ database_name: 'lab_trials', name: 'subjects' }] as unknown as Values,
})

test('Lake Formation opens a location with its role, and that is no access of anybody', () => {
  expect(side(opened('lakeformation.amazonaws.com'), LOCATION, reads(TRIALS))).toEqual({ faults: [], paths: [] })
})

test('what the role of a location holds beside it is told', () => {
  expect(side(opened('lakeformation.amazonaws.com'), LOCATION, reads(SALES)).paths).toEqual([
    `lakeformation.amazonaws.com s3:GetObject s3://${SALES}/`,
  ])
  expect(side(opened('lakeformation.amazonaws.com'), LOCATION, grant).paths).toEqual([
    'lakeformation.amazonaws.com SELECT subjects',
  ])
})

test('a role that opens to a service without such a use is told, with what it holds', () => {
  expect(side(opened('ec2.amazonaws.com'), LOCATION, reads(TRIALS))).toEqual({
    faults: ['data can be opened by ec2.amazonaws.com'],
    paths: [`ec2.amazonaws.com s3:GetObject s3://${TRIALS}/`],
  })
  expect(side(opened('lakeformation.amazonaws.com'), reads(TRIALS)).faults).toHaveLength(1)
})

test('a function of the stack runs with its role', () => {
  const runs = resource('aws_lambda_function', 'f', { role: roleArnOf('data') })
  expect(side(opened('lambda.amazonaws.com'), runs)).toEqual({ faults: [], paths: [] })
  expect(side(opened('lambda.amazonaws.com'))).toEqual({
    faults: ['data can be opened by lambda.amazonaws.com'],
    paths: [],
  })
})

test('a grant to a role that nobody opens is told as the role’s own', () => {
  expect(side(roleResource('data', policy()), grant).paths).toEqual([`${roleArnOf('data')} SELECT subjects`])
})
