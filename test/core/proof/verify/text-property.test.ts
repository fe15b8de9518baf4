import fc from 'fast-check'
import { ofType, readStack } from '../../../../core/terraform/rendered/stack'
import { build, load, smallMesh, synthesize } from '../../../support/mesh'
import { runs } from '../../../support/scale'
import { anyText } from '../../../support/text'

/** Text of every kind, and pieces that some tool on the way reads as syntax. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  anyText(),
  fc.constantFrom(
    '${',
    '%{',
    '$${',
    '}',
    '{{',
    '}}',
    '{{{',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\t',
    '\u2028',
    '\u202E',
    '\u200F',
  ),
)
const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))

const environment = (description: string, table: string, reason: string, name: string): object => ({
  domain: 'research',
  stage: 'prod',
  account: '111111111111',
  region: 'eu-central-1',
  services: ['notebooks'],
  personas: { owner: ['OWNERS'] },
  datasets: {
    trials: {
      description,
      owner: 'OWNERS',
      classification: 'internal',
      tables: { people: { description: table, columns: { name: 'string' } } },
      access: [{ to: { group: 'READERS' }, rows: `name = '${name.replaceAll("'", "''")}'`, reason }],
    },
  },
})

test('whatever people write arrives as that text, or is refused', () => {
  fc.assert(
    fc.property(text, text, text, text, (description, table, reason, name) => {
      const folder = smallMesh({ 'lab.yaml': JSON.stringify(environment(description, table, reason, name)) })
      const { mesh, diagnostics } = load(folder)
      if (!mesh) expect(diagnostics.map((each) => each.message).join('').length).toBeLessThan(10_000)
      fc.pre(mesh !== undefined)
      const json = JSON.stringify(synthesize(build(folder)).get('lab'))
      const stack = readStack('lab', json)
      expect(stack.faults).toEqual([])
      const [database] = ofType(stack, 'aws_glue_catalog_database').filter((each) => each.name === 'trials')
      const [made] = ofType(stack, 'aws_glue_catalog_table')
      const [filter] = ofType(stack, 'aws_lakeformation_data_cells_filter')
      expect(database?.attributes.description).toBe(description)
      expect(made?.attributes.description).toBe(table)
      const { row_filter: rows } = filter?.attributes.table_data ?? {}
      expect(rows?.filter_expression).toBe(`name = '${name.replaceAll("'", "''")}'`.trim())
    }),
    { numRuns: runs(40) },
  )
})

test('100 kB of text is refused in a message that does not repeat it', () => {
  const long = '${x}'.repeat(25_000)
  const { mesh, diagnostics } = load(smallMesh({ 'lab.yaml': JSON.stringify(environment(long, 'x', 'x', 'x')) }))
  expect(mesh).toBeUndefined()
  expect(diagnostics).toHaveLength(1)
  expect(JSON.stringify(diagnostics).length).toBeLessThan(1_000)
})
