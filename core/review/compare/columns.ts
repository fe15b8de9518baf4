import type { Snapshot } from '../../access/snapshot/snapshot'
import { blocksIn, textIn, type ReadResource } from '../../terraform/read/resource'
import { namesOf, type Said } from './many'

/** Columns that come to a table of sensitive data which somebody reads without limit: nobody is asked for them anew. */
export function columnChanges(before: Snapshot, after: Snapshot): Said[] {
  const sensitive = new Set(after.datasets.flatMap((each) => (each.sensitivity === 'sensitive' ? [each.database] : [])))
  const found: Said[] = []
  for (const [address, is] of after.resources) {
    const was = before.resources.get(address)
    if (is.type !== 'aws_glue_catalog_table' || !was || was.values === is.values) continue
    const [database, table] = [textIn(is.values, 'database_name') ?? '', textIn(is.values, 'name') ?? '']
    if (!sensitive.has(database)) continue
    const old = new Set(columnsOf(was))
    const more = columnsOf(is).filter((each) => !old.has(each))
    const isRead = after.paths.some(({ path }) => {
      const { permission, columns } = path
      return permission === 'SELECT' && columns === null && path.database === database && isOf(path.table, table)
    })
    if (more.length === 0 || !isRead) continue
    const says = `has the further columns ${namesOf(more)}, and is read without a limit on columns`
    found.push({ rule: 'columns-added', subject: `the table ${database}.${table}`, says, address })
  }
  return found
}

const isOf = (granted: string | null, table: string): boolean => granted === table || granted === '*'

const columnsOf = ({ values }: ReadResource): readonly string[] =>
  [
    ...blocksIn(values, 'storage_descriptor').flatMap((each) => blocksIn(each, 'columns')),
    ...blocksIn(values, 'partition_keys'),
  ].map((each) => textIn(each, 'name') ?? '?')
