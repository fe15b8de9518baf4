import { spawnSync } from 'node:child_process'
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { ownMark } from '../../cli/lib/leftovers'
import { project, succeed } from './project'

const DAYS_AGO = new Date(Date.now() - 2 * 24 * 60 * 60 * 1_000)

/** A number of a process that has ended. */
const ended = (): number => spawnSync('true').pid

test('what a process left that was killed goes with the next synth; what another is writing stays', async () => {
  const at = project()
  const [machine = '', id = '', random = ''] = ownMark().split('-')
  const killed = `${machine}-${ended()}-${random}`
  const others = `00000000-1-${random}`
  const folders = ['environments', 'cdktf.out', 'cdktf.out/stacks/lab']
  const files = {
    environments: 'registry.lock.json',
    'cdktf.out': 'manifest.json',
    'cdktf.out/stacks/lab': 'cdk.tf.json',
  }
  for (const folder of folders) {
    const name = files[folder as keyof typeof files]
    for (const mark of [killed, `${machine}-${id}-${random}`, others]) at.write(`${folder}/.${name}.${mark}`, '{}')
    at.write(`${folder}/.${name}.${'a'.repeat(12)}`, '{}')
    at.write(`${folder}/.notes.${'a'.repeat(12)}`, 'of somebody')
  }
  await succeed(at.synth())
  const hidden = (folder: string): string[] =>
    readdirSync(join(at.folder, folder))
      .filter((name) => name.startsWith('.'))
      .sort()
  for (const folder of folders) {
    const name = files[folder as keyof typeof files]
    const kept = [`.${name}.${machine}-${id}-${random}`, `.${name}.${others}`, `.${name}.${'a'.repeat(12)}`]
    expect(hidden(folder)).toEqual([...kept, `.notes.${'a'.repeat(12)}`].sort())
    for (const each of hidden(folder)) utimesSync(join(at.folder, folder, each), DAYS_AGO, DAYS_AGO)
  }
  at.write('environments/lab.yaml', at.read('environments/lab.yaml').replace('domain: research', 'domain: other'))
  at.remove('environments/registry.lock.json')
  await succeed(at.synth())
  for (const folder of folders)
    expect(hidden(folder)).toEqual(
      [`.${files[folder as keyof typeof files]}.${machine}-${id}-${random}`, `.notes.${'a'.repeat(12)}`].sort(),
    )
})
