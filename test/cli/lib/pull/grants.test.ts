import { readLock } from '../../../../core/model/lock-file'
import { build, type Built } from '../../../support/mesh'
import { appliedRows, diff, FILES, folderOf, memberRow, pull, revisionOf } from './lab'

const READER = 'acme-lab-reader'
const LOCK = 'registry.lock.json'
const lab = FILES['lab.yaml']!
const grant = (built: Built, change: object = {}): object =>
  memberRow(built, { group: 'NEW', code: 'zA1b', roles: [READER], ...change })
const pulled = (change: object = {}, files = FILES): ReturnType<typeof pull> =>
  pull(files, (built) => [...appliedRows(built), grant(built, change)])
/** The lock file of the mesh with other groups in it. */
const lock = (groups: object, retired: object = {}): string => JSON.stringify({ groups, retired, environments: {} })
const registry = (text = ''): unknown => {
  const { groups, retired } = readLock(LOCK, text).registry!
  return { groups, retired }
}

test('a group of a persona is appended to it, with its code in the lock file', async () => {
  const { files, lines } = await pulled()
  expect(Object.keys(files)).toEqual(['lab.yaml', LOCK])
  expect(diff(lab, files['lab.yaml']!)).toEqual(['-   reader: [READERS]', '+   reader: [READERS, NEW]'])
  expect(registry(files[LOCK])).toEqual({ groups: { NEW: { code: 'zA1b' } }, retired: {} })
  expect(lines).toEqual([
    'mesh/lab.yaml:8: NEW opens acme-lab-reader (jane@example.com, of trials: CR-1)',
    'mesh/registry.lock.json:3: NEW keeps the code zA1b',
  ])
})

test.each([
  ['{ sessionHours: 4, groups: [READERS] }', '{ sessionHours: 4, groups: [READERS, NEW] }'],
  ['{ groups: [READERS], sessionHours: 4 }', '{ groups: [READERS, NEW], sessionHours: 4 }'],
])('a group of a persona that is %s is appended to its groups', async (was, is) => {
  const files = { ...FILES, 'lab.yaml': lab.replace('reader: [READERS]', `reader: ${was}`) }
  const { files: written } = await pulled({}, files)
  expect(diff(files['lab.yaml'], written['lab.yaml']!)).toEqual([`-   reader: ${was}`, `+   reader: ${is}`])
})

test('a group of home storage is appended to its groups', async () => {
  const { files } = await pulled({ roles: ['acme-lab-home'], dataset: 'home' })
  expect(diff(lab, files['lab.yaml']!)).toEqual([
    '- home: { bucket: acme-home, services: [notebooks], groups: [EVERYBODY] }',
    '+ home: { bucket: acme-home, services: [notebooks], groups: [EVERYBODY, NEW] }',
  ])
})

test('several groups, roles and datasets become one name in each list', async () => {
  const { files, changes } = await pull(FILES, (built) => [
    ...appliedRows(built),
    grant(built, { group: 'B', code: 'zBBB', roles: [READER, 'acme-lab-owner'] }),
    grant(built, { group: 'B', code: 'zBBB', dataset: 'other', by: 'joe', reason: 'CR-9' }),
    grant(built, { group: 'A', code: 'zAAA' }),
  ])
  expect(files['lab.yaml']).toBe(
    lab.replace('[READERS]', '[READERS, A, B]').replace('owner: [OWNERS]', 'owner: [OWNERS, B]'),
  )
  expect(changes.grants.find(({ group, role }) => group === 'B' && role === READER)?.causes).toEqual([
    { dataset: 'trials', by: 'jane@example.com', reason: 'CR-1' },
    { dataset: 'other', by: 'joe', reason: 'CR-9' },
  ])
})

test.each<[string, object]>([
  ['of another revision', { revision: 'sha256:old' }],
  ['that is gone', { gone: true, roles: [] }],
  ['that the file has', { group: 'READERS', code: 'aaaa' }],
])('a grant %s changes nothing', async (_, change) => {
  const files = { ...FILES, [LOCK]: lock({ READERS: { code: 'aaaa' } }) }
  expect(await pulled(change, files)).toMatchObject({ files: {}, lines: [] })
})

