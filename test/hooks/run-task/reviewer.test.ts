import { planReviewer } from '../../../hooks/run-task/reviewer'
import { hcp } from '../../support/hcp'
import { emptyPlan } from '../../support/empty-plan'
import { work, type Worked } from './lab'

const reviewed = (plan: string): Promise<Worked> =>
  work({}, { cloud: hcp(plan), ...planReviewer({ failOn: 'high', host: 'app.terraform.io', levels: {} }) })

const role = {
  address: 'aws_iam_role.other',
  mode: 'managed',
  type: 'aws_iam_role',
  name: 'other',
  change: { actions: ['create'], before: null, after: { name: 'other', assume_role_policy: '{' }, after_unknown: {} },
}

test('a plan that changes nothing passes, and is shown', async () => {
  const { taken, faults } = await reviewed(emptyPlan())
  expect(faults).toEqual([])
  expect(taken.at(-1)).toMatchObject({ status: 'passed', message: expect.stringContaining('None risk') as string })
  expect(taken.at(-1)?.outcomes).toMatchObject([
    { id: 'access-hub', body: expect.stringContaining('Access changes') as string },
  ])
})

test('what is not understood counts as a risk, and fails the run', async () => {
  const { taken, faults } = await reviewed(emptyPlan({ resource_changes: [role] }))
  expect(faults).toEqual([])
  expect(taken.at(-1)).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('1 resource not analysed') as string,
  })
})

test.each([
  ['nothing', '', /is not JSON/],
  ['a plan that is cut off', emptyPlan().slice(0, -1), /is not JSON/],
  ['no plan', 'null', /is not a JSON object/],
  ['a list', '[]', /is not a JSON object/],
  ['no version', '{}', /has no format_version/],
  ['a version that nobody knows yet', emptyPlan({ format_version: '2.0' }), /has format_version 2\.0/],
  ['a plan of something else', emptyPlan({ output_changes: {} }), /is not of a stack of Trustloom/],
])('%s fails the run, and the reason is told', async (_, plan, reason) => {
  const { taken, faults, log } = await reviewed(plan)
  expect(faults).toEqual([])
  expect(taken.at(-1)).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/^Not reviewed: the plan /) as string,
  })
  expect(taken.at(-1)?.message).toMatch(reason)
  expect(log.lines).toMatchObject([{ event: 'reviewed', fields: { code: 'plan-unreadable' } }])
})
