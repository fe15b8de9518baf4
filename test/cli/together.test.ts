import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENT } from '../support/mesh'
import { dev, LOCK, project, refuse, succeed, type Project } from './project'

/** Folders, too: a folder without files would not be missed otherwise. */
const everything = (at: Project): string[] => readdirSync(at.folder, { recursive: true, encoding: 'utf8' }).sort()

describe('nothing is written where', () => {
  test.each<[string, (at: Project) => void, string]>([
    ['a folder is at the manifest', (at) => at.write('cdktf.out/manifest.json/x', ''), 'manifest.json is in the way'],
    ['a folder is at the marker', (at) => at.write('cdktf.out/trustloom.json/x', ''), 'trustloom.json is in the way'],
    ['a file is at the stacks', (at) => at.write('cdktf.out/stacks', ''), 'stacks is in the way: it is a file'],
    ['a file is at a stack', (at) => at.write('cdktf.out/stacks/lab', ''), 'stacks/lab is in the way: it is a file'],
    ['a folder is at a stack’s file', (at) => at.write('cdktf.out/stacks/lab/cdk.tf.json/x', ''), 'it is a folder'],
    ['a folder is at the lock file', (at) => at.write(`${LOCK}/x`, ''), 'registry.lock.json is in the way'],
  ])('%s', async (_, disturb, message) => {
    const at = project()
    disturb(at)
    const before = everything(at)
    expect((await refuse(at, () => at.synth())).stderr).toContain(message)
    expect(everything(at)).toEqual(before)
  })
})

test('what other tools call their temporary files is in nobody’s way', async () => {
  const at = project()
  mkdirSync(join(at.folder, `${LOCK}.new`))
  mkdirSync(join(at.folder, 'cdktf.out', 'manifest.json.new'), { recursive: true })
  await succeed(at.synth())
  expect(at.read(LOCK)).toContain('OWNERS')
})

test('several at once into one folder write what one writes', async () => {
  const files = { 'environments/dev.yaml': dev, 'environments/lab.yaml': ENVIRONMENT }
  const [alone, together] = [project(files), project(files)]
  await Promise.all([1, 2, 3].map(() => succeed(together.synth())))
  await succeed(alone.synth())
  expect(together.tree()).toEqual(alone.tree())
})

test.each<[string, string]>([
  ['schema --out file', 'file is in the way: it is a file, not a folder'],
  ['init file', 'file is in the way: it is a file, not a folder'],
])('%s', async (args, message) => {
  const at = project({ file: '' })
  expect((await refuse(at, () => at.trustloom(args))).stderr).toContain(message)
})
