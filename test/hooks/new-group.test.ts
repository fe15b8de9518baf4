import { startLab } from '../../cli/lib/sign-in/lab'
import { labConfig } from '../../cli/lib/sign-in/lab-config'
import { declaredKey } from '../../core/model/table-keys'
import { signIn } from '../../hooks/lib/sign-in'
import { hooksOf, memoryLog, memoryTable } from '../support/hook-config'
import { build, ENVIRONMENT, MESH, smallMesh, synthesize, type Built, type TerraformJson } from '../support/mesh'

const FILES = {
  'mesh.yaml': `${MESH}hooks: {}\n`,
  'lab.yaml': ENVIRONMENT,
  'wet.yaml': ENVIRONMENT.replace('111111111111', '222222222222'),
}
const before = build(smallMesh(FILES))
const after = build(smallMesh({ ...FILES, 'lab.yaml': ENVIRONMENT.replace('[READERS]', '[READERS, NEWCOMERS]') }))

const stackOf = (built: Built, name: string): TerraformJson => {
  const stack = synthesize(built).get(name)
  if (!stack) throw new Error(`there is no stack ${name}`)
  return stack
}

describe('a new group in the file of an environment', () => {
  test('changes the stack of that environment alone: no hub, no function, no other environment', () => {
    for (const name of ['hub', 'wet']) expect(stackOf(after, name)).toEqual(stackOf(before, name))
    expect(stackOf(after, 'lab')).not.toEqual(stackOf(before, 'lab'))
  })

  test('opens its role once that stack is applied, with the hub as it was before', async () => {
    const stacks = [
      { name: 'hub', text: JSON.stringify(stackOf(before, 'hub')) },
      { name: 'lab', text: JSON.stringify(stackOf(after, 'lab')) },
      { name: 'wet', text: JSON.stringify(stackOf(before, 'wet')) },
    ]
    const { mesh, graph } = after
    // What travels with the functions is what was known before; only what is expected knows the group.
    const config = { ...labConfig(before.mesh, before.registry), groups: labConfig(mesh, after.registry).groups }
    const lab = await startLab({ mesh, graph, config, stacks })
    try {
      const asked = { service: 'notebooks', user: 'anna@example.com', groups: ['newcomers'], attributes: {} }
      const { outcome, differences } = await lab.try(asked)
      expect(differences).toEqual([])
      if (outcome.refused) throw new Error(outcome.refused.message)
      expect(outcome.roles.filter((each) => each.shut === undefined).map(({ role }) => role?.name)).toEqual([
        'acme-lab-reader',
      ])
    } finally {
      await lab.close()
    }
  })

  test('is known with the last row that the apply writes, and not before', async () => {
    const { rows } = hooksOf(after)
    const { config, rows: old } = hooksOf(before)
    const key = declaredKey.environment('lab')
    const isMeta = ({ PK, SK }: { readonly PK: string; readonly SK: string }): boolean => PK === key.PK && SK === key.SK
    const halfway = [...rows.filter((each) => !isMeta(each)), ...old.filter(isMeta)]
    const request = { service: 'notebooks', user: 'anna@example.com', groups: ['NEWCOMERS'], attributes: {} }
    const log = memoryLog()
    await expect(signIn({ config, table: memoryTable(halfway), log }, request)).rejects.toMatchObject({
      code: 'no-roles',
    })
    expect(log.lines).toEqual([])
    expect(await signIn({ config, table: memoryTable(rows), log }, request)).toMatchObject({ groups: ['NEWCOMERS'] })
  })
})
