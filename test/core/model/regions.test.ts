import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REGIONS } from '../../../core/model/regions'
import { PROJECT } from '../../support/mesh'

/** AWS's own list, in its SDK. */
const SDK = join(PROJECT, 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js')

test.each(Object.entries(REGIONS))('the Regions of %s are those of AWS, sorted', (partition, regions) => {
  const text = readFileSync(SDK, 'utf8').replace(/^export const partitionsInfo = |;\s*$/g, '')
  const { partitions } = JSON.parse(text.replace(/,(?=\s*[\]}])/g, '')) as {
    partitions: { id: string; regions: Record<string, unknown> }[]
  }
  const known = Object.keys(partitions.find(({ id }) => id === partition)?.regions ?? {})
  expect(regions).toEqual(known.filter((each) => !each.endsWith('-global')).sort())
})
