import fc from 'fast-check'
import type { EntitledRole } from '../../../core/model/entitlements'
import type { HookConfig } from '../../../core/model/hook-config'
import { declaredKey } from '../../../core/model/table-keys'
import { samlCommands } from '../../../hooks/okta-saml/commands'
import { assertFits, MAX_RESPONSE, responseSize } from '../../../hooks/okta-saml/limits'
import { samlRequest } from '../../../hooks/okta-saml/request'
import { transformAssertion } from '../../../cli/lib/sign-in/okta'
import { appliedRows, hookConfigOf, memoryTable, rowRole } from '../../support/hook-config'
import { requestOf, type SamlRequest } from '../../support/saml-request'
import { patchedAssertion, samlHook } from '../../support/saml-hook'
import { responseXml, signedResponse, signingKey } from '../../support/signed-saml'
import { runs } from '../../support/scale'
import { anyText } from '../../support/text'

const key = signingKey()

/** Groups that open so many roles together, four each at most, in accounts of their own. */
function meshOf(roles: number): { config: HookConfig; rows: object[]; groups: string[] } {
  const groups = Array.from({ length: Math.ceil(roles / 4) }, (_, index) => `ADG-DATA-${1000 + index}-READERS`)
  const codes = Object.fromEntries(groups.map((name, index) => [name, String(index).padStart(4, '0')]))
  const opened = rolesOf(roles)
  const rows = opened.map((role, index) => {
    const name = groups[Math.floor(index / 4)] ?? ''
    return { ...declaredKey.group(name, `lab-${index}`), code: codes[name], roles: [role] }
  })
  const environments = Object.fromEntries(
    opened.map(({ arn }, index) => [`lab-${index}`, { account: arn.split(':')[4] ?? '', region: 'eu-central-1' }]),
  )
  const config = hookConfigOf({ environments, sourceIdentity: '*@novonordisk.com' })
  return { config, rows: [...rows, ...appliedRows(codes, Object.keys(environments))], groups }
}

const rolesOf = (count: number): EntitledRole[] =>
  Array.from({ length: count }, (_, index) => {
    const account = `arn:aws:iam::${String(100_000_000_000 + index)}`
    const services = { lake: `${account}:saml-provider/acme-lake` }
    return rowRole('', { arn: `${account}:role/acme/acme-department-${1000 + index}-prod-reader`, services })
  })

async function run(roles: number, more: readonly string[] = []) {
  const { config, rows, groups } = meshOf(roles)
  const request = requestOf({ application: 'app-lake', groups: [...groups, ...more] })
  const hook = samlHook({ config, table: memoryTable(rows) })
  return { request, result: await hook.signIn(request), lines: hook.lines }
}

const ROLE = 'https://aws.amazon.com/SAML/Attributes/Role'

describe('the size of the signed response', () => {
  it.each([10, 50, 200])('is estimated for %d roles, never too low and not much too high', async (roles) => {
    const { groups } = meshOf(roles)
    const request = requestOf({ groups })
    const attributes = { [ROLE]: rolesOf(roles).map(({ arn, services }) => `${arn},${services.lake}`) }
    const estimate = responseSize(samlRequest(request), attributes)
    const commands = samlCommands(request.data.assertion.claims ?? {}, attributes)
    const answer = { statusCode: 200, body: JSON.stringify({ commands }) }
    const assertion = patchedAssertion(await transformAssertion(async () => answer, request))
    const size = signedResponse(assertion, key).length
    expect(estimate).toBeGreaterThanOrEqual(size)
    expect(estimate).toBeLessThan(size + 5_000)
  })

  it('is refused from where AWS takes no more, and no role is left out', async () => {
    const { result, lines } = await run(200)
    expect(result).toMatchObject({ outcome: 'denied', errorSummary: expect.stringContaining('more roles') })
    expect(lines.at(-1)).toMatchObject({ fields: { code: 'too-many-roles', characters: expect.any(Number) } })
    const most = await mostRoles(150, 200)
    expect((await run(most)).result.outcome).toBe('patched')
    expect((await run(most + 1)).result.outcome).toBe('denied')
  })

  it('counts the groups that the application sends, which nobody can take away', async () => {
    const canteens = Array.from({ length: 300 }, (_, index) => `ADG-CANTEEN-${index}`)
    expect((await run(100)).result.outcome).toBe('patched')
    expect((await run(100, canteens)).result.outcome).toBe('denied')
  })

  it('is never estimated too low, whatever the application sends', async () => {
    const text = fc.oneof(anyText(), fc.string(), fc.constantFrom('&&&&', '""', '\r\n\t', '👩‍🔬'))
    const writable = text.map((each) => each.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, 'x'))
    const claims = fc.dictionary(
      writable.filter((name) => name !== ''),
      fc.array(writable, { maxLength: 5 }),
      { maxKeys: 5 },
    )
    const { config, rows, groups } = meshOf(3)
    const plain = requestOf({}).data.assertion
    const signatures = Buffer.from(signedResponse(plain, key), 'base64').length - responseXml(plain).length
    await fc.assert(
      fc.asyncProperty(claims, async (more) => {
        const { groups: _, ...others } = more
        const request = requestOf({ application: 'app-lake', groups, claims: others })
        const hook = samlHook({ config, table: memoryTable(rows) })
        const assertion = patchedAssertion(await hook.signIn(request))
        const size = ((Buffer.byteLength(responseXml(assertion)) + signatures) * 4) / 3
        expect(estimateOf(request, assertion.claims ?? {})).toBeGreaterThanOrEqual(size)
      }),
      { numRuns: runs(40) },
    )
  })
})

