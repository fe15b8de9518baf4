import { allSchemas } from '../../cli/lib/event-schemas'
import { project, refuse, succeed } from './project'

describe('init', () => {
  test('writes a mesh that checks and renders', async () => {
    const at = project()
    const { stdout, stderr } = await succeed(at.trustloom('init new/mesh'))
    expect(stdout).toBe('')
    expect(stderr).toContain('npx --no trustloom check --mesh new/mesh')
    expect(Object.keys(at.tree('new'))).toEqual(['new/mesh/mesh.yaml', 'new/mesh/sales-dev.yaml'])
    expect((await succeed(at.trustloom('check --mesh new/mesh'))).stdout).toContain('acme: 1 environment')
    expect((await succeed(at.synth('--mesh new/mesh'))).stdout).toBe('cdktf.out: 2 stacks (hub, sales-dev)\n')
  })

  test('takes an empty folder', async () => {
    const at = project({ 'new/x': '' })
    at.remove('new/x')
    await succeed(at.trustloom('init new'))
  })

  test.each([
    ['a folder with something in it', 'environments', 'environments is not empty'],
    ['a file', 'file', 'file is in the way: it is a file, not a folder'],
  ])('leaves %s alone', async (_, dir, message) => {
    const at = project({ file: '' })
    expect((await refuse(at, () => at.trustloom(`init ${dir}`))).stderr).toContain(message)
  })
})

test('init says paths as a shell takes them', async () => {
  const at = project({})
  const dir = "my mesh's $files"
  const { stderr } = await succeed(at.trustloom('init', {}, [dir]))
  expect(stderr).toContain(`check --mesh 'my mesh'\\''s $files'`)
  expect(stderr).toContain(`MESH_DIR='my mesh'\\''s $files' npm run synth`)
  expect(at.read(`${dir}/mesh.yaml`)).toMatch(/^# yaml-language-server: \$schema=\S+\/mesh\.schema\.json\n/)
})

test('init needs a name', async () => {
  const at = project()
  const { stderr } = await refuse(at, () => at.trustloom('init', {}, ['']))
  expect(stderr).toContain('the folder has no name')
})

describe('schema', () => {
  test('writes the schemas and says where', async () => {
    const at = project()
    const { stdout, stderr } = await succeed(at.trustloom('schema --out new/schemas'))
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual(Object.keys(allSchemas()).map((name) => `new/schemas/${name}`))
    for (const [name, schema] of Object.entries(allSchemas())) {
      expect(JSON.parse(at.read(`new/schemas/${name}`))).toEqual(JSON.parse(JSON.stringify(schema)))
    }
  })

  test('does not write into a file', async () => {
    const at = project({ file: '' })
    expect((await refuse(at, () => at.trustloom('schema --out file'))).stderr).toContain(
      'file is in the way: it is a file, not a folder',
    )
  })
})
