import { hookConfig, type HookConfig } from '../../../../core/model/hook-config'
import { verifyHookConfig } from '../../../../core/proof/verify/facts/machinery'
import { build, ENVIRONMENT, exampleFolder, MESH, smallMesh } from '../../../support/mesh'
import { mutantsOf, type Json } from './mutate'

const SERVICES = `${MESH}  warehouse: { protocol: saml, metadata: warehouse.xml, application: "0oa1", lakeFormationGroups: true, maxGroups: 7 }
  desk: { protocol: cognito, identityPool: "eu-central-1:00000000-1111-2222-3333-444444444444", groupsClaim: "custom:groups" }
sync: pull
`
const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
const meshWith = (more: string) =>
  build(smallMesh({ 'mesh.yaml': SERVICES + more, 'lab.yaml': ENVIRONMENT, 'warehouse.xml': metadata }))

const told = ({ mesh, registry }: ReturnType<typeof meshWith>, config: HookConfig): string[] =>
  verifyHookConfig(mesh, registry, config).differences.map(({ message }) => message)

const ALL = `hooks: { attributes: { initials: uid }, runTask: { failOn: high, hostname: terraform.example.com } }
review: { risk: { narrowed: low } }
`

test.each(['hooks: {}\n', ALL])('what is rendered is as declared: %s', (more) => {
  const built = meshWith(more)
  expect(told(built, hookConfig(built.mesh, built.registry))).toEqual([])
})

test('every change of it is told', () => {
  const built = meshWith(ALL)
  const config = JSON.parse(JSON.stringify(hookConfig(built.mesh, built.registry))) as Json
  const mutants = [...mutantsOf(config, () => false)]
  expect(mutants.length).toBeGreaterThan(70)
  expect(mutants.filter(({ value }) => told(built, value as never).length === 0).map(({ what }) => what)).toEqual([])
})

test('a group is not among it: a new one needs no apply of the hub', () => {
  const built = meshWith(ALL)
  const config = JSON.stringify(hookConfig(built.mesh, built.registry))
  for (const [name, { code }] of Object.entries(built.registry.groups)) {
    expect(config).not.toContain(name)
    expect(config).not.toContain(code)
  }
})
