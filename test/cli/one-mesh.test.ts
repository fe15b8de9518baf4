import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { MESH } from '../support/mesh'
import { dev, lab, LOCK, project, refuse, succeed, type Project } from './project'

const OTHER = MESH.replace('mesh: acme', 'mesh: other')

const closed = (text: string): string => text.replace('stage: prod', 'stage: prod\nstate: closed')

/** A second mesh beside the first. */
function two(): Project {
  return project({ 'other/mesh.yaml': OTHER, 'other/plant.yaml': lab('"111111111111"', '"333333333333"') })
}

describe('an output', () => {
  test.each(['', ' plant'])('of one mesh is not written over by another: synth%s', async (only) => {
    const at = two()
    await succeed(at.synth())
    const before = at.tree('cdktf.out')
    const { stderr } = await refuse(at, () => at.synth(`--mesh other${only}`))
    expect(stderr).toBe(
      'error cdktf.out holds the output of the mesh acme\n  = name another folder for other (CDKTF_OUTDIR or --synth), or remove cdktf.out first\n',
    )
    expect(at.tree('cdktf.out')).toEqual(before)
    expect((await refuse(at, () => at.trustloom('verify --mesh other'))).stderr).toContain('the mesh acme')
    await succeed(at.synth('--mesh other --synth out'))
  })

  const NAMESAKE = { 'other/mesh.yaml': MESH, 'other/plant.yaml': lab('"111111111111"', '"333333333333"') }
  const FIRST = 'name another folder for acme (CDKTF_OUTDIR or --synth), or remove cdktf.out first'

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['', NAMESAKE, 'this one has none of its environments (lab in 111111111111)'],
    [' plant', NAMESAKE, 'this one has none of its environments (lab in 111111111111)'],
    [
      '',
      { ...NAMESAKE, 'other/lab.yaml': lab('"111111111111"', '"555555555555"') },
      'this one has none of its environments (lab in 111111111111)',
    ],
    [
      '',
      { ...NAMESAKE, 'other/mesh.yaml': MESH.replace(/account: "\d+"/, 'account: "444444444444"') },
      'its hub is in aws, 000000000000, eu-central-1',
    ],
  ])('of one mesh is not written over by another of its name: synth%s, %j', async (only, files, why) => {
    const at = project(files)
    await succeed(at.synth())
    const before = at.tree('cdktf.out')
    const { stderr } = await refuse(at, () => at.synth(`--mesh other${only}`))
    expect(stderr).toBe(`error cdktf.out holds the output of another mesh acme: ${why}\n  = ${FIRST}\n`)
    expect((await refuse(at, () => at.trustloom('verify --mesh other'))).stderr).toContain(why)
    await succeed(at.synth('--mesh other --synth out'))
    expect(at.tree('cdktf.out')).toEqual(before)
  })

  test('is of another mesh also after both were rendered', async () => {
    const at = project(NAMESAKE)
    await succeed(at.synth())
    await succeed(at.trustloom('lock --mesh other'))
    expect((await refuse(at, () => at.synth('--mesh other'))).stderr).toContain('another mesh acme')
  })

  test('is of the same mesh after its folder was renamed, and says nothing of the folder', async () => {
    const at = project({ 'environments/dev.yaml': dev })
    await succeed(at.synth())
    const before = at.tree('cdktf.out')
    renameSync(join(at.folder, 'environments'), join(at.folder, 'renamed'))
    await succeed(at.synth('--mesh renamed dev'))
    await succeed(at.synth('--mesh renamed'))
    expect(at.tree('cdktf.out')).toEqual(before)
  })

  test('of an older version, which does not say whose it is, is taken over', async () => {
    const at = project()
    await succeed(at.synth())
    const marker = JSON.parse(at.read('cdktf.out/trustloom.json')) as Record<string, unknown>
    expect(marker.mesh).toBe('acme')
    delete marker.mesh
    at.write('cdktf.out/trustloom.json', JSON.stringify(marker))
    await succeed(at.synth())
    expect(at.read('cdktf.out/trustloom.json')).toContain('"mesh": "acme"')
  })

  test('loses a stack that is no longer declared, but no file that synth did not write', async () => {
    const at = project({ 'environments/dev.yaml': dev })
    await succeed(at.synth())
    at.write('environments/dev.yaml', closed(dev))
    await succeed(at.synth())
    at.remove('environments/dev.yaml')
    await succeed(at.trustloom('lock --forget dev'))
    at.write('cdktf.out/stacks/dev/.terraform.lock.hcl', 'of somebody else')
    await succeed(at.synth())
    expect(Object.keys(at.tree('cdktf.out/stacks/dev'))).toEqual(['cdktf.out/stacks/dev/.terraform.lock.hcl'])
    expect(at.read('cdktf.out/manifest.json')).not.toContain('"dev"')
    expect(at.read('cdktf.out/trustloom.json')).not.toContain('"dev"')
    expect(at.read(LOCK)).not.toContain('"dev"')
  })

  test('keeps what synth did not write, whatever the manifest says', async () => {
    const at = project()
    const stack = 'cdktf.out/stacks/network/cdk.tf.json'
    const manifest = { version: '0.21.0', stacks: { network: { name: 'network', dependencies: [] } } }
    at.write(stack, '{}')
    at.write('cdktf.out/manifest.json', JSON.stringify(manifest))
    await succeed(at.synth())
    expect(at.read(stack)).toBe('{}')
  })
})
