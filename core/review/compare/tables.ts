import type { Snapshot } from '../../access/snapshot/snapshot'
import { blocksIn, textIn, type ReadResource } from '../../terraform/read/resource'
import { namesOf, type Said } from './many'

/**
 * Tables whose data is read from another place than before, and columns that come to a table of sensitive data which
 * somebody reads without limit: nobody is asked for those anew.
 */
export function tableChanges(before: Snapshot, after: Snapshot): Said[] {
  const found: Said[] = []
  for (const [address, is] of after.resources) {
    const was = before.resources.get(address)
    if (is.type !== 'aws_glue_catalog_table' || !was || was.values === is.values) continue
    const [database, table] = [textIn(is.values, 'database_name') ?? '?', textIn(is.values, 'name') ?? '?']
    const subject = `the table ${database}.${table}`
    const [old, now] = [locationOf(was), locationOf(is)]
    if (old !== now) {
      const says = `is read from ${now === '' ? 'nowhere that is said' : now}, before from ${old}`
      found.push({ rule: 'data-moved', subject, says, address })
    }
    const more = columnsOf(is).filter((each) => !columnsOf(was).includes(each))
    if (more.length > 0 && isSensitive(database, before, after) && isReadWhole(database, table, after)) {
      const says = `has the further columns ${namesOf(more)}, and is read without a limit on columns`
      found.push({ rule: 'columns-added', subject, says, address })
    }
  }
  return found
}

/** A change that classifies a dataset lower must not rate itself by that: the stricter of both sides counts. */
const isSensitive = (database: string, ...sides: readonly Snapshot[]): boolean =>
  sides.some(({ datasets }) => datasets.some((each) => each.database === database && each.sensitivity === 'sensitive'))

const isReadWhole = (database: string, table: string, { paths }: Snapshot): boolean =>
  paths.some(
    ({ path }) =>
      path.permission === 'SELECT' &&
      path.columns === null &&
      path.database === database &&
      (path.table === table || path.table === '*'),
  )

const locationOf = ({ values }: ReadResource): string =>
  blocksIn(values, 'storage_descriptor')
    .map((each) => textIn(each, 'location') ?? '')
    .join()

const columnsOf = ({ values }: ReadResource): readonly string[] =>
  [
    ...blocksIn(values, 'storage_descriptor').flatMap((each) => blocksIn(each, 'columns')),
    ...blocksIn(values, 'partition_keys'),
  ].map((each) => textIn(each, 'name') ?? '?')
