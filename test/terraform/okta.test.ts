import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOSTILE } from '../support/hostile'
import { oktaStack, ORG, type OktaJson, type OktaMesh } from '../support/okta'
import { missingOkta, missingTerraform, terraformStack, type TerraformStack } from '../support/terraform'
import { planned } from '../support/terraform-plan'
import { describeWith } from '../support/tools'

const folder = mkdtempSync(join(tmpdir(), 'trustloom-okta-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const VALUES = {
  TF_VAR_hook_url: 'https://abc123.execute-api.eu-central-1.amazonaws.com',
  TF_VAR_hook_secret: 'secret',
  TF_VAR_hook_client_id: 'client',
  TF_VAR_hook_client_secret: 'secret',
}

let count = 0
function stackOf(json: object, env: NodeJS.ProcessEnv = VALUES): TerraformStack {
  const cwd = join(folder, `stack${count++}`)
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'cdk.tf.json'), JSON.stringify(json))
  return terraformStack(cwd, env)
}

/**
 * Okta's stack with Terraform's own `terraform_data` in the place of each resource: the provider is not there, and what
 * Terraform itself makes of variables, references and texts can be seen all the same.
 */
function withStandIns({ resource, variable }: OktaJson): object {
  const data = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(
      ([name, { '//': _, lifecycle: __, ...input }]) => [`${type}_${name}`, { input }] as const,
    ),
  )
  const text = JSON.stringify({ variable, resource: { terraform_data: Object.fromEntries(data) } })
  return JSON.parse(text.replace(/\$\{(okta_\w+)\.(\w+)\.id\}/g, '${terraform_data.$1_$2.id}')) as object
}

interface Data {
  readonly input: Readonly<Record<string, unknown>>
}

describeWith(missingTerraform(), 'Okta’s stack in Terraform, with stand-ins for its resources', () => {
  const JWT = { type: 'jwt', issuer: `${ORG}/oauth2/calls`, audience: 'api://hooks', scope: 'call' }

  async function plan(options: OktaMesh): Promise<Readonly<Record<string, Data>>> {
    const stack = stackOf(withStandIns(oktaStack(options)))
    await stack.init()
    return planned<Data>(await stack.plan(), 'terraform_data')
  }

  test('the hook is called where the variable says, with the secret', async () => {
    const { okta_inline_hook_saml: hook } = await plan({})
    expect(hook?.input).toMatchObject({
      channel: { uri: `${VALUES.TF_VAR_hook_url}/okta/saml`, method: 'POST' },
      auth: { type: 'HEADER', key: 'Authorization', value: 'secret' },
    })
  })

  test('the channel of a hook with OAuth is what Okta’s API takes', async () => {
    const { okta_inline_hook_token: hook } = await plan({ authentication: JWT })
    expect(JSON.parse(String(hook?.input.channel_json))).toEqual({
      type: 'OAUTH',
      version: '1.0.0',
      config: {
        uri: `${VALUES.TF_VAR_hook_url}/okta/token`,
        method: 'POST',
        authType: 'client_secret_post',
        clientId: 'client',
        clientSecret: 'secret',
        tokenUrl: `${ORG}/oauth2/calls/v1/token`,
        scope: 'call',
      },
    })
  })

  test('text that people wrote arrives as it is', async () => {
    const texts = Object.values(HOSTILE).flatMap((text) => (/^[\x20-\x7E]+$/.test(text) ? [text.slice(0, 255)] : []))
    const attributes = Object.fromEntries(texts.map((text, index) => [`claim${index}`, text]))
    const found = await plan({ attributes, groups: { matches: texts[0] ?? '' } })
    const [group, ...expressions] = found.okta_app_saml_databricks?.input.attribute_statements as {
      name: string
      filter_value: string
      values: string[]
    }[]
    expect(group?.filter_value).toBe(texts[0])
    expect(Object.fromEntries(expressions.map(({ name, values }) => [name, values[0]]))).toEqual(attributes)
    texts.forEach((text, index) => expect(found[`okta_auth_server_claim_aus1_claim${index}`]?.input.value).toBe(text))
    expect(found.okta_app_saml_databricks?.input.subject_name_id_template).toBe('${user.userName}')
  })

  test.each(['http://plain.example.com', 'https://slash.example.com/', ''])(
    'no hook is at %j',
    async (url) => {
      const stack = stackOf(withStandIns(oktaStack()), { ...VALUES, TF_VAR_hook_url: url })
      await stack.init()
      const { status, output } = await stack.tryPlan()
      expect([
        status,
        /begins with\s+https:\/\/ and does not end with a slash/.test(output.replace(/[│\n]/g, '')),
      ]).toEqual([1, true])
    },
    120_000,
  )
})

describeWith(missingOkta(), 'Okta’s stack in Terraform, with the real provider', () => {
  const authentication = { type: 'jwt', issuer: `${ORG}/oauth2/calls`, audience: 'api://hooks' }

  test.each<[string, OktaMesh]>([
    ['a secret', { attributes: { initials: 'user.initials' } }],
    ['OAuth', { authentication }],
  ])(
    'is valid with %s',
    async (_, options) => {
      const stack = stackOf(oktaStack(options))
      await stack.init('-backend=false')
      expect(await stack.validate()).toEqual([])
    },
    240_000,
  )
})
