import { load, smallMesh } from '../../support/mesh'
import { lab, mesh } from './small'

/** Whoever mends a file wants to do it once: what is wrong in one place hides nothing in another. */
const faults = (files: Readonly<Record<string, string>>): string[] =>
  load(smallMesh(files)).diagnostics.map(({ code, message }) => `${code} ${message}`)

const CLASSES = 'classifications: [public, internal, confidential, internal]\n'
const TWICE = 'duplicate internal stands twice'
const withMesh = (text: string, ...changes: (readonly [string, string])[]): Readonly<Record<string, string>> => {
  const files = mesh(...changes)
  return { ...files, 'mesh.yaml': `${files['mesh.yaml']}${text}` }
}
const HOOKS = 'hooks: { concurrency: { reserved: 1, provisioned: 2 }'

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'an unknown key of a persona, and what contradicts another file',
    lab(['reader: [READERS]', 'reader: { groups: [READERS], hours: 1 }'], ['[visits]', '[visit]']),
    ['unknown-key unknown key `hours`', 'unknown-table trials has no table visit'],
  ],
  [
    'an unknown key of a persona, and a key that is refused inside another',
    lab(
      ['reader: [READERS]', 'reader: { groups: [READERS], hours: 1 }'],
      ['to: { persona: reader }', 'to: { persona: reader, environment: x }'],
      ['[visits]', '[visit]'],
    ),
    [
      'unknown-key unknown key `hours`',
      'not-supported-yet `environment` is not supported yet',
      'unknown-table trials has no table visit',
    ],
  ],
  [
    'an unknown key of a file, and a rule over the whole of it',
    withMesh(`colour: red\n${CLASSES}`),
    ['unknown-key unknown key `colour`', TWICE],
  ],
  [
    'an unknown key inside a file, and a rule over the whole of it',
    withMesh(CLASSES, ['region: eu-central-1', 'region: eu-central-1, city: Frankfurt']),
    ['unknown-key unknown key `city`', TWICE],
  ],
  [
    'an unknown key of a table, and a rule over the table',
    lab(['partitions: { year: int }', 'partitions: { visit: date }, location: x']),
    ['duplicate-column visit is a column and a partition', 'unknown-key unknown key `location`'],
  ],
  [
    'an unknown key of the hooks, and a rule over them',
    withMesh(`${HOOKS}, colour: red }\n`),
    ['out-of-range `provisioned` must not be more than `reserved`', 'unknown-key unknown key `colour`'],
  ],
  [
    'a value of another type, and a rule over the whole file',
    withMesh(`tags: { cost: 12 }\n${CLASSES}`),
    ['wrong-type `cost` must be text, not the number 12', TWICE],
  ],
  [
    'a value of another type, and an unknown key of a persona, and a rule over the whole file',
    withMesh(`sync: 3\n${CLASSES}personas: { reader: { colour: red } }\n`),
    ['bad-choice `sync` must be one of off, pull, not 3', TWICE, 'unknown-key unknown key `colour`'],
  ],
  [
    'a number that is too high or none, of a persona, and what contradicts another file',
    lab(
      ['owner: [OWNERS]', "owner: { groups: [OWNERS], sessionHours: '4' }"],
      ['reader: [READERS]', 'reader: { groups: [READERS], sessionHours: 13 }'],
      ['[visits]', '[visit]'],
    ),
    [
      'wrong-type `sessionHours` must be a number, not the text "4"',
      'out-of-range `sessionHours` must be at most 12, not 13',
      'unknown-table trials has no table visit',
    ],
  ],
  [
    'a value of another type, and a rule over what lies beside it',
    withMesh('tags: { GroupHash: x, cost: 12 }\n'),
    [
      'tag-clash the tag GroupHash would be taken for the session tag GroupHash',
      'wrong-type `cost` must be text, not the number 12',
    ],
  ],
  [
    'a number that is too high, and a rule over the service',
    mesh(['clientIds: [notebooks]', 'clientIds: [a, a], maxGroups: 99']),
    ['duplicate a stands twice', 'out-of-range `maxGroups` must be at most 51, not 99'],
  ],
])('%s are told in one run', (_, files, expected) => {
  expect(faults(files)).toEqual(expected)
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['a number in quotes', withMesh('personas: { reader: { sessionHours: "4" } }\n'), 'write it without quotes'],
  ['a list of one', lab(['owner: APPROVERS', 'owner: [APPROVERS]']), 'write one, without brackets or dashes'],
  [
    'a map in the place of a list',
    lab(['- to: { persona: reader }\n        tables: [visits]', '  to: { persona: reader }']),
    'each entry of a list begins with a dash: `- `',
  ],
  ['a permission without brackets', lab(['tables: [visits]', 'permissions: SELECT']), 'write it in brackets: [SELECT]'],
])('%s is told with what to write', (_, files, hint) => {
  expect(load(smallMesh(files)).diagnostics.map((each) => each.hint)).toEqual([hint])
})

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['a misspelt key that another needs', withMesh('sync: pull\nhoks: {}\n'), ['unknown-key unknown key `hoks`']],
  [
    'a key of the wrong type that another needs',
    withMesh('sync: pull\nhooks: 3\n'),
    ['wrong-type `hooks` must be a map, not the number 3'],
  ],
  [
    'a misspelt key of two of which one is needed',
    lab(['to: { persona: reader }', 'to: { persna: reader }']),
    ['unknown-key unknown key `persna`'],
  ],
  [
    'a key of the wrong type, of two of which one is needed',
    lab(['to: { persona: reader }', 'to: { persona: 3 }']),
    ['wrong-type `persona` must be text, not the number 3'],
  ],
])('%s is told once', (_, files, expected) => {
  expect(faults(files)).toEqual(expected)
})
