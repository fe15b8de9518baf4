import {
  CreateOpenIDConnectProviderCommand,
  CreateSAMLProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  ListSAMLProvidersCommand,
} from '@aws-sdk/client-iam'
import { emulatedMesh, type AppliedMesh } from '../support/applied-mesh'
import { ENVIRONMENT, exampleFolder, MESH } from '../support/mesh'
import { missingMoto } from '../support/moto'
import { projectOf } from '../support/project'
import { missingTerraform } from '../support/terraform'
import { imported, type Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'
import { testDrift } from './applied/drift'
import { testQuiet } from './applied/environment'
import { testProviders } from './applied/providers'

const SAML = 'arn:aws:iam::111111111111:saml-provider/acme-ghost'
const ISSUER = 'https://ghost.example.com/oauth2'
const OIDC = 'arn:aws:iam::111111111111:oidc-provider/ghost.example.com/oauth2'
const METADATA = exampleFolder().read('saml/databricks.xml') ?? ''

const FILES = {
  'mesh.yaml': `${MESH}  ghost: { protocol: saml, metadata: saml/ghost.xml, adopt: [lab] }
  books: { protocol: oidc, issuer: "${ISSUER}", clientIds: [a, b], adopt: [lab] }
`,
  'lab.yaml': ENVIRONMENT.replace('services: [notebooks]', 'services: [notebooks, ghost, books]'),
  'saml/ghost.xml': METADATA,
}

describeWith(missingTerraform() ?? missingMoto(), 'providers that a hook made, on an emulated AWS', () => {
  let mesh: AppliedMesh
  let made: { saml: Date | undefined; oidc: Date | undefined }
  let plan: Plan
  const read = async (): Promise<typeof made> => {
    const { iam } = await mesh.aws('lab')
    const [saml, oidc] = await Promise.all([
      iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: SAML })),
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: OIDC })),
    ])
    return { saml: saml.CreateDate, oidc: oidc.CreateDate }
  }

  beforeAll(async () => {
    mesh = await emulatedMesh(projectOf(FILES))
    const { iam } = await mesh.aws('lab')
    await iam.send(new CreateSAMLProviderCommand({ Name: 'acme-ghost', SAMLMetadataDocument: METADATA }))
    await iam.send(new CreateOpenIDConnectProviderCommand({ Url: ISSUER, ClientIDList: ['a', 'b'] }))
    made = await read()
    await mesh.render()
    const [hub, lab] = [mesh.stack('hub'), mesh.stack('lab')]
    await hub.init()
    await hub.apply()
    await lab.init()
    plan = await lab.plan()
    await lab.apply('plan.bin')
  })
  afterAll(() => mesh?.close())

  test('are taken over, and nothing else is', () => {
    const taken = imported(plan)
    expect(Object.values(taken).sort()).toEqual([OIDC, SAML])
    expect(taken['aws_iam_saml_provider.ghost']).toBe(SAML)
  })

  test('are not made anew', async () => {
    expect(await read()).toEqual(made)
    const { SAMLProviderList = [] } = await (await mesh.aws('lab')).iam.send(new ListSAMLProvidersCommand())
    expect(SAMLProviderList.map(({ Arn }) => Arn)).toEqual([SAML])
  })

  testProviders(() => mesh, 'lab')
  const only = (): string[] => ['lab']
  testQuiet(() => mesh, only)

  describe('once `adopt` is gone from the files', () => {
    beforeAll(async () => {
      mesh.project.write('mesh.yaml', FILES['mesh.yaml'].replaceAll(', adopt: [lab]', ''))
      await mesh.render()
    })
    testQuiet(() => mesh, only)
  })

  describe('what somebody changed outside Terraform', () => testDrift(() => mesh))
})
