import { meshInput, type MeshInputOptions, type RenderedStacks } from '../../../../cli/lib/review/mesh-input'
import { rated } from '../../../../cli/lib/review/compare'
import { diskFolder, memoryFolder } from '../../../../core/model/folder'
import { reviewJson } from '../../../../core/review/render/json'
import { PROJECT } from '../../../support/mesh'
import { BASE, edited, type Edits, type Files } from '../../../review/pair'

/** Two environments, each with people who come through SAML. */
const services = ['services: [notebooks]', 'services: [notebooks, databricks]'] as const
const BEFORE: Files = edited(edited(BASE, { 'lab.yaml': [services] }), {
  'ward.yaml': edited(BASE, { 'lab.yaml': [services, ['111111111111', '222222222222']] })['lab.yaml'] as string,
})
const ENVIRONMENTS = ['lab', 'ward']

const CODES = JSON.stringify({
  groups: {
    APPROVERS: { code: 'Abcd' },
    OWNERS: { code: 'Bcde' },
    READERS: { code: 'Cdef' },
    STATISTICS: { code: 'Defg' },
  },
})

/** Built-in templates, of which one lets through what is not encrypted. */
const withTemplate = (): MeshInputOptions['builtIn'] => {
  const folder = diskFolder(PROJECT, '')
  const read = (name: string): string | undefined =>
    name === 'templates/policies/bucket.json.hbs'
      ? folder.read(name)?.replace('"s3:*"', '"s3:Get*"')
      : folder.read(name)
  return { ...folder, read }
}

interface Shared {
  /** What becomes of files that every environment reads. */
  readonly files?: Edits
  readonly builtIn?: () => MeshInputOptions['builtIn']
}

const OTHER_HOST = (BASE['saml/databricks.xml'] as string).replaceAll('Location="https://', 'Location="https://other.')

const SHARED: Readonly<Record<string, Shared>> = {
  'a built-in template': { builtIn: withTemplate },
  'the code of a group in the lock': { files: { 'registry.lock.json': [['Cdef', 'zzzz']] } },
  'the metadata of a service': {
    files: { 'saml/databricks.xml': OTHER_HOST },
  },
  'a persona': { files: { 'mesh.yaml': [['services:\n', 'personas: { reader: { sessionHours: 12 } }\nservices:\n']] } },
  'the application of a service': { files: { 'mesh.yaml': [['clientIds: [notebooks]', 'clientIds: [other]']] } },
  'a tag of everything': { files: { 'mesh.yaml': [['services:\n', 'tags: { team: other }\nservices:\n']] } },
  'the role that applies': { files: { 'mesh.yaml': [['role/terraform', 'role/other']] } },
}

const before = edited(BEFORE, { 'registry.lock.json': CODES })

describe('an environment whose own file stays is reviewed where another file that it reads changes:', () => {
  test.each(Object.entries(SHARED))('%s', (_, { files = {}, builtIn }) => {
    const after = edited(before, files)
    const reviewed = (rendered: () => RenderedStacks): unknown => {
      const was = meshInput(memoryFolder('before', before), { rendered: rendered() })
      const is = meshInput(memoryFolder('after', after), { rendered: rendered(), builtIn: builtIn?.() })
      return reviewJson(rated(was, is).review, { maskAccounts: false })
    }
    const shared: RenderedStacks = new Map()
    const found = reviewed(() => shared)
    expect(found).toEqual(reviewed(() => new Map()))
    expect(found).toMatchObject({
      environments: expect.arrayContaining(
        ENVIRONMENTS.map((name) => expect.objectContaining({ name, changed: true })),
      ),
    })
  })
})

test('what is equal in two folders is rendered once, wherever it stands in its files', () => {
  const rendered: RenderedStacks = new Map()
  const moved = edited(before, { 'lab.yaml': [['domain:', '# A line more.\ndomain:']] })
  const was = meshInput(memoryFolder('before', before), { rendered })
  const count = rendered.size
  const is = meshInput(memoryFolder('after', moved), { rendered })
  expect(count).toBe(1 + ENVIRONMENTS.length)
  expect(rendered.size).toBe(count)
  const { gained, lost, changed, findings } = rated(was, is).review
  expect([gained, lost, changed, findings]).toEqual([[], [], [], []])
})
