import { NO_RULES } from '../../../../core/model/change-rules'
import { runTimeCandidate } from '../../../../core/model/codes'
import { review } from '../../../../core/review/review'
import type { Finding } from '../../../../core/review/types'
import type { Snapshots } from '../../../../core/access/snapshot/snapshot'
import { labSide, sideFrom } from '../../../support/review-sides'

type Groups = Readonly<Record<string, string>>

const GROUPS: Groups = { HFAt: 'READERS', mTKM: 'NURSES' }

const side = (groups: Groups, retired: Groups = {}, field: Groups = {}): Snapshots =>
  sideFrom(
    labSide({ environment: 'hub', groups: {}, rules: { ...NO_RULES, retired } }),
    labSide({ groups }),
    labSide({ environment: 'field', groups: field }),
  )

const findings = (before: Snapshots, after: Snapshots): Finding[] =>
  review(before, after).review.findings.filter((each) => ['code-changed', 'run-time-code'].includes(each.rule))

const told = (before: Snapshots, after: Snapshots): string[] =>
  findings(before, after).map(({ risk, environment, message }) => `${risk} ${environment}: ${message}`)

test('a group that has another code is told', () => {
  expect(told(side(GROUPS), side({ zzAt: 'READERS', mTKM: 'NURSES' }))).toEqual([
    'critical lab: the group READERS has the code zzAt, before HFAt',
  ])
})

test('a group that has another code in an environment that it comes to is told', () => {
  expect(told(side(GROUPS), side(GROUPS, {}, { other: 'READERS' }))).toEqual([
    'critical field: the group READERS has the code other, before HFAt',
  ])
})

test('a group that comes with the retired code of another is told', () => {
  expect(told(side(GROUPS, { OLD1: 'LEAVERS' }), side({ ...GROUPS, OLD1: 'NEWCOMERS' }))).toEqual([
    'critical lab: the group NEWCOMERS has the code OLD1, which is retired and was that of LEAVERS',
  ])
})

test('a retired code that is kept for nobody any more is told', () => {
  expect(told(side(GROUPS, { OLD1: 'LEAVERS' }), side(GROUPS))).toEqual([
    'critical hub: the code OLD1 of LEAVERS is no longer retired: another group may get it',
  ])
})

test('a retired code that is kept for another group is told', () => {
  expect(told(side(GROUPS, { OLD1: 'LEAVERS' }), side(GROUPS, { OLD1: 'NEWCOMERS' }))).toHaveLength(1)
})

test('a group that comes with a code of run time that is not its own is told', () => {
  expect(told(side(GROUPS), side({ ...GROUPS, zOTH: 'NEWCOMERS' }))).toEqual([
    'critical lab: the group NEWCOMERS has the code zOTH, which no lock file gives, and which may be that of a group of run time',
  ])
})

// Written out from docs/synchronisation.md: the code that an event gives to a group that it names first.
test('a group that comes from run time with its own code is told, and less risky', () => {
  const code = runTimeCandidate('newcomers', 1)
  expect(told(side(GROUPS), side({ ...GROUPS, [code]: 'NEWCOMERS' }))).toEqual([
    `medium lab: the group NEWCOMERS has the code ${code}, which it may have got from an event: compare it with what \`trustloom pull\` says`,
  ])
})

test.each<[string, Snapshots, Snapshots]>([
  ['a group that comes', side(GROUPS), side({ ...GROUPS, a1B2: 'NEWCOMERS' })],
  ['a group that goes', side(GROUPS), side({ HFAt: 'READERS' }, { mTKM: 'NURSES' })],
  ['a group that comes back', side(GROUPS, { OLD1: 'NEWCOMERS' }), side({ ...GROUPS, OLD1: 'newcomers' })],
  [
    'a group of run time that comes to a further environment',
    side({ zOTH: 'A' }),
    side({ zOTH: 'A' }, {}, { zOTH: 'A' }),
  ],
])('nothing is told of %s', (_, before, after) => {
  expect(told(before, after)).toEqual([])
})
