import type { Conditions, Statement } from '../../../../core/policy/document'
import { groupsIn, IDENTITY, readTrust, WAREHOUSE } from '../../../support/review-stack'

const TAG = 'aws:RequestTag/GroupHash'
const ID = 'sts:SourceIdentity'
const LIKE = { [ID]: IDENTITY, [TAG]: ['*.HFAt.*'] }
const AUD = { 'SAML:aud': WAREHOUSE.audience }

const saml = (Effect: Statement['Effect'], Condition: Conditions): Statement => ({
  Effect,
  Principal: { Federated: WAREHOUSE.provider },
  Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'],
  Condition,
})
const good = saml('Allow', { StringEquals: AUD, StringLike: LIKE })
/** The right conditions and more, each under an operator of its own. */
const goodAnd = (more: Conditions): Statement => {
  const base = good.Condition ?? {}
  const operators = [...new Set([...Object.keys(base), ...Object.keys(more)])]
  return saml('Allow', Object.fromEntries(operators.map((each) => [each, { ...base[each], ...more[each] }])))
}

describe('conditions that a review cannot answer are taken for given', () => {
  test.each<[string, Conditions]>([
    ['the provider’s own name', { StringEquals: { 'SAML:iss': 'https://idp.example.com' } }],
    ['the name of the session', { StringLike: { 'sts:RoleSessionName': '*' } }],
    ['an address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['a day', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }],
    ['another tag', { StringLike: { 'aws:RequestTag/initials': '*' } }],
    ['a tag beside that of groups', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'initials' } }],
    ['the keys of tags as if there were one', { StringEquals: { 'aws:TagKeys': 'GroupHash' } }],
    ['anybody of the mesh but one', { StringNotEquals: { [ID]: 'user@novonordisk.com' } }],
  ])('%s', (_, more) => {
    const found = readTrust(goodAnd(more))
    expect([groupsIn(found), found.faults]).toEqual([['READERS'], []])
  })

  test('and so hide nothing that is wrong', () => {
    const found = readTrust(saml('Allow', { StringEquals: { 'SAML:iss': 'https://idp.example.com' } }))
    expect(groupsIn(found)).toEqual(['ANALYSTS', 'READERS', 'STEWARDS'])
    expect(found.faults.map((each) => each.rule).sort()).toEqual([
      'open-trust',
      'open-trust',
      'source-identity-removed',
    ])
  })
})

describe('a Deny that may leave most people in is none', () => {
  test.each<[string, Conditions]>([
    ['of some people', { StringEquals: { [ID]: 'user@novonordisk.com' } }],
    ['of people with a pattern', { StringLike: { [ID]: 'user*' } }],
    ['from elsewhere', { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    ['without a network of one’s own', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }],
    ['of a network, for one group', { Null: { 'aws:SourceVpc': 'true' }, StringLike: { [TAG]: ['*.HFAt.*'] } }],
  ])('%s', (_, condition) => {
    expect(groupsIn(readTrust(good, saml('Deny', condition)))).toEqual(['READERS'])
  })

  test('a Deny of everybody is one', () => {
    expect(readTrust(good, saml('Deny', {})).openers).toEqual([])
  })
})

describe('what one group alone cannot answer is told as not clear', () => {
  test.each<[string, Statement[], string | undefined]>([
    ['codes', [good], undefined],
    ['all codes but some', [saml('Allow', { StringNotLike: { [TAG]: '*.HFAt.*' } })], undefined],
    ['part of a code', [saml('Allow', { StringLike: { [TAG]: '*.HF*' } })], 'something else than codes'],
    ['a tag letter by letter', [saml('Allow', { StringEquals: { [TAG]: '.HFAt.' } })], 'something else than codes'],
    ['two codes in a row', [saml('Allow', { StringLike: { [TAG]: '*.HFAt.a1B2.*' } })], 'something else than codes'],
    ['whether there is a tag', [saml('Allow', { Null: { [TAG]: 'false' } })], 'something else than codes'],
    [
      'two groups at once',
      [saml('Allow', { StringLike: { [TAG]: '*.HFAt.*' }, 'ForAnyValue:StringLike': { [TAG]: '*.a1B2.*' } })],
      'several groups at once',
    ],
    [
      'a second group that a Deny asks for',
      [good, saml('Deny', { StringNotLike: { [TAG]: '*.a1B2.*' } })],
      'several groups at once',
    ],
    ['an operator that nobody knows', [good, saml('Deny', { StringLick: { [ID]: '*' } })], 'meaning is not certain'],
  ])('%s', (_, statements, says) => {
    const { unclear } = readTrust(...statements)
    if (says === undefined) expect(unclear).toBeUndefined()
    else expect(unclear).toContain(says)
  })

  test('a tag that is compared letter by letter still opens to its group', () => {
    const found = readTrust(
      saml('Allow', { StringEquals: { ...AUD, [TAG]: '.HFAt.' }, StringLike: { [ID]: IDENTITY } }),
    )
    expect([groupsIn(found), found.faults]).toEqual([['READERS'], []])
  })
})
