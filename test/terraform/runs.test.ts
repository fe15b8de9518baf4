import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixtureProject, type Project } from '../support/project'
import { startSts, type Sts } from '../support/sts'
import { missingTerraform, type TerraformStack } from '../support/terraform'
import { planned, type Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'

const MINUTE = 60_000
const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }

const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/acme-terraform/acme-${name}`
const PLANS = { own: role('111111111111', 'lab-terraform-plan'), hub: role('000000000000', 'lab-rows-plan') }

/** Runs of HCP Terraform, in the hands of the real Terraform: credentials reach it as HCP Terraform hands them over. */
describeWith(missingTerraform(), 'runs with credentials of their own in Terraform', () => {
  let project: Project
  let sts: Sts
  let files: string
  beforeAll(async () => {
    project = fixtureProject('runs')
    sts = await startSts()
    files = mkdtempSync(join(tmpdir(), 'runs-'))
    await project.synth()
  }, 30 * MINUTE)
  afterAll(async () => {
    project?.remove()
    if (files) rmSync(files, { recursive: true, force: true })
  })

  const stack = (name: string): TerraformStack =>
    project.stack(name, { ...NO_KEYS, AWS_ENDPOINT_URL_STS: sts.url, AWS_SHARED_CREDENTIALS_FILE: '/dev/null' })

  /** What an agent of HCP Terraform writes for a role, and where. */
  function handOver(tag: string, arn: string): string {
    const [token, config] = [join(files, `${tag}_token`), join(files, `${tag}_config.ini`)]
    writeFileSync(token, 'a token of the run')
    writeFileSync(config, `[default]\nweb_identity_token_file = ${token}\nrole_arn = ${arn}\n`)
    return config
  }

  const variable = (own: string, hub: string): string => {
    const file = (tag: string, arn: string): object => ({ shared_config_file: handOver(tag, arn) })
    const value = { default: file('default', own), aliases: { HUB: file('HUB', hub) } }
    return `-var=tfc_aws_dynamic_credentials=${JSON.stringify(value)}`
  }

  /** The workspace's state is out of reach; the rest of the stack stays as it is. */
  async function withLocalState(name: string): Promise<TerraformStack> {
    const found = stack(name)
    const { terraform, ...rest } = JSON.parse(found.text()) as { terraform: { cloud?: object } }
    const { cloud, ...others } = terraform
    expect(cloud).toBeDefined()
    found.write(JSON.stringify({ ...rest, terraform: others }))
    await found.init()
    return found
  }

  test.each(['bootstrap-hub', 'bootstrap-lab', 'hub', 'lab', 'beside'])(
    'Terraform takes %s as it is, without a warning',
    async (name) => {
      const found = project.stack(name, NO_KEYS)
      await found.init('-backend=false')
      expect(await found.validate()).toEqual([])
    },
    30 * MINUTE,
  )

  test(
    'an environment’s plan reaches each account with the role that is for it',
    async () => {
      const lab = await withLocalState('lab')
      const plan = await lab.plan('-refresh=false', variable(PLANS.own, PLANS.hub))
      expect(
        planned<{ read_only_admins: string[] }>(plan, 'aws_lakeformation_data_lake_settings').settings,
      ).toMatchObject({
        admins: [role('111111111111', 'lab-terraform-apply')],
        read_only_admins: [PLANS.own],
      })
      expect(Object.keys(planned(plan, 'aws_dynamodb_table_item'))).toContain('environment')

      const swapped = await lab.tryPlan('-refresh=false', variable(PLANS.hub, PLANS.own))
      expect(swapped.status).toBe(1)
      expect(swapped.output).toMatch(/AWS account ID not allowed: (000000000000|111111111111)/)
    },
    30 * MINUTE,
  )

  test(
    'without what HCP Terraform hands over nothing is planned',
    async () => {
      const lab = await withLocalState('beside')
      const { status, output } = await lab.tryPlan('-refresh=false')
      expect([status, /tfc_aws_dynamic_credentials/.test(output)]).toEqual([1, true])
    },
    30 * MINUTE,
  )

  test(
    'an administrator’s plan tells whom every role trusts, and what it may do',
    async () => {
      const found = await withLocalState('bootstrap-lab')
      const admin = handOver('admin', 'arn:aws:iam::111111111111:role/administrator')
      const bootstrap = project.stack('bootstrap-lab', {
        ...NO_KEYS,
        AWS_ENDPOINT_URL_STS: sts.url,
        AWS_CONFIG_FILE: admin,
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      })
      const plan: Plan = await bootstrap.plan('-refresh=false')
      expect(found.text()).toBe(bootstrap.text())
      const roles = planned<{ name: string; path: string; assume_role_policy: string }>(plan, 'aws_iam_role')
      expect(Object.keys(roles).sort()).toEqual(['lab_apply', 'lab_plan'])
      for (const [key, { path, assume_role_policy: trust }] of Object.entries(roles)) {
        expect(path).toBe('/acme-terraform/')
        expect(trust).toContain(
          `organization:acme-org:project:Data mesh:workspace:lab:run_phase:${key === 'lab_plan' ? 'plan' : 'apply'}`,
        )
      }
      const policies = planned<{ policy: string }>(plan, 'aws_iam_role_policy')
      expect(Object.keys(policies).sort()).toEqual([
        'lab_apply__run-environment-read',
        'lab_apply__run-environment-write',
        'lab_plan__run-environment-read',
      ])
      for (const { policy } of Object.values(policies)) expect(JSON.parse(policy)).toHaveProperty('Statement')
      expect(plan.output_changes?.variables).toMatchObject({ after_unknown: false })
    },
    30 * MINUTE,
  )
})