describe('what AWS and Okta take', () => {
  it('are 100,000 characters', () => {
    const request = samlRequest(requestOf({}))
    const room = MAX_RESPONSE - responseSize(request, { x: [''] })
    const fitting = Math.floor(room / 4) * 3
    expect(() => assertFits(request, { x: ['a'.repeat(fitting)] })).not.toThrow()
    const tooLong = { x: ['a'.repeat(fitting + 4)] }
    expect(() => assertFits(request, tooLong)).toThrow(expect.objectContaining({ code: 'too-many-roles' }))
  })

  it('count what is no text, and what is no attribute', () => {
    const request = requestOf({})
    const base = responseSize(samlRequest(request), {})
    const grown = (claim: unknown): number => {
      Object.assign(request.data.assertion, { claims: { x: claim } })
      return responseSize(samlRequest(request), {}) - base
    }
    const numbers = Array.from({ length: 1_000 }, () => ({ value: 123_456_789 }))
    expect(grown({ attributeValues: numbers })).toBeGreaterThan(1_000 * 170 * (4 / 3))
    for (const claim of ['x'.repeat(3_000), { y: 'x'.repeat(3_000) }, ['x'.repeat(3_000)]])
      expect(grown(claim)).toBeGreaterThan(2_500)
  })

  it.each(['&', '"', '<', '\n', 'é', '漢', '👩'])('count %j as XML may write it', (character) => {
    const reference = `&#x${character.codePointAt(0)?.toString(16)};`
    const sizeOf = (value: string): number => responseSize(samlRequest(requestOf({})), { x: [value] })
    const grown = sizeOf(character.repeat(1_000)) - sizeOf('')
    expect(grown).toBeGreaterThanOrEqual(Math.floor((1_000 * reference.length * 4) / 3))
  })

  it('are patches in pointers that RFC 6901 reads, and in any order of claims', async () => {
    const claims = { 'a/b~c': {}, 'https://aws.amazon.com/SAML/Attributes/Role': {} }
    const [command] = samlCommands(claims, { 'a/b~c': ['1'], [ROLE]: ['2'], 'm~n': ['3'] })
    expect(command?.value.map(({ op, path }) => [op, path])).toEqual([
      ['replace', '/claims/a~1b~0c'],
      ['replace', '/claims/https:~1~1aws.amazon.com~1SAML~1Attributes~1Role'],
      ['add', '/claims/m~0n'],
    ])
    const answer = { statusCode: 200, body: JSON.stringify({ commands: [command] }) }
    const request = requestOf({ claims: { 'a/b~c': ['0'], [ROLE]: ['0'] } })
    const { claims: result } = patchedAssertion(await transformAssertion(async () => answer, request))
    expect(Object.entries(result ?? {}).map(([name, each]) => [name, each.attributeValues[0]?.value])).toEqual([
      ['groups', 'ADG-CLINICAL-ANALYSTS'],
      ['a/b~c', '1'],
      [ROLE, '2'],
      ['m~n', '3'],
    ])
  })
})

/** Our estimate for what is in a patched assertion beside what the application sends. */
function estimateOf(
  request: SamlRequest,
  claims: Readonly<Record<string, { attributeValues: readonly { value: string }[] }>>,
): number {
  const sent = Object.keys(request.data.assertion.claims ?? {})
  const ours = Object.entries(claims).filter(([name]) => !sent.includes(name))
  const attributes = ours.map(([name, each]) => [name, each.attributeValues.map(({ value }) => value)])
  return responseSize(samlRequest(request), Object.fromEntries(attributes))
}

/** The most roles that are not refused. */
async function mostRoles(fits: number, denied: number): Promise<number> {
  if (denied - fits <= 1) return fits
  const middle = Math.floor((fits + denied) / 2)
  return (await run(middle)).result.outcome === 'patched' ? mostRoles(middle, denied) : mostRoles(fits, middle)
}
