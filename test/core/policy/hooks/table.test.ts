import { evaluator } from '../../../../core/policy/evaluate'
import { compiled } from './compiled'

const { functions, sync } = compiled()
const TABLE = 'arn:aws:dynamodb:eu-central-1:000000000000:table/acme-entitlements'
const HUB_ROLE = 'arn:aws:iam::000000000000:role'

/** As rows of whoever may write every row by a policy of their own. */
const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow' as const, Principal: { AWS: '000000000000' }, Action: '*', Resource: '*' }],
}
const writes = (role: string, action: string, ...partitions: string[]): boolean =>
  evaluator([everything, sync!.table])({
    principal: { type: 'AWS', id: role },
    action: `dynamodb:${action}`,
    resource: TABLE,
    context: { 'dynamodb:LeadingKeys': partitions, 'aws:PrincipalArn': role },
  }).effect === 'Allow'

const WRITES = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
]
const OF_HOOKS = ['LIVE#ENV#lab', 'LIVE#SERVICE#x', 'DATASET#lab#trials', 'CODE#HFAt', 'MESH']
const OF_TERRAFORM = ['ENV#lab', 'GROUP#READERS', 'SERVICE#notebooks']
const STRANGERS = [
  `${HUB_ROLE}/terraform`,
  `${HUB_ROLE}/acme-runs/acme-lab-rows-apply`,
  `${HUB_ROLE}/acme-hub/acme-okta-saml-hook`,
]

test.each(OF_HOOKS)('rows of %s are written by the two hooks that follow events, and by nobody else', (partition) => {
  const hooks = functions.filter(({ hook }) => hook === 'entitlement-sync' || hook === 'trust-sync')
  expect(hooks).toHaveLength(2)
  for (const action of WRITES) {
    for (const { role } of hooks) expect([action, writes(role.arn, action, partition)]).toEqual([action, true])
    for (const role of STRANGERS) expect([role, action, writes(role, action, partition)]).toEqual([role, action, false])
  }
})

test('a batch that names such a row beside others is refused', () => {
  expect(writes(STRANGERS[0]!, 'BatchWriteItem', 'ENV#lab', 'MESH')).toBe(false)
})

test.each(OF_TERRAFORM)('rows of %s are a matter of whoever deploys', (partition) => {
  for (const action of WRITES) expect(writes(STRANGERS[0]!, action, partition)).toBe(true)
})

test('rows may be read by whoever may by a policy of their own', () => {
  for (const partition of [...OF_HOOKS, ...OF_TERRAFORM]) expect(writes(STRANGERS[0]!, 'Query', partition)).toBe(true)
})
