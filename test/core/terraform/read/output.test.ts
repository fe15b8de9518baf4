import fc from 'fast-check'
import { readOutput, withoutRules } from '../../../../core/terraform/read/output'
import { OUTPUT } from '../../../support/stack-plan'

test('an output is read as it was written', () => {
  expect(readOutput(OUTPUT)).toMatchObject({
    mesh: 'acme',
    environment: 'lab',
    services: OUTPUT.services,
    groups: OUTPUT.groups,
    databases: OUTPUT.databases,
  })
})

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'acme'],
  ['a list', [OUTPUT]],
  ['what names no mesh', { ...OUTPUT, mesh: undefined }],
  ['what names no environment', { ...OUTPUT, environment: ['lab'] }],
])('%s is no output', (_, value) => {
  expect(readOutput(value)).toBeUndefined()
})

test('what is not of the right form is left out, and the rest stays', () => {
  const { portal } = OUTPUT.services
  const { lab_trials: trials } = OUTPUT.databases
  const found = readOutput({
    ...OUTPUT,
    services: { portal, odd: 'x', unnamed: { protocol: 'saml' }, unknown: { ...portal, protocol: 'ldap' } },
    groups: { ZW73: 'READERS', fI4M: 7, none: null },
    databases: { lab_trials: trials, odd: [], bucketless: { ...trials, bucket: undefined } },
  })
  expect(Object.keys(found?.services ?? {})).toEqual(['portal'])
  expect(Object.keys(found?.groups ?? {})).toEqual(['ZW73'])
  expect(Object.keys(found?.databases ?? {})).toEqual(['lab_trials'])
})

test('client ids that are no texts are none', () => {
  const ids = (clientIds: unknown): unknown =>
    readOutput({ ...OUTPUT, services: { s: { protocol: 'oidc', provider: 'p', clientIds } } })?.services.s?.clientIds
  expect(ids(['a', 1, null, ['b']])).toEqual(['a'])
  expect(ids('a')).toEqual([])
  expect(ids(undefined)).toEqual([])
})

test.each([undefined, 'secret', 3])('a sensitivity %j is not known, and never less than it is', (sensitivity) => {
  const databases = { d: { dataset: 'd', bucket: 'b', sensitivity } }
  expect(readOutput({ ...OUTPUT, databases })?.databases.d).toEqual({
    dataset: 'd',
    bucket: 'b',
    classification: '',
    sensitivity: undefined,
    owner: '',
  })
})

test.each(['services', 'groups', 'databases'])('%s that are no map are none', (key) => {
  for (const value of [undefined, null, 'x', 7, [['a', 'b']]])
    expect(Object.keys(readOutput({ ...OUTPUT, [key]: value })?.[key as 'groups'] ?? { odd: '' })).toEqual([])
})

test('a prototype is a name like any other, and what objects have anyway is none', () => {
  const groups = JSON.parse('{"__proto__":"EVERYBODY","constructor":"MAKERS"}') as unknown
  const found = readOutput({ ...OUTPUT, groups })?.groups ?? {}
  expect(Object.entries(found)).toEqual([
    ['__proto__', 'EVERYBODY'],
    ['constructor', 'MAKERS'],
  ])
  expect(found.toString).toBeUndefined()
  const { services, databases } = readOutput({ mesh: 'm', environment: 'e' }) ?? {}
  expect([services?.constructor, databases?.__proto__]).toEqual([undefined, undefined])
})

test('every code and group of any output is there', () => {
  const groups = fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), fc.string())
  fc.assert(
    fc.property(groups, (each) => {
      const found = readOutput({ ...OUTPUT, groups: each })?.groups ?? {}
      expect(Object.entries(found)).toEqual(Object.entries(each))
    }),
  )
})

describe('rules that an output has', () => {
  const rules = { stewards: { trials: ['STEWARDS'] }, waivers: [{ rule: 'version', at: 'a', reason: 'CR-1' }] }
  const { rules: _, ...rest } = { ...OUTPUT, rules: undefined }

  test('are compared by what they say', () => {
    expect(withoutRules({ ...rest, rules })).toEqual(rest)
    expect(withoutRules({ ...rest, rules: {} })).toEqual(rest)
  })

  test.each<[string, object]>([
    ['a key that nobody knows', { other: 1 }],
    ['stewards that are no list', { stewards: { trials: 'STEWARDS' } }],
    ['a steward that is no text', { stewards: { trials: ['STEWARDS', 7] } }],
    ['a level that is none', { risk: { 'new-group': 'mild' } }],
    ['a waiver that says more', { waivers: [{ ...rules.waivers[0], until: 'ever' }] }],
  ])('with %s are compared as they are', (_name, odd) => {
    expect(withoutRules({ ...rest, rules: { ...rules, ...odd } })).toEqual({ ...rest, rules: odd })
    expect(withoutRules({ ...rest, rules: [odd] })).toEqual({ ...rest, rules: [odd] })
  })
})
