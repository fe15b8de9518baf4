import { found } from '../../../support/review-sides'

const GROUPS = { HFAt: 'READERS', mTKM: 'NURSES' }
const change = (after: Readonly<Record<string, string>>, retired: Readonly<Record<string, string>> = {}): string[] =>
  found({ groups: GROUPS, retired }, { groups: after }).filter((each) => each.startsWith('code-changed'))

test('a group that has another code is told', () => {
  expect(change({ zzAt: 'READERS', mTKM: 'NURSES' })).toEqual([
    'code-changed: the group READERS has the code zzAt, before HFAt',
  ])
})

test('a group that comes with the retired code of another is told', () => {
  const more = { ...GROUPS, OLD1: 'NEWCOMERS' }
  expect(change(more, { OLD1: 'LEAVERS' })).toEqual([
    'code-changed: the group NEWCOMERS has the code OLD1, which is retired and was that of LEAVERS',
  ])
})

test.each([
  ['a group that comes', { ...GROUPS, a1B2: 'NEWCOMERS' }, {}],
  ['a group that goes', { HFAt: 'READERS' }, {}],
  ['a group that comes back', { ...GROUPS, OLD1: 'newcomers' }, { OLD1: 'NEWCOMERS' }],
])('nothing is told of %s', (_, after, retired) => {
  expect(change(after, retired)).toEqual([])
})
