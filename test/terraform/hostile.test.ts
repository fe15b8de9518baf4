import { HOSTILE, HOSTILE_LINES } from '../support/hostile'
import { MESH } from '../support/mesh'
import { testPlannedMesh } from '../support/planned-mesh'
import { projectOf, type Project } from '../support/project'
import { planned, type Plan } from '../support/terraform-plan'

const prose = Object.values({ ...HOSTILE, ...HOSTILE_LINES })
/** Terraform puts every text into normal form C. */
const arrived = prose.map((text) => text.normalize('NFC'))
/** A group's name is in normal form C, on one line and at most 256 characters long. */
const groups = Object.values(HOSTILE)
  .map((text) =>
    text
      .normalize('NFC')
      .replace(/[\u0085\u2028\u2029]/g, '')
      .slice(0, 256)
      .trim(),
  )
  .sort()
const rows = Object.values(HOSTILE).map((text) => `name = '${text.normalize('NFC').replaceAll("'", "''")}'`)

/** JSON is YAML: every text is quoted, and so arrives as it is. */
const environment = {
  domain: 'research',
  stage: 'prod',
  account: '111111111111',
  region: 'eu-central-1',
  services: ['notebooks'],
  personas: { owner: groups },
  datasets: Object.fromEntries(
    prose.map((description, index) => [
      `dataset-${index}`,
      {
        description,
        owner: groups[index % groups.length],
        classification: 'confidential',
        tables: { people: { description, columns: { name: 'string' } } },
        access: index < rows.length ? [{ to: { group: `ROWS-${index}` }, rows: rows[index] }] : [],
      },
    ]),
  ),
}

function project(): Project {
  return projectOf({ 'mesh.yaml': `${MESH}quotas: { trustPolicy: 4096 }`, 'lab.yaml': JSON.stringify(environment) })
}

interface Described {
  readonly name: string
  readonly description: string
}

testPlannedMesh('hostile text in Terraform', { project, stacks: ['hub', 'lab'] }, (mesh) => {
  const plan = (): Plan => mesh().get('lab')!.plan
  const all = <T>(type: string): T[] => Object.values(planned<T>(plan(), type))

  test('descriptions of datasets arrive as they were written', () => {
    const databases = planned<Described>(plan(), 'aws_glue_catalog_database')
    const keys = planned<Described>(plan(), 'aws_kms_key')
    arrived.forEach((text, index) => {
      expect(databases[`dataset-${index}`]!.description).toBe(text)
      expect(keys[`dataset-${index}`]!.description).toBe(text)
    })
  })

  test('descriptions of tables arrive as they were written', () => {
    const tables = planned<Described>(plan(), 'aws_glue_catalog_table')
    arrived.forEach((text, index) => expect(tables[`dataset-${index}__people`]!.description).toBe(text))
  })

  test('row filters arrive as they were written', () => {
    const filters = all<{ table_data: { row_filter: { filter_expression: string }[] }[] }>(
      'aws_lakeformation_data_cells_filter',
    )
    const expressions = filters.map(({ table_data }) => table_data[0]!.row_filter[0]!.filter_expression)
    expect(expressions.sort()).toEqual([...rows].sort())
  })

  test("groups' names arrive as they were written, in rows and in the output", () => {
    const items = all<{ item: string }>('aws_dynamodb_table_item').map(({ item }) => JSON.parse(item))
    const keys = items.map((item) => (item as { PK: { S: string } }).PK.S)
    expect(keys).toEqual(expect.arrayContaining(groups.map((name) => `GROUP#${name}`)))
    const { groups: named } = plan().output_changes!.trustloom!.after as { groups: Record<string, string> }
    expect(Object.values(named)).toEqual(expect.arrayContaining(groups))
  })
})
