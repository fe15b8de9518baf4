import { personasOf } from '../../../core/model/mesh'
import { BUILT_IN_PERSONAS, DATABASE_PERMISSIONS, TABLE_PERMISSIONS, type Persona } from '../../../core/model/personas'
import { meshOf, smallMesh } from '../../support/mesh'
import { mesh } from './small'

const personas = (text: string): ReadonlyMap<string, Persona> =>
  personasOf(meshOf(smallMesh(mesh(['services:', `personas:\n${text}services:`]))).settings, { personaSettings: {} })

const { owner, reader } = BUILT_IN_PERSONAS

test('the built-in personas are those of the design', () => {
  const level = Object.entries(BUILT_IN_PERSONAS).map(([name, { scope, data, policies, delegates, sessionHours }]) => [
    name,
    scope,
    data.database.join(' '),
    data.table.join(' '),
    policies.join(' '),
    delegates,
    sessionHours,
  ])
  const write = 'SELECT DESCRIBE INSERT DELETE ALTER'
  expect(level).toEqual([
    [
      'owner',
      'all',
      'DESCRIBE CREATE_TABLE ALTER DROP',
      `${write} DROP`,
      'data-lake-user data-writer catalog-writer',
      true,
      1,
    ],
    ['steward', 'all', 'DESCRIBE ALTER', 'SELECT DESCRIBE ALTER', 'data-lake-user catalog-writer', true, 1],
    [
      'developer',
      'all',
      'DESCRIBE CREATE_TABLE',
      write,
      'data-lake-user data-writer catalog-writer pipeline-author',
      false,
      1,
    ],
    ['reader', 'access', 'DESCRIBE', 'SELECT DESCRIBE', 'data-lake-user', false, 1],
  ])
})

test('each permission is one of Lake Formation', () => {
  for (const { data } of Object.values(BUILT_IN_PERSONAS)) {
    expect(DATABASE_PERMISSIONS).toEqual(expect.arrayContaining([...data.database]))
    expect(TABLE_PERMISSIONS).toEqual(expect.arrayContaining([...data.table]))
  }
})

test('naming a built-in persona changes the keys that are given, and no other', () => {
  expect(personas('  reader: { sessionHours: 8 }\n').get('reader')).toEqual({ ...reader, sessionHours: 8 })
  expect(personas('  owner: { data: { table: [SELECT] } }\n').get('owner')).toEqual({
    ...owner,
    data: { database: owner?.data.database, table: ['SELECT'] },
  })
  expect(personas('  owner: { policies: [] }\n').get('owner')?.policies).toEqual([])
})

test('a persona of the mesh sees databases, and has what it is given', () => {
  expect(personas('  auditor: { data: { table: [DESCRIBE] } }\n').get('auditor')).toEqual({
    data: { database: ['DESCRIBE'], table: ['DESCRIBE'] },
    scope: 'all',
    policies: ['data-lake-user'],
    sessionHours: 1,
    services: [],
    delegates: false,
  })
})

test('a persona may be called as something that every object has', () => {
  const found = personas('  constructor: { data: { table: [SELECT] } }\n').get('constructor')
  expect(found?.policies).toEqual(['data-lake-user'])
})

test('they are sorted by name', () => {
  expect([...personas('  auditor: { data: {} }\n').keys()]).toEqual([
    'auditor',
    'developer',
    'owner',
    'reader',
    'steward',
  ])
})
