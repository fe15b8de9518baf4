import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { many } from '../../core/policy/document'
import { runRole, runsMesh } from '../core/policy/runs/lab'
import { assumed } from '../support/aws-clients'
import { emulated } from '../support/emulated'
import { startLakeFormation } from '../support/lake-formation'
import type { TerraformJson } from '../support/mesh'
import { missingMoto, startMoto } from '../support/moto'
import { fixtureProject, type Project } from '../support/project'
import { startRecorder, type RecordedCall } from '../support/recorded-calls'
import { missingTerraform, type TerraformStack } from '../support/terraform'
import { describeWith } from '../support/tools'

/** Needs no rights: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE = new Set(['sts:GetCallerIdentity'])

/** What Terraform asks of AWS in a run, held against what the roles of runs may do. */
describeWith(missingTerraform() ?? missingMoto(), 'the calls of runs on an emulated AWS', () => {
  const built = runsMesh()
  const closing: (() => unknown)[] = []
  let project: Project
  let files: string
  let take: () => readonly RecordedCall[]
  let endpoints: NodeJS.ProcessEnv
  let variable: string
  /** Access key → whose it is: the role of the environment's own account, or of its rows. */
  const owners = new Map<string, 'own' | 'rows'>()

  beforeAll(async () => {
    const moto = await startMoto()
    const lake = await startLakeFormation(moto.url)
    const [aws, lakeFormation] = await Promise.all([startRecorder(moto.url), startRecorder(lake.url)])
    project = fixtureProject('runs')
    files = mkdtempSync(join(tmpdir(), 'runs-'))
    closing.push(aws.close, lakeFormation.close, project.remove)
    closing.push(() => rmSync(files, { recursive: true, force: true }))
    take = () => [...aws.take(), ...lakeFormation.take()]
    endpoints = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_ENDPOINT_URL: aws.url,
      AWS_ENDPOINT_URL_LAKEFORMATION: lakeFormation.url,
    }
    const own = await keep('own', '111111111111', moto.url)
    const hub = await keep('rows', '000000000000', moto.url)
    variable = `-var=tfc_aws_dynamic_credentials=${JSON.stringify({
      default: { shared_config_file: own },
      aliases: { HUB: { shared_config_file: hub } },
    })}`
    await project.synth()
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })

  /** Credentials for an account, where HCP Terraform would put them. */
  async function keep(whose: 'own' | 'rows', account: string, endpoint: string): Promise<string> {
    const credentials = await assumed({ endpoint, region: 'eu-central-1' }, `arn:aws:iam::${account}:role/${whose}`)
    owners.set(credentials.accessKeyId, whose)
    const file = join(files, `${whose}.ini`)
    const lines = [
      '[default]',
      `aws_access_key_id = ${credentials.accessKeyId}`,
      `aws_secret_access_key = ${credentials.secretAccessKey}`,
      `aws_session_token = ${credentials.sessionToken}`,
    ]
    writeFileSync(file, `${lines.join('\n')}\n`)
    return file
  }

  /** A stack as the emulator can take it, with its state on this machine. */
  async function made(name: string, env: NodeJS.ProcessEnv): Promise<TerraformStack> {
    const stack = project.stack(name, env)
    const { terraform, ...json } = emulated(JSON.parse(stack.text()) as TerraformJson).stack
    const { cloud: _, ...others } = terraform
    stack.write(JSON.stringify({ ...json, terraform: others }))
    await stack.init()
    take()
    return stack
  }

  /** Actions that were asked for, and that no policy of the role allows. */
  function missing(calls: readonly RecordedCall[], key: string): string[] {
    const allowed = new Set(
      Object.values(runRole(built, key).policies).flatMap(({ Statement }) =>
        Statement.flatMap((each) => many(each.Action).map((action) => action.toLowerCase())),
      ),
    )
    const asked = [...new Set(calls.map(({ action }) => action))].filter((each) => !FREE.has(each))
    return asked.filter((each) => !allowed.has(each.toLowerCase())).sort()
  }

  const of = (calls: readonly RecordedCall[], whose: 'own' | 'rows'): RecordedCall[] =>
    calls.filter(({ key }) => owners.get(key) === whose)

  test('are allowed to the hub’s roles, each in its phase', async () => {
    const credentials = { AWS_CONFIG_FILE: join(files, 'rows.ini'), AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }
    const hub = await made('hub', { ...endpoints, ...credentials })
    await hub.apply()
    const applied = take()
    expect(missing(applied, 'hub_apply')).toEqual([])
    await hub.plan()
    const planned = take()
    expect(missing(planned, 'hub_plan')).toEqual([])
    expect([applied.length > 100, planned.length > 50]).toEqual([true, true])
  })

  test('are allowed to an environment’s roles, in both accounts and each in its phase', async () => {
    const lab = await made('lab', endpoints)
    await lab.apply(variable)
    const applied = take()
    expect(missing(of(applied, 'own'), 'lab_apply')).toEqual([])
    expect(missing(of(applied, 'rows'), 'lab_rows_apply')).toEqual([])
    await lab.plan(variable)
    const planned = take()
    expect(missing(of(planned, 'own'), 'lab_plan')).toEqual([])
    expect(missing(of(planned, 'rows'), 'lab_rows_plan')).toEqual([])
    for (const calls of [applied, planned]) {
      expect([of(calls, 'own').length > 30, of(calls, 'rows').length > 0]).toEqual([true, true])
      expect(calls.filter(({ key }) => !owners.has(key))).toEqual([])
    }
  })

  test('are allowed when the environment closes, and Terraform takes away what opened it', async () => {
    const file = readFileSync(join(project.folder, 'environments', 'lab.yaml'), 'utf8')
    project.write('lab.yaml', `state: closed\n${file}`)
    await project.synth('lab')
    const lab = await made('lab', endpoints)
    await lab.apply(variable)
    const applied = take()
    expect(missing(of(applied, 'own'), 'lab_apply')).toEqual([])
    expect(missing(of(applied, 'rows'), 'lab_rows_apply')).toEqual([])
    const actions = new Set(applied.map(({ action }) => action))
    for (const action of ['iam:DeleteRole', 'lakeformation:RevokePermissions', 'dynamodb:DeleteItem'])
      expect([action, actions.has(action)]).toEqual([action, true])
  })
})
