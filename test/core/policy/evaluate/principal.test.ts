import type { Principal } from '../../../../core/policy/document'
import type { RequestPrincipal } from '../../../../core/policy/evaluate'
import { allows, untyped } from './ask'

const A = '111111111111'
const B = '222222222222'
const root = `arn:aws:iam::${A}:root`
const role = `arn:aws:iam::${A}:role/novo/reader`
const session = `arn:aws:sts::${A}:assumed-role/reader/me`
const user = `arn:aws:iam::${A}:user/bob`
const provider = `arn:aws:iam::${A}:saml-provider/okta`

const who = (id: string, type: RequestPrincipal['type'] = 'AWS'): RequestPrincipal => ({ type, id })
const named = (element: Principal, principal: RequestPrincipal): boolean =>
  allows({ Principal: element }, { principal })
const excepted = (element: Principal, principal: RequestPrincipal): boolean =>
  !allows({ NotPrincipal: element }, { principal })

describe('Principal', () => {
  test.each([role, session, user, root, A, `arn:aws:sts::${A}:federated-user/bob`])(
    'an account stands for %s',
    (id) => {
      expect(named({ AWS: A }, who(id))).toBe(true)
      expect(named({ AWS: root }, who(id))).toBe(true)
      expect(named({ AWS: B }, who(id))).toBe(false)
      expect(named({ AWS: [`arn:aws:iam::${B}:root`, A] }, who(id))).toBe(true)
    },
  )

  test('an account ARN holds in its partition', () => {
    expect(named({ AWS: `arn:aws-cn:iam::${A}:root` }, who(role))).toBe(false)
  })

  test('an account stands for no provider of its own and no service', () => {
    expect(named({ AWS: root }, who(provider, 'Federated'))).toBe(false)
    expect(named({ AWS: root }, who('glue.amazonaws.com', 'Service'))).toBe(false)
  })

  test('a role stands for its sessions, whatever its path', () => {
    expect(named({ AWS: role }, who(role))).toBe(true)
    expect(named({ AWS: role }, who(session))).toBe(true)
    expect(named({ AWS: `arn:aws:iam::${A}:role/reader` }, who(session))).toBe(true)
    expect(named({ AWS: `arn:aws:iam::${A}:role/a/b/c/reader` }, who(session))).toBe(true)
    expect(named({ AWS: `arn:aws:iam::${A}:role/reader` }, who(role))).toBe(false)
    expect(named({ AWS: `arn:aws:iam::${B}:role/reader` }, who(session))).toBe(false)
    expect(named({ AWS: `arn:aws:iam::${A}:role/novo` }, who(session))).toBe(false)
    expect(named({ AWS: role }, who(`arn:aws:sts::${A}:assumed-role/reader2/me`))).toBe(false)
    expect(named({ AWS: role }, who(user))).toBe(false)
  })

  test('a session is itself alone', () => {
    expect(named({ AWS: session }, who(session))).toBe(true)
    expect(named({ AWS: session }, who(role))).toBe(false)
    expect(named({ AWS: session }, who(`${session}2`))).toBe(false)
  })

  test('a user stands for no role of that name, a provider for no session', () => {
    expect(named({ AWS: user }, who(`arn:aws:sts::${A}:assumed-role/bob/me`))).toBe(false)
    expect(named({ AWS: `arn:aws:iam::${A}:saml-provider/reader` }, who(session))).toBe(false)
    expect(named({ AWS: `arn:aws:sts::${A}:role/reader` }, who(session))).toBe(false)
  })

  test('a unique id, which is left of a deleted role, is compared as it is', () => {
    expect(named({ AWS: 'AROAEXAMPLE' }, who('AROAEXAMPLE'))).toBe(true)
    expect(named({ AWS: 'AROAEXAMPLE' }, who(role))).toBe(false)
  })

  test('federated and service principals are compared exactly', () => {
    expect(named({ Federated: provider }, who(provider, 'Federated'))).toBe(true)
    expect(named({ Federated: ['x', provider] }, who(provider, 'Federated'))).toBe(true)
    expect(named({ Federated: provider }, who(provider.toUpperCase(), 'Federated'))).toBe(false)
    expect(named({ Federated: provider }, who(provider))).toBe(false)
    expect(named({ Service: 'glue.amazonaws.com' }, who('glue.amazonaws.com', 'Service'))).toBe(true)
    expect(named({ Service: 'glue.amazonaws.com' }, who('athena.amazonaws.com', 'Service'))).toBe(false)
    expect(named({ AWS: A, Service: 'glue.amazonaws.com' }, who('glue.amazonaws.com', 'Service'))).toBe(true)
  })

  test.each<Principal>(['*', { AWS: '*' }, { AWS: ['*'] }])('%j is everyone', (element) => {
    for (const principal of [who(role), who(provider, 'Federated'), who('glue.amazonaws.com', 'Service')]) {
      expect(named(element, principal)).toBe(true)
      expect(excepted(element, principal)).toBe(true)
    }
  })

  test.each<[string, unknown]>([
    ['a partial wildcard', { AWS: `arn:aws:iam::${A}:role/*` }],
    ['a wildcard account', { AWS: 'arn:aws:iam::*:root' }],
    ['any provider', { Federated: '*' }],
    ['any provider beside one', { Federated: [provider, '*'] }],
    ['a partial wildcard beside a role', { AWS: [role, `arn:aws:iam::${A}:user/*`] }],
    ['any service', { Service: '*' }],
    ['a canonical user', { CanonicalUser: '79a59df900b949e5' }],
    ['an unknown type', { Aws: A }],
    ['nobody', {}],
    ['an empty list', { AWS: [] }],
    ['plain text', role],
    ['null', null],
  ])('%s is not guessed at', (_, element) => {
    expect(() => named(untyped<Principal>(element), who(role))).toThrow(
      expect.objectContaining({ fault: 'invalid-policy' }),
    )
    expect(() => excepted(untyped<Principal>(element), who(role))).toThrow()
  })
})

describe('NotPrincipal', () => {
  test('leaves out whom it names exactly', () => {
    expect(excepted({ AWS: user }, who(user))).toBe(true)
    expect(excepted({ AWS: session }, who(session))).toBe(true)
    expect(excepted({ Federated: provider }, who(provider, 'Federated'))).toBe(true)
    expect(excepted({ AWS: A }, who(root))).toBe(true)
    expect(excepted({ AWS: root }, who(A))).toBe(true)
    expect(excepted({ AWS: user }, who(provider, 'Federated'))).toBe(false)
  })

  test('AWS example: naming Bob and his account leaves out nobody else of the account', () => {
    expect(excepted({ AWS: [user, root] }, who(user))).toBe(true)
    expect(excepted({ AWS: [user, root] }, who(role))).toBe(false)
  })

  test('AWS example: naming a session, its role and account leaves out no other session', () => {
    expect(excepted({ AWS: [session, role, root] }, who(session))).toBe(true)
    expect(excepted({ AWS: [session, role, root] }, who(`${session}2`))).toBe(false)
  })
})
