import { readStack } from '../../../../core/terraform/rendered/stack'
import { verifyEnvironmentFacts } from '../../../../core/proof/verify/facts'
import { memoryFolder } from '../../../../core/model/folder'
import { build, environmentOf, ENVIRONMENT, exampleFolder, MESH, synthesize, type Built } from '../../../support/mesh'

const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
const SERVICES = `${MESH}  lab-tool: { protocol: saml, metadata: lab.xml, adopt: [lab] }
  portal: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [portal], adopt: [lab] }
  other: { protocol: oidc, issuer: "https://login.example.com/", clientIds: [other], adopt: [lab] }
`
const lab = ENVIRONMENT.replace('[notebooks]', '[notebooks, lab-tool, portal, other]')
const files = { 'mesh.yaml': SERVICES, 'lab.yaml': lab, 'lab.xml': metadata }

const mesh = (more: Readonly<Record<string, string>> = {}): Built => build(memoryFolder('mesh', { ...files, ...more }))

interface Import {
  to: string
  id: string
}
type Stack = { import?: Import[] }
const render = (built: Built, name = 'lab'): Stack => synthesize(built).get(name) as unknown as Stack
const DEFAULT = {
  for_each: '${var.adopt_default_database ? toset(["default"]) : toset([])}',
  to: 'aws_glue_catalog_database.default_database',
  id: '111111111111:default',
}

/** What verify finds in the stack of `lab`. */
function differences(built: Built, stack: Stack): string[] {
  const read = readStack('lab', JSON.stringify(stack))
  return verifyEnvironmentFacts(built.mesh, environmentOf(built, 'lab'), read).differences.map((each) => each.message)
}

test('each provider that is taken over has one import block, beside that of the database `default`', () => {
  const [saml, ...rest] = render(mesh()).import ?? []
  expect(saml).toEqual({
    to: 'aws_iam_saml_provider.lab-tool',
    id: 'arn:aws:iam::111111111111:saml-provider/acme-lab-tool',
  })
  const oidc = 'arn:aws:iam::111111111111:oidc-provider/login.example.com'
  const address = (slug: string): unknown =>
    expect.stringMatching(new RegExp(`^aws_iam_openid_connect_provider.oidc_${slug}_[0-9a-f]{6}$`))
  expect(rest).toEqual([
    { to: address('login-example-com-oauth2-aus1'), id: `${oidc}/oauth2/aus1` },
    { to: address('login-example-com'), id: `${oidc}/` },
    DEFAULT,
  ])
})

test('what is imported is what the stack makes', () => {
  const stack = render(mesh())
  const { resource } = stack as unknown as { resource: Record<string, Record<string, unknown>> }
  for (const { to } of stack.import ?? []) {
    const [type = '', name = ''] = to.split('.')
    expect(resource[type]?.[name]).toBeDefined()
  }
})

test('only the environments that are named take a provider over, and only while they have it', () => {
  const dev = lab.replace('111111111111', '222222222222')
  expect(render(mesh({ 'dev.yaml': dev }), 'dev').import).toEqual([{ ...DEFAULT, id: '222222222222:default' }])
  const closed = mesh({ 'lab.yaml': lab.replace('stage: prod', 'stage: prod\nstate: closed') })
  expect(render(closed).import).toEqual([DEFAULT])
  expect(differences(closed, render(closed))).toEqual([])
})

describe('verify', () => {
  const built = mesh()
  const edited = (change: (imports: Import[]) => Import[]): string[] => {
    const stack = render(built)
    return differences(built, { ...stack, import: change(stack.import ?? []) })
  }

  test('has no difference', () => {
    expect(edited((imports) => imports)).toEqual([])
    expect(edited((imports) => [...imports].reverse())).toEqual([])
  })

  test.each<[string, (imports: Import[]) => Import[], string]>([
    [
      'that takes over the provider of somebody else',
      ([first, ...rest]) => [{ ...first!, id: 'arn:aws:iam::111111111111:saml-provider/other' }, ...rest],
      'the import of the SAML provider acme-lab-tool: id is "arn:aws:iam::111111111111:saml-provider/other", and "arn:aws:iam::111111111111:saml-provider/acme-lab-tool" is declared',
    ],
    [
      'that is missing',
      ([, ...rest]) => rest,
      'the import of the SAML provider acme-lab-tool is declared and not rendered',
    ],
    [
      'of something else',
      (imports) => [...imports, { to: 'aws_iam_role.persona_owner', id: 'admin' }],
      'there is the import of the role acme-lab-owner, which no line declares',
    ],
    [
      'that is there twice',
      ([first, ...rest]) => [first!, first!, ...rest],
      'the import of the SAML provider acme-lab-tool is rendered twice, as import and import',
    ],
    [
      'through another provider',
      ([first, ...rest]) => [{ ...first!, provider: 'aws.hub' } as Import, ...rest],
      'the import of the SAML provider acme-lab-tool: provider is "aws.hub", which no line declares',
    ],
  ])('tells of an import %s', (_, change, message) => {
    expect(edited(change)).toEqual([message])
  })
})
