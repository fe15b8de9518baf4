import Ajv2020 from 'ajv/dist/2020'
import { eventSchemas } from '../../../../cli/lib/event-schemas'
import { readEvent } from '../../../../hooks/lib/events/read'
import { definitionOf, serviceEvent, type PresentService } from '../../../../hooks/lib/events/service-event'
import example from '../../../../examples/hooks/service-event.json'

const read = (value: unknown) => readEvent(serviceEvent, JSON.stringify(value))
const { protocol: _p, issuer, clientIds, application, maxGroups: _m, groupsClaim: _g, environments, ...head } = example
const metadata = `<EntityDescriptor>${'x'.repeat(1_000)}</EntityDescriptor>`
const saml = { ...head, protocol: 'saml', metadata, environments }
const { state: _s, ...decision } = head
const absent = { ...decision, state: 'absent' }

const definition = (value: unknown) => {
  const answer = read(value)
  if (!('value' in answer)) throw new Error(answer.faults.join())
  return definitionOf(answer.value as PresentService)
}

test('the example is one', () => {
  expect(read(example)).toEqual({ value: example })
  expect(definition({ ...example, clientIds: ['b', 'a'] })).toEqual({
    protocol: 'oidc',
    issuer,
    clientIds: ['a', 'b'],
    application,
    maxGroups: 20,
    groupsClaim: 'groups',
  })
})

test('takes a SAML service, and says what nobody wrote', () => {
  expect(definition(saml)).toEqual({ protocol: 'saml', metadata, maxGroups: 51, groupsClaim: 'groups' })
  expect(
    definition({ ...saml, audience: 'https://eu-central-1.signin.aws.amazon.com/saml', maxGroups: 3 }),
  ).toMatchObject({
    audience: 'https://eu-central-1.signin.aws.amazon.com/saml',
    maxGroups: 3,
  })
})

test('takes a service of all environments', () => {
  expect(read({ ...example, environments: 'all' })).toEqual({ value: { ...example, environments: 'all' } })
})

test('takes a service that goes', () => {
  expect(read(absent)).toEqual({ value: absent })
})

describe('refuses', () => {
  test.each<readonly [string, object, string]>([
    ['another state', { ...example, state: 'gone' }, '`state` must be absent or present'],
    ['no state', decision, '`state` is missing'],
    ['a protocol of another kind', { ...example, protocol: 'cognito' }, '`protocol` must be saml or oidc'],
    ['a service that goes and says where', { ...absent, environments }, 'unknown key "environments"'],
    ['an OpenID Connect service with metadata', { ...example, metadata }, 'unknown key "metadata"'],
    [
      'an issuer with a query',
      { ...example, issuer: 'https://a.example/?x' },
      '`issuer` must be the issuer of the tokens',
    ],
    ['an issuer without TLS', { ...example, issuer: 'http://a.example' }, '`issuer` must be the issuer of the tokens'],
    ['no client', { ...example, clientIds: [] }, '`clientIds` must have at least 1 entries'],
    ['a client twice', { ...example, clientIds: ['a', 'a'] }, '`clientIds` must name each client id once'],
    ['no environment', { ...example, environments: [] }, '`environments` must have at least 1 entries'],
    [
      'an environment twice',
      { ...example, environments: ['a', 'a'] },
      '`environments` must name each environment once',
    ],
    [
      'another word for environments',
      { ...example, environments: 'every' },
      '`environments` must be all or a list, not "every"',
    ],
    ['environments of another kind', { ...example, environments: 5 }, '`environments` must be all or a list, not "5"'],
    ['environments that nobody names', { ...example, environments: undefined }, '`environments` is missing'],
    [
      'an environment whose name no file has',
      { ...example, environments: ['lab', 'B'] },
      '`environments[1]` must be a name',
    ],
    ['more groups than a tag holds', { ...example, maxGroups: 52 }, '`maxGroups` must be at most 51'],
    [
      'metadata that IAM would not take',
      { ...saml, metadata: '<x/>' },
      '`metadata` must have at least 1000 characters',
    ],
    ['a name that no file takes', { ...example, service: 'A' }, '`service` must be a name'],
  ])('%s', (_, value, fault) => {
    const { faults } = read(value) as { faults: readonly string[] }
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
  })
})

test('the published schema takes what the function takes', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    eventSchemas()['service-event.schema.json'] ?? {},
  )
  for (const value of [example, { ...example, environments: 'all' }, saml, absent])
    expect([value, validate(value)]).toEqual([value, true])
  for (const value of [
    { ...absent, environments },
    { ...example, metadata },
    decision,
    { ...example, issuer: 'x' },
    { ...example, environments: 'every' },
  ])
    expect([value, validate(value)]).toEqual([value, false])
})
