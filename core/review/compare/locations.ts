import type { Snapshot } from '../../access/snapshot/snapshot'
import { blocksIn, textIn, type ReadResource } from '../../terraform/read/resource'
import type { Said } from './many'

/** Tables whose data is read from another place than before. */
export function locationChanges(before: Snapshot, after: Snapshot): Said[] {
  const found: Said[] = []
  for (const [address, is] of after.resources) {
    const was = before.resources.get(address)
    if (is.type !== 'aws_glue_catalog_table' || !was || was.values === is.values) continue
    const [old, now] = [locationOf(was), locationOf(is)]
    if (old === now) continue
    const table = `${textIn(is.values, 'database_name') ?? '?'}.${textIn(is.values, 'name') ?? '?'}`
    const says = `is read from ${now === '' ? 'nowhere that is said' : now}, before from ${old}`
    found.push({ rule: 'data-moved', subject: `the table ${table}`, says, address })
  }
  return found
}

const locationOf = ({ values }: ReadResource): string =>
  blocksIn(values, 'storage_descriptor')
    .map((each) => textIn(each, 'location') ?? '')
    .join()