test('a closed environment, and one that was never applied, add nothing', async () => {
  const closed = { ...FILES, 'lab.yaml': lab.replace('stage: prod', 'stage: prod\nstate: closed') }
  const open = build(folderOf(FILES))
  const rows = [...appliedRows(open), grant(open)]
  expect(await pull(closed, () => rows)).toMatchObject({ files: {} })
  expect(await pull(FILES, (built) => [grant(built)])).toMatchObject({ files: {} })
})

test('home storage that the files do not have any more is told, and left out', async () => {
  const { home: _, ...files } = { ...FILES, home: '', 'lab.yaml': lab.replace(/^home: .*\n/m, '') }
  const before = build(folderOf(FILES))
  const rows = [...appliedRows(before), grant(before, { roles: ['acme-lab-home'] })]
  expect(await pull(files, () => rows)).toMatchObject({
    files: {},
    changes: { grants: [], codes: [], left: ['NEW opens acme-lab-home, and lab has no `home` in the files'] },
  })
})

describe('the code of a group', () => {
  test.each<[string, object, object, object]>([
    ['that the lock file has stays', { NEW: { code: 'zA1b' } }, {}, { groups: { NEW: { code: 'zA1b' } }, retired: {} }],
    [
      'that is retired is taken back',
      {},
      { zA1b: 'NEW', aaaa: 'OLD' },
      { groups: { NEW: { code: 'zA1b' } }, retired: { aaaa: 'OLD' } },
    ],
    ['is taken back in another spelling, too', {}, { zA1b: 'new' }, { groups: { NEW: { code: 'zA1b' } }, retired: {} }],
  ])('%s', async (_, groups, retired, expected) => {
    const text = lock(groups, retired)
    const { files } = await pulled({}, { ...FILES, [LOCK]: text })
    expect(registry(files[LOCK] ?? text)).toEqual(expected)
  })

  test.each<[string, object, object, object]>([
    ['in the lock file', { NEW: { code: 'HFAt' } }, {}, {}],
    ['among the retired', {}, { HFAt: 'NEW' }, { NEW: { code: 'HFAt' } }],
  ])('stays where the lock file gave it another, %s', async (_, groups, retired, added) => {
    const { changes } = await pulled({}, { ...FILES, [LOCK]: lock(groups, retired) })
    expect(changes.registry.groups).toEqual({ ...groups, ...added })
    expect(changes.left).toEqual([
      'NEW has the code zA1b at run time, and keeps HFAt, which registry.lock.json gave it',
    ])
  })

  test.each<[string, object, object]>([
    ['of another group', { READERS: { code: 'zA1b' } }, {}],
    ['of a retired group', {}, { zA1b: 'READERS' }],
  ])('that the lock file has as that %s is refused', async (_, groups, retired) => {
    const files = { ...FILES, [LOCK]: lock(groups, retired) }
    await expect(pulled({}, files)).rejects.toThrow('the code zA1b, which NEW has at run time, is that of READERS')
  })

  test('that two groups have is refused, and so are two of one group', async () => {
    const two = (change: object): Promise<unknown> =>
      pull(FILES, (built) => [...appliedRows(built), grant(built), grant(built, { dataset: 'other', ...change })])
    await expect(two({ group: 'OTHER' })).rejects.toThrow('the code zA1b, which OTHER has at run time, is that of NEW')
    await expect(two({ code: 'zzzz' })).rejects.toThrow('NEW has two codes at run time, zA1b and zzzz')
  })
})

describe('a group is spelled', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['as in the lock file', { [LOCK]: lock({ NeW: { code: 'zA1b' } }) }, 'NeW'],
    ['as in another list', { 'lab.yaml': lab.replace('[OWNERS]', '[OWNERS, nEW]') }, 'nEW'],
    [
      'as in the directory',
      {
        'mesh.yaml': `${FILES['mesh.yaml']}directory: groups.txt\n`,
        'groups.txt': 'OWNERS\nREADERS\nAPPROVERS\nEVERYBODY\nnew\n',
      },
      'new',
    ],
  ])('%s', async (_, more, name) => {
    const { after } = await pulled({}, { ...FILES, ...more })
    expect(build(after).mesh.environments.get('lab')?.personas.reader).toEqual(['READERS', name])
  })

  test('in normal form C', async () => {
    const { after } = await pulled({ group: 'E\u0301', code: 'zA1b' })
    expect(build(after).mesh.environments.get('lab')?.personas.reader).toEqual(['READERS', '\u00C9'])
  })
})

