import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { zipHooks } from '../../../cli/lib/hooks'
import { zip } from '../../../cli/lib/hooks/zip'
import { hookConfig, type HookConfig } from '../../../core/model/hook-config'
import type { HookFunction } from '../../../core/model/hook-names'
import { build, ENVIRONMENT, smallMesh } from '../../support/mesh'
import { scratch } from '../../support/scratch'
import { toyProject } from './lab'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const sha256 = (of: Uint8Array): string => createHash('sha256').update(of).digest('base64')

describe('a zip', () => {
  const files = {
    'index.js': bytes('exports.handler = () => 1\n'.repeat(5_000)),
    'mesh.json': bytes('{"mesh":"ærø"}'),
  }

  test('holds the files as they are, and every reader may read them', () => {
    const zipped = zip(files)
    // Jest compares typed arrays number by number.
    const read = Object.entries(unzipSync(zipped)).map(([name, each]) => [name, Buffer.from(each).toString()])
    expect(read).toEqual(Object.entries(files).map(([name, each]) => [name, Buffer.from(each).toString()]))
    if (spawnSync('python3', ['--version']).status !== 0) return
    const path = join(scratch(), 'hook.zip')
    writeFileSync(path, zipped)
    const program =
      'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'for i in z.infolist(): print(i.filename, i.date_time, oct(i.external_attr >> 16), i.create_system)'
    expect(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'index.js (1980, 1, 1, 12, 0, 0) 0o100644 3',
      'mesh.json (1980, 1, 1, 12, 0, 0) 0o100644 3',
    ])
  })
})

describe('the zips of functions', () => {
  const of = (name: string, hook: string): HookFunction => ({ name, hook }) as unknown as HookFunction
  const functions = [of('acme-one', 'one'), of('acme-two-a', 'two'), of('acme-two-b', 'two')]
  const config = { mesh: 'acme', groups: { B: 'bbbb', A: 'aaaa' } } as unknown as HookConfig

  test('are one a hook, with what it knows of the mesh, and each function has the hash of its own', () => {
    const { zips, code } = zipHooks(toyProject(), functions, config)
    expect([...zips.keys()]).toEqual(['hooks/one.zip', 'hooks/two.zip'])
    const [one = new Uint8Array(), two = new Uint8Array()] = zips.values()
    expect(code).toEqual({ 'acme-one': sha256(one), 'acme-two-a': sha256(two), 'acme-two-b': sha256(two) })
    const text = Buffer.from(unzipSync(one)['mesh.json'] ?? '').toString()
    expect(JSON.parse(text)).toEqual(config)
    expect(text.indexOf('"A"')).toBeLessThan(text.indexOf('"B"'))
  })

  test('are the same from a copy in another folder, from the cache, and with keys in another order', () => {
    const root = toyProject()
    const first = zipHooks(root, functions, config)
    const turned = { groups: { A: 'aaaa', B: 'bbbb' }, mesh: 'acme' } as unknown as HookConfig
    expect(zipHooks(toyProject(), [...functions].reverse(), turned).code).toEqual(first.code)
    expect(zipHooks(root, functions, turned)).toEqual(first)
    rmSync(join(root, 'node_modules/.cache'), { recursive: true })
    expect(zipHooks(root, functions, turned)).toEqual(first)
  })

  test('change with what they know of the mesh', () => {
    const root = toyProject()
    const other = { ...config, mesh: 'other' } as unknown as HookConfig
    expect(zipHooks(root, functions, other).code['acme-one']).not.toBe(
      zipHooks(root, functions, config).code['acme-one'],
    )
  })

  test('are the same with a new group in the file of an environment', () => {
    const codeOf = (readers: string): Readonly<Record<string, string>> => {
      const { mesh, registry } = build(smallMesh({ 'lab.yaml': ENVIRONMENT.replace('[READERS]', readers) }))
      return zipHooks(toyProject(), functions, hookConfig(mesh, registry)).code
    }
    expect(codeOf('[READERS, NEWCOMERS]')).toEqual(codeOf('[READERS]'))
  })

  test('are none where there is no function', () => {
    expect(zipHooks(toyProject(), [], config)).toEqual({ zips: new Map(), code: {} })
  })
})
