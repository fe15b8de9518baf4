import type { EnvironmentAccess } from '../../../core/model/graph'
import { startTable, type Table } from '../../support/dynalite'
import { exampleHooks } from '../../support/hook-config'
import { addressed, openedBy, wouldOpen } from '../../support/opened-by'
import { requestOf } from '../../support/saml-request'
import { patchedAssertion, samlHook, type SamlHook } from '../../support/saml-hook'
import { signedResponse, signingKey, verifiedResponse } from '../../support/signed-saml'

const { built, codes, config, rows } = exampleHooks()
const AUDIENCE = 'urn:amazon:webservices'
const AWS = 'https://aws.amazon.com/SAML/Attributes/'

let table: Table
let hook: SamlHook
beforeAll(async () => {
  table = await startTable(rows, config.table)
  hook = samlHook({ config, table: table.reader })
})
afterAll(() => table.close())

/** What the files say: the roles that a group opens through a service. */
const declared = (service: string, group: string): string[] =>
  built.graph.environments
    .flatMap(({ roles }: EnvironmentAccess) => roles)
    .filter(({ kind }) => kind !== 'jobs')
    .filter((role) => role.services.includes(service) && role.groups.some(({ name }) => name === group))
    .map(({ arn }) => arn)
    .sort()

describe('a sign-in through a SAML service', () => {
  const services = Object.entries(config.services).filter(([, { protocol }]) => protocol === 'saml')
  const cases = services.flatMap(([name, { application = '' }]) =>
    Object.keys(codes).map((group) => ({ name, application, group })),
  )

  it.each(cases)('opens through $name for $group what the files say', async ({ name, application, group }) => {
    const result = await hook.signIn(requestOf({ application, groups: [group] }))
    const roles = declared(name, group)
    if (roles.length === 0) {
      expect(result).toMatchObject({ outcome: 'denied', errorSummary: expect.stringContaining('None of your groups') })
      return
    }
    const assertion = addressed(patchedAssertion(result))
    expect(openedBy(built, assertion)).toEqual(roles)
    expect(wouldOpen(built, assertion, name)).toEqual(roles)
  })

  it('carries a session in the words of AWS', async () => {
    const result = await hook.signIn(requestOf({ groups: ['adg-statistics', 'ADG-CLINICAL-ANALYSTS', 'Canteen'] }))
    const { attributes } = addressed(patchedAssertion(result))
    const arn = 'arn:aws:iam::111111111111'
    expect(attributes).toMatchObject({
      [`${AWS}Role`]: [
        `${arn}:role/novo/novo-clinical-prod-reader,${arn}:saml-provider/novo-databricks`,
        `${arn}:role/novo/novo-clinical-prod-share-adg-statistics,${arn}:saml-provider/novo-databricks`,
      ],
      [`${AWS}RoleSessionName`]: ['anna@novonordisk.com'],
      [`${AWS}SourceIdentity`]: ['anna@novonordisk.com'],
      [`${AWS}PrincipalTag:GroupHash`]: ['.67qB.PSNf.'],
      [`${AWS}TransitiveTagKeys`]: ['GroupHash'],
    })
    expect(attributes[`${AWS}SessionDuration`]).toEqual(['3600'])
    expect(hook.lines.at(-1)).toMatchObject({
      event: 'signed-in',
      fields: { service: 'databricks', user: 'anna@novonordisk.com', groups: 2, roles: 2 },
    })
  })

  it('lasts no longer than the shortest of its roles allows', async () => {
    const hours = new Map(
      built.graph.environments.flatMap(({ roles }) => roles.map((each) => [each.arn, each.sessionHours])),
    )
    const result = await hook.signIn(requestOf({ groups: ['ADG-GXP-AUDIT', 'ADG-CLINICAL-OWNERS'] }))
    const { attributes } = addressed(patchedAssertion(result))
    const roles = (attributes[`${AWS}Role`] ?? []).map((pair) => hours.get(pair.split(',')[0] ?? '') ?? 0)
    expect(new Set(roles).size).toBeGreaterThan(1)
    expect(attributes[`${AWS}SessionDuration`]).toEqual([String(3600 * Math.min(...roles))])
  })
})

describe('the signed response', () => {
  const key = signingKey()

  it('is verified by another library, and opens what the assertion opens', async () => {
    const assertion = patchedAssertion(await hook.signIn(requestOf({ groups: ['ADG-CLINICAL-OWNERS'] })))
    const verified = await verifiedResponse(signedResponse(assertion, key), key, AUDIENCE)
    expect(verified).toEqual(addressed(assertion))
    expect(openedBy(built, verified)).toEqual(declared('databricks', 'ADG-CLINICAL-OWNERS'))
  })

  it('is refused where somebody changed it', async () => {
    const assertion = patchedAssertion(await hook.signIn(requestOf({ groups: ['ADG-CLINICAL-ANALYSTS'] })))
    const xml = Buffer.from(signedResponse(assertion, key), 'base64').toString()
    const attacks = {
      swapped: xml.replace('novo-clinical-prod-reader', 'novo-clinical-prod-owner'),
      unsigned: xml.replace(/<ds:Signature.*?<\/ds:Signature>/gs, ''),
      renamed: xml.replaceAll('anna@novonordisk.com', 'bert@novonordisk.com'),
    }
    for (const attack of Object.values(attacks)) {
      expect(attack).not.toBe(xml)
      const verdict = verifiedResponse(Buffer.from(attack).toString('base64'), key, AUDIENCE)
      await expect(verdict).rejects.toThrow(/[Ss]ignature/)
    }
  })

  it('is refused where another key signed it', async () => {
    const assertion = patchedAssertion(await hook.signIn(requestOf({ groups: ['ADG-CLINICAL-ANALYSTS'] })))
    await expect(verifiedResponse(signedResponse(assertion, signingKey()), key, AUDIENCE)).rejects.toThrow(
      /[Ss]ignature/,
    )
  })
})
