import { NO_RULES, type ChangeRules } from '../../../../core/model/change-rules'
import { found } from '../../../support/review-sides'

const PATHS = [{ role: 'acme-lab-reader' }]
const told = (before: Partial<ChangeRules> | undefined, after: Partial<ChangeRules> | undefined): string[] =>
  found(
    { paths: PATHS, ...(before && { rules: { ...NO_RULES, ...before } }) },
    { paths: PATHS, ...(after && { rules: { ...NO_RULES, ...after } }) },
  )

const WAIVER = { rule: 'pass-role', at: 'acme-lab-reader/queue', reason: 'because' }
const APPROVAL = { dataset: 'trials', role: 'acme-lab-reader', approvedBy: 'OWNERS' }

test.each<[string, Partial<ChangeRules>, Partial<ChangeRules>, string]>([
  [
    'other levels',
    {},
    { risk: { 'new-group': 'none' } },
    '`review` of mesh.yaml changes, and the stricter level of each reason counts here',
  ],
  [
    'no directory',
    { directory: 'a.txt' },
    {},
    '`directory` is gone from mesh.yaml: a group that does not exist is no error any more',
  ],
  [
    'another directory',
    { directory: 'a.txt' },
    { directory: 'b.txt' },
    '`directory` is b.txt, before a.txt: what groups there are is read from there',
  ],
  [
    'another order',
    { classifications: ['a', 'b'] },
    { classifications: ['b', 'a'] },
    'the order of classifications is b, a, before a, b',
  ],
  ['a waiver', {}, { waivers: [WAIVER] }, 'the rule pass-role is waived at acme-lab-reader/queue: because'],
  [
    'a waiver elsewhere',
    { waivers: [WAIVER] },
    { waivers: [{ ...WAIVER, at: 'x' }] },
    'the rule pass-role is waived at x: because',
  ],
  ['no run task', { failOn: 'high' }, {}, 'the run task of the hub is gone: nobody reviews the plans of runs any more'],
  [
    'a milder run task',
    { failOn: 'low' },
    { failOn: 'high' },
    'the run task of the hub lets runs pass whose risk is less than high, before less than low',
  ],
  [
    'another approver',
    { approvals: [APPROVAL] },
    { approvals: [{ ...APPROVAL, approvedBy: 'B' }] },
    'access of acme-lab-reader to trials is said to be approved by B, before by OWNERS',
  ],
  [
    'no approver',
    { approvals: [APPROVAL] },
    {},
    'access of acme-lab-reader to trials is said to be approved by nobody, before by OWNERS',
  ],
])('%s: is told', (_, before, after, message) => {
  expect(told(before, after)).toEqual([`review-settings-changed: ${message}`])
})

test('an output that no longer says any of it is told', () => {
  expect(told({}, undefined)).toEqual([
    'review-settings-changed: the output `trustloom` no longer tells how changes are rated and approved',
  ])
})

test.each<[string, Partial<ChangeRules> | undefined, Partial<ChangeRules>]>([
  ['rules where an older output has none', undefined, { directory: 'a.txt', waivers: [WAIVER] }],
  ['a directory that comes', {}, { directory: 'a.txt' }],
  ['a waiver that goes', { waivers: [WAIVER] }, {}],
  ['another reason of a waiver', { waivers: [WAIVER] }, { waivers: [{ ...WAIVER, reason: 'x' }] }],
  ['a run task', {}, { failOn: 'high' }],
  ['a stricter run task', { failOn: 'high' }, { failOn: 'low' }],
  ['who approved an entry that nobody was said to have approved', {}, { approvals: [APPROVAL] }],
  ['an entry that goes', { approvals: [{ ...APPROVAL, role: 'acme-lab-gone' }] }, {}],
])('%s: nothing is told', (_, before, after) => {
  expect(told(before, after)).toEqual([])
})
