import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ScanCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb'
import type { EnvironmentAccess } from '../../../core/model/graph'
import { DescribeKeyCommand } from '@aws-sdk/client-kms'
import { entitlementRows } from '../../../core/model/entitlements'
import { digestOf, pathsOf } from '../../../core/model/graph/paths'
import { limitOf } from '../../../core/model/quotas/usage'
import { trustRow } from '../../../core/model/trust-row'
import type { AppliedMesh } from '../../support/applied-mesh'
import type { AwsClients } from '../../support/aws-clients'

const tableOf = (mesh: AppliedMesh): string => `${mesh.built().mesh.settings.mesh}-entitlements`

export function testEntitlements(mesh: () => AppliedMesh): void {
  let aws: AwsClients
  let TableName: string
  beforeAll(async () => {
    aws = await mesh().aws('hub')
    TableName = tableOf(mesh())
  })

  test('the table is protected, encrypted with its own key, backed up, and tells of changes', async () => {
    const { KeyMetadata } = await aws.kms.send(new DescribeKeyCommand({ KeyId: `alias/${TableName}` }))
    const { Table } = await aws.dynamodb.send(new DescribeTableCommand({ TableName }))
    expect(Table).toMatchObject({
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      DeletionProtectionEnabled: true,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      SSEDescription: { Status: 'ENABLED', KMSMasterKeyArn: KeyMetadata?.Arn },
    })
    const { ContinuousBackupsDescription } = await aws.dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    )
    expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED')
    const { TimeToLiveDescription } = await aws.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }))
    expect(TimeToLiveDescription).toEqual({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' })
  })

  test('it holds exactly the rows of the graph, the services and the revisions', async () => {
    const { graph, mesh: model } = mesh().built()
    const services = Object.entries(model.settings.services).map(([name, each]) => {
      const { protocol, application, maxGroups, groupsClaim } = each
      return {
        PK: `SERVICE#${name}`,
        SK: 'META',
        protocol,
        ...(application && { application }),
        maxGroups,
        groupsClaim,
      }
    })
    const { sync, sourceIdentity } = model.settings
    const rows = graph.environments.flatMap((each) => {
      const revision = digestOf(pathsOf(each))
      const trustLimit = limitOf('trust-policy', model, each.environment)
      return [
        ...entitlementRows(each),
        { PK: `ENV#${each.environment}`, SK: 'META', revision, groups: groupsIn(each) },
        ...(sync === 'pull' ? [trustRow(each, { revision, sourceIdentity, trustLimit })] : []),
      ]
    })
    expect(await rowsOf(mesh())).toEqual([...services, ...rows].sort(byKey))
  })
}

interface Row {
  readonly PK: string
  readonly SK: string
}

export async function rowsOf(mesh: AppliedMesh): Promise<Row[]> {
  const { dynamodb } = await mesh.aws('hub')
  const TableName = tableOf(mesh)
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }))
  return Items.map((item) => plain({ M: item }) as Row).sort(byKey)
}

const byKey = (a: Row, b: Row): number => (`${a.PK} ${a.SK}` < `${b.PK} ${b.SK}` ? -1 : 1)

function plain({
  S,
  N,
  L,
  M,
}: Partial<Record<'S' | 'N', string>> & { L?: AttributeValue[]; M?: Record<string, AttributeValue> }): unknown {
  if (L) return L.map((each) => plain(each as never))
  if (M) return Object.fromEntries(Object.entries(M).map(([key, each]) => [key, plain(each as never)]))
  return N === undefined ? S : Number(N)
}

/** The groups that open some role of an environment, as the lock file codes them. */
const groupsIn = ({ roles }: EnvironmentAccess): object[] => {
  const all = new Map(roles.flatMap(({ groups }) => groups.map(({ name, code }) => [name, code])))
  return [...all].map(([name, code]) => ({ name, code })).sort((a, b) => (a.name < b.name ? -1 : 1))
}
