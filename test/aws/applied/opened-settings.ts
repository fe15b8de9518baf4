import {
  GetDataLakeSettingsCommand,
  PutDataLakeSettingsCommand,
  type DataLakeSettings,
  type LakeFormationClient,
} from '@aws-sdk/client-lakeformation'
import type { AppliedMesh } from '../../support/applied-mesh'

const SETTINGS = 'aws_lakeformation_data_lake_settings.settings'
const everybody = { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }

/** New tables are opened to every IAM principal, as an account is that has never seen Lake Formation. */
export function testOpenedSettings(mesh: () => AppliedMesh, name: string): void {
  let lakeFormation: LakeFormationClient
  beforeAll(async () => void ({ lakeFormation } = await mesh().aws(name)))
  const read = async (): Promise<DataLakeSettings | undefined> =>
    (await lakeFormation.send(new GetDataLakeSettingsCommand())).DataLakeSettings

  test('stops the next plan, which tells the cure', async () => {
    const opened = { CreateTableDefaultPermissions: [{ Principal: everybody, Permissions: ['ALL' as const] }] }
    const settings = { ...(await read()), ...opened }
    await lakeFormation.send(new PutDataLakeSettingsCommand({ DataLakeSettings: settings }))
    const { status, output } = await mesh().stack(name).tryPlan()
    expect(status).toBe(1)
    expect(output.replace(/\s+/g, ' ')).toContain(`Apply with -replace=${SETTINGS} to clear it`)
  })

  test('is cured by that', async () => {
    await mesh().stack(name).apply(`-replace=${SETTINGS}`)
    expect((await read())?.CreateTableDefaultPermissions ?? []).toEqual([])
    expect(await mesh().stack(name).tryPlan()).toMatchObject({ status: 0 })
  })
}
