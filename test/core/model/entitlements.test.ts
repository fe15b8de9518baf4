import { entitlementRows, type EntitlementRow } from '../../../core/model/entitlements'
import { build, environmentOf, smallMesh } from '../../support/mesh'
import { ACCESS, lab, mesh } from './small'

const rows = (files: Record<string, string> = {}): EntitlementRow[] =>
  entitlementRows(environmentOf(build(smallMesh(files)), 'lab'))

const provider = 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1'
const trials = { name: 'trials', database: 'lab_trials', location: 's3://acme-lab-trials-111111111111/' }
const role = (name: string): string => `arn:aws:iam::111111111111:role/acme/acme-lab-${name}`

test('a row has the shape of the design', () => {
  const share = lab([ACCESS, `      - { to: { group: ADG-STATISTICS }, tables: [visits] }\n`])
  expect(rows(share).find((row) => row.PK === 'GROUP#ADG-STATISTICS')).toEqual({
    PK: 'GROUP#ADG-STATISTICS',
    SK: 'ENV#lab',
    code: '67qB',
    roles: [
      {
        arn: role('share-adg-statistics'),
        persona: 'share',
        sessionHours: 1,
        services: { notebooks: provider },
        datasets: [trials],
      },
    ],
  })
})

test('there is one for each group with a role, sorted, and none for who only approves', () => {
  expect(rows().map(({ PK, roles }) => [PK, roles.map(({ persona }) => persona)])).toEqual([
    ['GROUP#OWNERS', ['owner']],
    ['GROUP#READERS', ['reader']],
  ])
})

test('a group has all of its roles in one row, sorted by ARN; the role of jobs is not for people', () => {
  const several = lab(['  reader: [READERS]', '  developer: [OWNERS]\n  reader: [READERS, OWNERS]'])
  const [owners] = rows(several)
  expect(owners?.roles.map(({ arn }) => arn)).toEqual(['developer', 'owner', 'reader'].map(role))
})

test('a role says how long its sessions may be', () => {
  const files = {
    ...mesh(['services:\n', 'personas:\n  reader: { sessionHours: 8 }\nservices:\n']),
    ...lab([
      'datasets:',
      'home: { bucket: acme-home, services: [notebooks], groups: [STAFF], sessionHours: 4 }\ndatasets:',
    ]),
  }
  const hours = rows(files).flatMap(({ roles }) => roles.map(({ persona, sessionHours }) => [persona, sessionHours]))
  expect(Object.fromEntries(hours)).toEqual({ owner: 1, reader: 8, home: 4 })
})

test('a dataset is there where the role reaches it', () => {
  const second = `  rates:
    owner: APPROVERS
    classification: public
    tables: { daily: { columns: { day: date } } }
`
  const names = (files: Record<string, string>): unknown =>
    rows(files).map(({ PK, roles }) => [PK, roles.flatMap(({ datasets }) => datasets.map(({ name }) => name))])
  expect(names(lab(['datasets:\n', `datasets:\n${second}`]))).toEqual([
    ['GROUP#OWNERS', ['rates', 'trials']],
    ['GROUP#READERS', ['trials']],
  ])
})

test('home storage is a dataset without a database, behind its own services', () => {
  const pool = 'eu-central-1:11111111-2222-3333-4444-555555555555'
  const [staff] = rows({
    ...mesh(['services:\n', `services:\n  home: { protocol: cognito, identityPool: "${pool}" }\n`]),
    ...lab(
      ['[notebooks]', '[notebooks, home]'],
      ['datasets:', 'home: { bucket: acme-home, services: [home], groups: [EMPLOYEES] }\ndatasets:'],
    ),
  })
  expect(staff?.roles).toEqual([
    {
      arn: role('home'),
      persona: 'home',
      sessionHours: 1,
      services: { home: pool },
      datasets: [{ name: 'home', location: 's3://acme-home/' }],
    },
  ])
})

test('a closed environment has none', () => {
  expect(rows(lab(['stage: prod', 'stage: prod\nstate: closed']))).toEqual([])
})
