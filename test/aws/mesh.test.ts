import { CreateDatabaseCommand, GetDatabaseCommand } from '@aws-sdk/client-glue'
import { applyAll, emulatedMesh, type AppliedMesh } from '../support/applied-mesh'
import { missingMoto } from '../support/moto'
import { exampleProject } from '../support/project'
import { missingTerraform } from '../support/terraform'
import { describeWith } from '../support/tools'
import { changeMesh } from './applied/changed'
import { testDisturbed } from './applied/disturbed'
import { rowsOf, testEntitlements } from './applied/entitlements'
import { testEnvironment, testQuiet } from './applied/environment'
import { lab } from './applied/lab'

describeWith(missingTerraform() ?? missingMoto(), 'the example mesh on an emulated AWS', () => {
  let mesh: AppliedMesh
  let removed: ReadonlyMap<string, readonly string[]>
  let defaultMade: Date | undefined
  const readDefault = async (): Promise<Date | undefined> =>
    (await (await mesh.aws('lab')).glue.send(new GetDatabaseCommand({ Name: 'default' }))).Database?.CreateTime

  beforeAll(async () => {
    const project = exampleProject()
    project.write('lab.yaml', lab)
    mesh = await emulatedMesh(project)
    removed = await mesh.render()
    await (await mesh.aws('lab')).glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'default' } }))
    defaultMade = await readDefault()
    await applyAll(mesh, { lab: ['-var', 'adopt_default_database=true'] })
  })
  afterAll(() => mesh?.close())

  test('nothing was left out', () => {
    expect([...removed.values()].flat()).toEqual([])
  })
  for (const name of ['clinical-prod', 'finance-dev', 'manufacturing-prod']) testEnvironment(() => mesh, name)
  describe('the hub', () => testEntitlements(() => mesh))

  test('a database `default` that is there is taken over, not made anew', async () => {
    expect(await readDefault()).toEqual(defaultMade)
  })
  testQuiet(() => mesh)

  describe('after a commit that closes an environment and gives a group a persona', () => {
    let changes: readonly string[]
    beforeAll(async () => {
      changes = await changeMesh(mesh)
    })

    test("the group's role is changed in place, and nothing else but rows", () => {
      const code = mesh.built().registry.groups['ADG-QUALITY']!.code
      expect(changes).toEqual([
        'aws_dynamodb_table_item.environment: update',
        `aws_dynamodb_table_item.row_${code}: create`,
        'aws_iam_role.persona_reader: update',
      ])
    })
    testEnvironment(() => mesh, 'clinical-prod')

    test('the closed environment has no rows', async () => {
      expect((await rowsOf(mesh)).filter((each) => each.SK === 'ENV#finance-dev')).toEqual([])
    })
    testEnvironment(() => mesh, 'finance-dev')
    describe('the hub', () => testEntitlements(() => mesh))
    testQuiet(
      () => mesh,
      () => ['clinical-prod', 'finance-dev'],
    )
  })

  describe('disturbed', () => testDisturbed(() => mesh, 'lab'))
})
