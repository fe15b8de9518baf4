import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFolder, memoryFolder } from '../../../core/model/folder'

let path: string
beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'trustloom-folder-'))
  for (const folder of ['saml', 'templates/policies', 'node_modules/x', '.git'])
    mkdirSync(join(path, folder), { recursive: true })
  const files = [
    'mesh.yaml',
    'b.yaml',
    'saml/idp.xml',
    'templates/policies/own.json.hbs',
    'node_modules/x/y.yaml',
    '.git/HEAD',
  ]
  for (const file of files) writeFileSync(join(path, file), `\uFEFF${file}`)
  symlinkSync('saml', join(path, 'linked'))
  symlinkSync('.', join(path, 'circle'))
  symlinkSync('mesh.yaml', join(path, 'a.yaml'))
  symlinkSync('nowhere', join(path, 'z.yaml'))
  symlinkSync('round.yaml', join(path, 'round.yaml'))
  symlinkSync(__filename, join(path, 'out.yaml'))
  symlinkSync(__dirname, join(path, 'away'))
})
afterAll(() => rmSync(path, { recursive: true }))

describe('a folder on disk', () => {
  test('lists files below it, sorted, not through links to folders, and not what is there for others', () => {
    expect(diskFolder(path).list()).toEqual([
      'a.yaml',
      'b.yaml',
      'mesh.yaml',
      'out.yaml',
      'round.yaml',
      'saml/idp.xml',
      'templates/policies/own.json.hbs',
      'z.yaml',
    ])
  })

  test('lists files below a folder of its own', () => {
    expect(diskFolder(path).list('templates/policies')).toEqual(['templates/policies/own.json.hbs'])
    expect(diskFolder(path).list('missing')).toEqual([])
    expect(diskFolder(path).list('linked')).toEqual(['linked/idp.xml'])
  })

  test('reads without a byte order mark', () => expect(diskFolder(path).read('a.yaml')).toBe('mesh.yaml'))

  test.each(['missing.yaml', 'z.yaml', 'mesh.yaml/x', 'saml'])('has no file %s', (name) => {
    expect(diskFolder(path).read(name)).toBeUndefined()
  })

  test.each<[string, string | undefined]>([
    ['mesh.yaml', undefined],
    ['a.yaml', undefined],
    ['linked/idp.xml', undefined],
    ['missing.yaml', undefined],
    ['mesh.yaml/x', undefined],
    ['z.yaml', 'is a link that leads nowhere'],
    ['round.yaml', 'is a link that leads in a circle'],
    ['out.yaml', 'is a link that leads out of the folder'],
    ['away/small.ts', 'is a link that leads out of the folder'],
  ])('%s: %s', (name, why) => {
    const folder = diskFolder(path)
    expect(folder.unreadable?.(name)?.message).toBe(why)
    if (why !== undefined) expect(folder.read(name)).toBeUndefined()
  })

  test('that is a link is followed to its files', () => {
    expect(diskFolder(join(path, 'circle')).read('mesh.yaml')).toBe('mesh.yaml')
  })

  test('that is not there is empty', () => {
    expect(diskFolder(join(path, 'missing')).list()).toEqual([])
    expect(diskFolder(join(path, 'missing')).read('mesh.yaml')).toBeUndefined()
  })
})

test.each([
  ['environments', 'environments'],
  ['./environments/', 'environments'],
  ['..\\other', '../other'],
  ['/work/mesh', '/work/mesh'],
])('a folder called %s is labelled %s', (name, label) => expect(diskFolder(name).label).toBe(label))

describe('a folder in memory', () => {
  const folder = memoryFolder('m', { 'b.yaml': 'b', 'a.yaml': 'a', 'saml/x.xml': 'x', 'saml2/y.xml': 'y' })
  test('lists and reads as one on disk', () => {
    expect(folder.list()).toEqual(['a.yaml', 'b.yaml', 'saml/x.xml', 'saml2/y.xml'])
    expect(folder.list('saml')).toEqual(['saml/x.xml'])
    expect(folder.read('a.yaml')).toBe('a')
  })
  test.each(['constructor', 'c.yaml'])('has no %s', (name) => expect(folder.read(name)).toBeUndefined())
})