describe('a row that no hook writes is refused by its key', () => {
  const NO_HOOK = /^the row LIVE#ENV#lab \/ LIVE#trials#NEW: /
  test.each<[string, object]>([
    ['without revision', { revision: undefined }],
    ['without code', { code: undefined }],
    ['with a code of another form', { code: '*.zz' }],
    ['with roles in another form', { roles: READER }],
    ['of a share', { roles: ['acme-lab-share-new'] }],
    ['of a role elsewhere', { roles: ['acme-dev-reader'] }],
    ['whose group is another', { group: 'OTHER', SK: 'LIVE#trials#NEW' }],
    ['whose dataset is another', { dataset: 'other', SK: 'LIVE#trials#NEW' }],
    ['without a reason', { reason: 7 }],
  ])('%s', async (_, change) => {
    await expect(pulled(change)).rejects.toThrow(NO_HOOK)
  })

  test.each(['NEW\nadmin: [ALL]', ' NEW', 'NEW\u200B', '__proto__', ''])('with the group %j', async (group) => {
    await expect(pulled({ group })).rejects.toThrow(/: `group` is not as hooks write it$/)
  })
})

describe('an environment', () => {
  const rows = (built: Built, change: object, only = 'TRUST'): object[] =>
    appliedRows(built).map((row) => ((row as { SK: string }).SK === only ? { ...row, ...change } : row))

  test.each<[string, object, string]>([
    ['that is being applied', { revision: 'sha256:next' }, 'lab is being applied, or its last apply was broken off'],
    ['of another mesh', { mesh: 'other' }, 'the table is that of another mesh: there lab belongs to other'],
    [
      'of another account',
      { account: '999999999999' },
      'the table is that of another mesh: there lab belongs to acme, account 999999999999',
    ],
    ['whose row is damaged', { roles: 'all' }, 'the row ENV#lab / TRUST: `roles` is not as hooks write it'],
  ])('%s is told', async (_, change, message) => {
    await expect(pull(FILES, (built) => [...rows(built, change), grant(built)])).rejects.toThrow(message)
  })

  test('whose row calls a role that of another persona is told: its groups would get into that one', async () => {
    const swapped = (row: object): object => {
      const { roles = [] } = row as { roles?: { persona: string }[] }
      return { ...row, roles: roles.map((each) => (each.persona === 'reader' ? { ...each, persona: 'owner' } : each)) }
    }
    const all = (built: Built): object[] => rows(built, {}).map((row) => ('roles' in row ? swapped(row) : row))
    await expect(pull(FILES, (built) => [...all(built), grant(built)])).rejects.toThrow(
      'the row ENV#lab / TRUST: acme-lab-reader is not the role of owner',
    )
  })

  test('that is being applied matters only where something holds', async () => {
    const old = { revision: 'sha256:old' }
    const nothing = pull(FILES, (built) => [...rows(built, old), grant(built, old)])
    expect(await nothing).toMatchObject({ files: {} })
  })

  test('without the row of what is applied is told', async () => {
    const without = pull(FILES, (built) => [
      ...appliedRows(built).filter((row) => (row as { SK: string }).SK === 'META'),
      grant(built),
    ])
    await expect(without).rejects.toThrow('lab is being applied')
  })
})

test('nothing of a row but names gets into a file', async () => {
  const { files } = await pulled({ by: 'x # "]}', reason: 'admin: [ALL]\n- x' })
  expect(Object.values(files).join('')).not.toMatch(/x #|ALL/)
})

test('after it, the revision of the files is what would be applied', async () => {
  const { after } = await pulled()
  expect(revisionOf(build(after), 'lab')).not.toBe(revisionOf(build(folderOf(FILES)), 'lab'))
})
