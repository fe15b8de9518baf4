import {
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
  type IAMClient,
} from '@aws-sdk/client-iam'
import type { AppliedMesh } from '../../support/applied-mesh'

export function testProviders(mesh: () => AppliedMesh, name: string): void {
  let iam: IAMClient
  beforeAll(async () => void ({ iam } = await mesh().aws(name)))
  /** Those that lead to some role. */
  const services = (): { name: string; provider: string; protocol: string; clientIds?: readonly string[] }[] => {
    const { access } = mesh().environment(name)
    const leading = access.roles.flatMap((role) => role.services)
    return access.services.filter((each) => leading.includes(each.name)).map((each) => ({ ...each }))
  }

  test('the account trusts the SAML providers of its services, with their metadata', async () => {
    const { mesh: model } = mesh().built()
    const expected = services().filter((each) => each.protocol === 'saml')
    const { SAMLProviderList = [] } = await iam.send(new ListSAMLProvidersCommand())
    expect(SAMLProviderList.map((each) => each.Arn).sort()).toEqual(expected.map((each) => each.provider).sort())
    for (const { name: service, provider } of expected) {
      const { metadata } = model.settings.services[service] as { metadata: string }
      const { SAMLMetadataDocument } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: provider }))
      expect(SAMLMetadataDocument).toBe(model.metadata.get(metadata)!.text)
    }
  })

  test('the account trusts the issuers of its services, for their clients', async () => {
    const clients = new Map<string, string[]>()
    for (const { protocol, provider, clientIds = [] } of services())
      if (protocol === 'oidc') clients.set(provider, [...(clients.get(provider) ?? []), ...clientIds].sort())
    const { OpenIDConnectProviderList = [] } = await iam.send(new ListOpenIDConnectProvidersCommand())
    expect(OpenIDConnectProviderList.map((each) => each.Arn).sort()).toEqual([...clients.keys()].sort())
    for (const [provider, expected] of clients) {
      const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider })
      expect((await iam.send(command)).ClientIDList?.sort()).toEqual(expected)
    }
  })
}
