import { PARTITION_KEY, SORT_KEY } from '../../../../model/table-keys'
import type { AccessGraph } from '../../../../model/graph'
import type { Mesh } from '../../../../model/mesh'
import { HUB } from '../../../../model/stack-names'
import { blockFacts } from '../block-facts'
import type { Fact, FactScope } from '../fact'
import { factsOf } from '../facts-of'
import { keySubject } from '../subjects'
import { PROTECTED, refer, type Stated } from '../stated'
import { ownProvider, terraformBlock } from './blocks'
import { asItIs } from './environment'
import { declaredAddresses, declaredHooks } from './hooks'
import { declaredPools } from './pools'
import { rulesOfHub } from './rules'
import { statedRow, tableName } from './rows'
import { statedKey } from './secure-bucket'

/** What the files declare of the hub's stack. */
export function hubFacts(mesh: Mesh, retired: AccessGraph['retired'], facts: FactScope): Fact[] {
  const { settings, places } = mesh
  const at = places.mesh(['hub'])
  const stated = [...declaredTable(mesh), ...declaredServices(mesh), ...declaredPools(mesh), ...declaredHooks(mesh)]
  const rules = rulesOfHub(mesh, retired)
  const blocks = {
    provider: { aws: ownProvider(mesh, { name: HUB, ...settings.hub }) },
    terraform: terraformBlock(mesh, HUB),
    output: {
      trustloom: { value: { schemaVersion: 1, mesh: settings.mesh, environment: HUB, table: tableName(mesh), rules } },
      ...declaredAddresses(mesh),
    },
  }
  return [...stated.flatMap((each) => factsOf(each, facts, asItIs)), ...blockFacts(blocks, asItIs, at)]
}

/** The table that sign-in hooks read, with its own key. */
function declaredTable(mesh: Mesh): Stated[] {
  const at = mesh.places.mesh(['hub'])
  const name = tableName(mesh)
  const alias = `alias/${name}`
  return [
    ...statedKey(alias, { lifecycle: PROTECTED }, at),
    {
      type: 'aws_dynamodb_table',
      at,
      written: {
        name,
        billing_mode: 'PAY_PER_REQUEST',
        hash_key: PARTITION_KEY,
        range_key: SORT_KEY,
        attribute: [PARTITION_KEY, SORT_KEY].map((each) => ({ name: each, type: 'S' })),
        deletion_protection_enabled: true,
        point_in_time_recovery: { enabled: true },
        server_side_encryption: { enabled: true, kms_key_arn: refer(keySubject(alias), 'arn') },
        stream_enabled: true,
        stream_view_type: 'NEW_AND_OLD_IMAGES',
        ttl: { attribute_name: 'expiresAt', enabled: true },
        lifecycle: PROTECTED,
      },
    },
  ]
}

/** What hooks know of the services. */
function declaredServices(mesh: Mesh): Stated[] {
  return Object.entries(mesh.settings.services).map(([name, { protocol, application, maxGroups, groupsClaim }]) => {
    const row = { PK: `SERVICE#${name}`, SK: 'META', protocol, application, maxGroups, groupsClaim }
    return statedRow(mesh, row, mesh.places.mesh(['services', name]))
  })
}
