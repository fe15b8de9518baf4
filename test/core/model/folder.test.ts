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
})
afterAll(() => rmSync(path, { recursive: true }))

describe('a folder on disk', () => {
  test('lists files below it, sorted, not through links to folders, and not what is there for others', () => {
    expect(diskFolder(path).list()).toEqual([
      'a.yaml',
      'b.yaml',
      'mesh.yaml',
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
