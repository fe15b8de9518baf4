import { formatPosition } from '../../../core/model/diagnostic'
import type { RoleAccess } from '../../../core/model/graph'
import { mentionsOf } from '../../../core/model/mentions'
import { build, ENVIRONMENT, environmentOf, MESH, smallMesh, synthesize } from '../../support/mesh'

const POOL = 'eu-central-1:11111111-2222-3333-4444-555555555555'
const mesh = (personas: string): string =>
  MESH.replace('services:\n', `${personas}services:\n  portal: { protocol: cognito, identityPool: "${POOL}" }\n`)
const OTHER = ENVIRONMENT.replace('111111111111', '222222222222')
const reader = (says: string): string => ENVIRONMENT.replace('reader: [READERS]', `reader: ${says}`)

/** The readers of an environment that says something of its own, and of one that does not. */
function readers(says: string, personas = ''): { readonly lab: RoleAccess; readonly shop: RoleAccess } {
  const built = build(smallMesh({ 'mesh.yaml': mesh(personas), 'lab.yaml': reader(says), 'shop.yaml': OTHER }))
  const of = (name: string): RoleAccess => {
    const role = environmentOf(built, name).roles.find(({ key }) => key === 'persona_reader')
    if (!role) throw new Error(`no readers in ${name}`)
    return role
  }
  return { lab: of('lab'), shop: of('shop') }
}

test('the groups of a persona may stand under a key of their own, which renders the same', () => {
  const rendered = (says: string): unknown => [...synthesize(build(smallMesh({ 'lab.yaml': reader(says) })))]
  expect(rendered('{ groups: [READERS] }')).toEqual(rendered('[READERS]'))
})

test('a key beside the groups holds in this environment alone', () => {
  const { lab, shop } = readers('{ groups: [READERS], sessionHours: 4, policies: [data-lake-user, catalog-reader] }')
  expect([lab.sessionHours, lab.policies]).toEqual([4, ['data-lake-user', 'catalog-reader']])
  expect([shop.sessionHours, shop.policies]).toEqual([1, ['data-lake-user']])
})

test('it stands over the key of mesh.yaml, and the keys that it does not name stay', () => {
  const personas = 'personas: { reader: { sessionHours: 8, policies: [data-lake-user, catalog-reader] } }\n'
  const { lab, shop } = readers('{ groups: [READERS], sessionHours: 2 }', personas)
  expect([lab.sessionHours, lab.policies]).toEqual([2, ['data-lake-user', 'catalog-reader']])
  expect([shop.sessionHours, shop.policies]).toEqual([8, ['data-lake-user', 'catalog-reader']])
})

test('so do the two lists of `data`, each by itself', () => {
  const { lab } = readers(
    '{ groups: [READERS], data: { table: [DESCRIBE] } }',
    'personas: { reader: { data: { database: [DESCRIBE, ALTER], table: [SELECT] } } }\n',
  )
  const databases = lab.databases.filter(({ dataset }) => dataset === 'trials').map(({ permissions }) => permissions)
  expect(databases).toEqual([['ALTER', 'DESCRIBE']])
  // The entry for readers asks for the level of the persona, which is another here.
  expect(lab.tables.map(({ table, permissions }) => [table, permissions])).toEqual([['visits', ['DESCRIBE']]])
})

test('a Cognito service leads to the persona of the environment that names it', () => {
  const open = reader('{ groups: [READERS], services: [portal] }').replace('confidential', 'public')
  const built = build(smallMesh({ 'mesh.yaml': mesh(''), 'lab.yaml': open, 'shop.yaml': OTHER }))
  const services = (name: string): unknown =>
    environmentOf(built, name).roles.find(({ key }) => key === 'persona_reader')?.services
  expect([services('lab'), services('shop')]).toEqual([['notebooks', 'portal'], ['notebooks']])
})

test('a persona whose jobs run there only has their role there only', () => {
  const built = build(
    smallMesh({
      'lab.yaml': reader('{ groups: [READERS], policies: [data-lake-user, pipeline-author] }'),
      'shop.yaml': OTHER,
    }),
  )
  const keys = (name: string): string[] => environmentOf(built, name).roles.map(({ key }) => key)
  expect(keys('lab')).toEqual(['jobs_reader', 'persona_owner', 'persona_reader'])
  expect(keys('shop')).toEqual(['persona_owner', 'persona_reader'])
})

test('a group is told where it stands', () => {
  const says = '{ sessionHours: 4, groups: [READERS, GUESTS] }'
  const text = reader(says)
  const built = build(smallMesh({ 'lab.yaml': text }))
  const [line = 0, start = ''] = [...text.split('\n').entries()].find(([, each]) => each.includes(says)) ?? []
  const guests = mentionsOf(built.mesh).find(({ name }) => name === 'GUESTS')?.at
  expect(guests && formatPosition(guests)).toBe(`mesh/lab.yaml:${line + 1}:${start.indexOf('GUESTS') + 1}`)
})
