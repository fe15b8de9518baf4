import { GetDatabasesCommand, GetTablesCommand, type Column, type GlueClient, type Table } from '@aws-sdk/client-glue'
import { fileFormat } from '../../../core/model/table-format'
import type { DatasetAccess } from '../../../core/model/graph'
import type { TableSettings } from '../../../core/model/schema/dataset'
import type { AppliedMesh } from '../../support/applied-mesh'

export function testCatalog(mesh: () => AppliedMesh, name: string): void {
  let glue: GlueClient
  let datasets: readonly DatasetAccess[]
  beforeAll(async () => {
    glue = (await mesh().aws(name)).glue
    datasets = mesh().environment(name).access.datasets
  })

  test('each dataset is a database, and there is `default`', async () => {
    const { DatabaseList = [] } = await glue.send(new GetDatabasesCommand())
    const made = DatabaseList.filter((each) => each.Name !== 'default')
    expect(DatabaseList).toHaveLength(datasets.length + 1)
    expect(made.map(({ Name, Description, LocationUri }) => [Name, Description, LocationUri]).sort()).toEqual(
      datasets
        .map(({ name: dataset, database, bucket, description = `Dataset ${dataset}` }) => [
          database,
          description,
          `s3://${bucket}/`,
        ])
        .sort(),
    )
  })

  test('each table has its columns, partitions, place and format', async () => {
    for (const { database, bucket, tables } of datasets) {
      const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName: database }))
      const managed = Object.entries(tables).filter(([, table]) => table.managed)
      expect(TableList.map((each) => each.Name).sort()).toEqual(managed.map(([table]) => table).sort())
      for (const [table, settings] of managed) {
        const found = TableList.find((each) => each.Name === table)!
        expect(shapeOf(found)).toEqual(expectedShape(settings, `s3://${bucket}/${table}/`))
      }
    }
  })
}

/** Name and type of columns: the emulator adds empty comments. */
const typed = (columns: readonly Column[] = []): string[] => columns.map(({ Name, Type }) => `${Name}: ${Type}`)

function shapeOf({ StorageDescriptor, PartitionKeys }: Table): object {
  const { Columns, Location, InputFormat, OutputFormat, SerdeInfo } = StorageDescriptor ?? {}
  return {
    columns: typed(Columns),
    partitions: typed(PartitionKeys),
    location: Location,
    formats: [InputFormat || undefined, OutputFormat || undefined],
    serde: [SerdeInfo?.SerializationLibrary, SerdeInfo?.Parameters],
  }
}

/** Iceberg tables describe their files themselves. */
function expectedShape({ format, columns, partitions }: TableSettings, location: string): object {
  const { inputFormat, outputFormat, serde, parameters } = fileFormat(format, columns) ?? {}
  const list = (types: Readonly<Record<string, string>>): string[] =>
    Object.entries(types).map(([name, type]) => `${name}: ${type}`)
  return {
    columns: list(columns),
    partitions: list(partitions),
    location,
    formats: [inputFormat, outputFormat],
    serde: [serde, parameters],
  }
}
