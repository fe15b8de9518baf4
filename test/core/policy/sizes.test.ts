import type { Diagnostic } from '../../../core/model/diagnostic'
import { policySize } from '../../../core/policy/canonical'
import { trustPolicy, type TrustProps } from '../../../core/policy/trust'
import { MESH, smallMesh } from '../../support/mesh'
import { compilation } from './compilation'

const SERVICES = `${MESH.replace(/services:[^]*/, '')}
services:
  one: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [one] }
  two: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus2", clientIds: [two] }
`

interface Options {
  readonly groups: number
  readonly owners?: number
  readonly services?: string
  readonly mesh?: string
  readonly environment?: string
}

const list = (groups: number, prefix: string): string =>
  Array.from({ length: groups }, (_, index) => `\n    - ${prefix}-${index}`).join('')

const meshWith = (options: Options): ReturnType<typeof compilation> => {
  const { groups, owners = 1, services = 'one, two', mesh = '', environment = '' } = options
  const lab = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [${services}]
${environment}
personas:
  owner:${list(owners, 'OWNERS')}
  reader:${list(groups, 'READERS')}
`
  return compilation(smallMesh({ 'mesh.yaml': `${SERVICES}${mesh}`, 'lab.yaml': lab }))
}

const trusts = new Map<string, TrustProps>()
function trustOf(services: string): TrustProps {
  const known = trusts.get(services)
  if (known) return known
  const { compiled } = meshWith({ groups: 1, services })
  const trust = compiled!.environments.get('lab')!.roles.get('persona_reader')!.trust!
  trusts.set(services, trust)
  return trust
}
const codeOf = (index: number): string => String(index).padStart(4, '0')

/** The size of the reader's trust policy with so many groups. */
const sizeOf = (groups: number, services = 'one, two'): number =>
  policySize(trustPolicy({ ...trustOf(services), codes: Array.from({ length: groups }, (_, code) => codeOf(code)) }))

/** The most groups whose trust policy is at most so large, by trying. */
function room(limit: number, services?: string): number {
  let groups = 0
  while (sizeOf(groups + 1, services) <= limit) groups++
  return groups
}

describe('a trust policy', () => {
  const fits = room(2048)

  test('over its quota is an error that says how many groups would fit, and where', () => {
    const { compiled, diagnostics } = meshWith({ groups: fits + 1 })
    expect(compiled).toBeUndefined()
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 'quota',
        message: `the trust policy of acme-lab-reader has ${sizeOf(fits + 1)} of 2048 characters`,
        at: { file: 'mesh/lab.yaml', line: 12, column: 7 },
        hint: expect.stringContaining(
          `it names 2 services and ${fits + 1} groups, of which ${fits} would fit: `,
        ) as string,
      },
    ])
    expect(diagnostics[0]?.hint).toContain('quotas: { trustPolicy: 4096 }')
  })

  test('far over its quota has room for just as many', () => {
    const { diagnostics } = meshWith({ groups: fits + 40 })
    expect(diagnostics[0]?.hint).toContain(`it names 2 services and ${fits + 40} groups, of which ${fits} would fit: `)
  })

  test('that just fits is no error, and a warning tells that it is near', () => {
    const { compiled, diagnostics } = meshWith({ groups: fits })
    expect(compiled).toBeDefined()
    const message = `the trust policy of acme-lab-reader has ${sizeOf(fits)} of 2048 characters`
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'quota-near', message, at: { line: 12 } }])
  })

  test('is near from four fifths of its quota on', () => {
    const near = room(2048 * 0.8)
    expect(meshWith({ groups: near }).diagnostics).toEqual([])
    expect(meshWith({ groups: near + 1 }).diagnostics).toMatchObject([{ code: 'quota-near' }])
  })

  test('has room for twice the groups with one service instead of two', () => {
    const services = 'one'
    const one = room(2048, services)
    expect(one).toBeGreaterThan(2 * fits)
    const hint = expect.stringContaining(
      `it names 1 service and ${one + 1} groups, of which ${one} would fit: `,
    ) as string
    expect(meshWith({ groups: one + 1, services }).diagnostics).toMatchObject([{ code: 'quota', hint }])
  })

  test.each<[string, Partial<Options>, boolean]>([
    ['the mesh raises the quota', { mesh: 'quotas: { trustPolicy: 4096 }' }, true],
    ['the environment raises it', { environment: 'quotas: { trustPolicy: 4096 }' }, true],
    [
      'both, the environment more',
      { mesh: 'quotas: { trustPolicy: 2048 }', environment: 'quotas: { trustPolicy: 4096 }' },
      true,
    ],
    [
      'the environment has less than the mesh',
      { mesh: 'quotas: { trustPolicy: 8192 }', environment: 'quotas: { trustPolicy: 2048 }' },
      false,
    ],
  ])('when %s', (_, options, expected) => {
    expect(meshWith({ groups: fits + 1, ...options }).compiled !== undefined).toBe(expected)
  })

  test.each([
    [4096, 'or raise the quota in AWS and write it as quotas: { trustPolicy: 8192 }'],
    [8192, undefined],
  ])('over a quota of %d, the hint is %p', (quota, advice) => {
    const { diagnostics } = meshWith({ groups: 400, environment: `quotas: { trustPolicy: ${quota} }` })
    expect(diagnostics[0]?.message).toContain(` of ${quota} characters`)
    const rest = diagnostics[0]?.hint?.split('name fewer services in the environment')[1]
    expect(rest).toBe(advice === undefined ? '' : `, ${advice}`)
  })
})

test('several roles near a quota are one warning, over it each an error', () => {
  const fits = room(2048)
  const both = (groups: number): readonly Diagnostic[] => meshWith({ groups, owners: groups }).diagnostics
  expect(both(fits)).toMatchObject([{ severity: 'warning' }])
  expect(both(fits)[0]?.message).toMatch(/^the trust policy of acme-lab-owner has .*, with 1 more role as near$/)
  expect(both(fits + 1).map(({ severity, message }) => `${severity} ${message.split(' has ')[0]}`)).toEqual([
    'error the trust policy of acme-lab-owner',
    'error the trust policy of acme-lab-reader',
  ])
})
