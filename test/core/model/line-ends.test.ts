import type { Folder } from '../../../core/model/folder'
import { serviceEvent, definitionOf, type PresentService } from '../../../hooks/lib/events/service-event'
import { build, exampleFolder, load, synthesize } from '../../support/mesh'
import { fixtureFolder } from '../proof/verify/meshes'

/** The same files as another machine checks them out. */
const withEnds = (folder: Folder, end: string): Folder => ({
  label: folder.label,
  list: (below) => folder.list(below),
  read: (path) => folder.read(path)?.replaceAll('\n', end),
})

test.each([
  ['the mesh of all features', () => fixtureFolder('features')],
  ['a mesh with a pool', () => fixtureFolder('synchronised')],
])('%s means the same with CRLF', (_, folder) => {
  const [plain, other] = [folder(), withEnds(folder(), '\r\n')]
  expect(load(other).diagnostics).toEqual(load(plain).diagnostics)
  expect(synthesize(build(other))).toEqual(synthesize(build(plain)))
})

test('metadata means the same with CR alone', () => {
  const folder = fixtureFolder('synchronised')
  const other = {
    ...folder,
    read: (path: string) => (path.endsWith('.xml') ? folder.read(path)?.replaceAll('\n', '\r') : folder.read(path)),
  }
  expect(synthesize(build(other))).toEqual(synthesize(build(folder)))
})

test('metadata of an event means the same with CRLF', () => {
  const metadata = exampleFolder().read('saml/databricks.xml') ?? ''
  const event = (document: string): PresentService =>
    serviceEvent.parse({
      schemaVersion: 1,
      type: 'service',
      service: 'databricks',
      version: 1,
      state: 'present',
      protocol: 'saml',
      metadata: document,
      environments: ['lab'],
      by: 'mona',
      reason: 'CR-1',
      at: '2026-11-22T10:00:00Z',
    }) as PresentService
  expect(metadata).toContain('\n')
  expect(definitionOf(event(metadata.replaceAll('\n', '\r\n')))).toEqual(definitionOf(event(metadata)))
})
