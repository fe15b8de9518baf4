import fc from 'fast-check'
import { oktaProps } from '../../constructs/okta-props'
import { meshStacks } from '../../constructs/mesh-stacks'
import { build, load, meshOf, smallMesh, type Built } from '../support/mesh'
import { HOSTILE } from '../support/hostile'
import { databricks, notebooks, oktaFiles, ORG, oktaStack, type OktaJson } from '../support/okta'
import { runs } from '../support/scale'

const JWT = { type: 'jwt', issuer: `${ORG}/oauth2/calls`, audience: 'api://hooks', scope: 'call' }
const attributes = { initials: 'user.initials', department: 'user.department' }
const stack = oktaStack({ attributes })

const of = (json: OktaJson, type: string): OktaJson['resource'][string] => json.resource[`okta_${type}`] ?? {}
const addresses = ({ resource }: OktaJson): string[] =>
  Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))

/**
 * The arguments of the provider's resources, in every version that the stack allows.
 *
 * @see https://github.com/okta/terraform-provider-okta/tree/v4.17.0/docs/resources
 * @see https://github.com/okta/terraform-provider-okta/tree/v5.1.0/docs/resources
 */
const SCHEMA: Readonly<Record<string, { readonly required: string; readonly optional: string }>> = {
  okta_inline_hook: { required: 'name type version', optional: 'auth channel channel_json headers status' },
  okta_app_saml: {
    required: 'label',
    optional: `accessibility_error_redirect_url accessibility_login_redirect_url accessibility_self_service acs_endpoints
      acs_endpoints_indices admin_note app_links_json app_settings_json assertion_signed attribute_statements audience
      authentication_policy authn_context_class_ref auto_submit_toolbar default_relay_state destination digest_algorithm
      enduser_note hide_ios hide_web honor_force_authn idp_issuer implicit_assignment inline_hook_id key_name
      key_years_valid logo preconfigured_app recipient request_compressed response_signed saml_signed_request_enabled
      saml_version signature_algorithm single_logout_certificate single_logout_issuer single_logout_url sp_issuer sso_url
      status subject_name_id_format subject_name_id_template timeouts user_name_template user_name_template_push_status
      user_name_template_suffix user_name_template_type`,
  },
  okta_auth_server_claim: {
    required: 'auth_server_id claim_type name value',
    optional: 'always_include_in_token group_filter_type scopes status value_type',
  },
  okta_auth_server_policy: {
    required: 'auth_server_id client_whitelist description name priority',
    optional: 'status',
  },
  okta_auth_server_policy_rule: {
    required: 'auth_server_id grant_type_whitelist name policy_id priority',
    optional: `access_token_lifetime_minutes group_blacklist group_whitelist inline_hook_id refresh_token_lifetime_minutes
      refresh_token_window_minutes scope_whitelist status type user_blacklist user_whitelist`,
  },
}

describe('arguments', () => {
  const words = (text: string): string[] => text.split(/\s+/)
  const blocks = [stack, oktaStack({ attributes, authentication: JWT })].flatMap((json) =>
    Object.entries(json.resource).flatMap(([type, named]) => Object.values(named).map((body) => [type, body] as const)),
  )

  test.each(blocks)('of %s are those of the provider', (type, { '//': _, lifecycle, ...own }) => {
    const { required, optional } = SCHEMA[type] ?? { required: '', optional: '' }
    const known = new Set([...words(required), ...words(optional)])
    expect(Object.keys(own).filter((each) => !known.has(each))).toEqual([])
    expect(words(required).filter((each) => !(each in own))).toEqual([])
    const { ignore_changes: left = [] } = (lifecycle ?? {}) as { ignore_changes?: string[] }
    expect(left.filter((each) => !known.has(each))).toEqual([])
    expect(left).toEqual([...left].sort())
  })
})

describe('the stack', () => {
  test('is there only where the mesh has `okta`, comes after the hub, and reaches no AWS account', () => {
    const plans = ({ mesh, compiled }: Built): unknown =>
      meshStacks(mesh, compiled, { stateFolder: '' }).map(({ name, dependencies }) => [name, ...dependencies])
    expect(plans(build(smallMesh()))).toEqual([['hub'], ['lab', 'hub']])
    expect(plans(build(smallMesh(oktaFiles())))).toEqual([['hub'], ['lab', 'hub'], ['okta', 'hub']])
    expect(stack.terraform).toEqual({
      backend: { local: { path: '../../../state/okta.tfstate' } },
      required_providers: { okta: { source: 'okta/okta', version: '>= 4.17.0, < 6.0.0' } },
    })
    expect(JSON.stringify(stack)).not.toMatch(/aws_|hashicorp/)
    expect(stack.output).toEqual({ trustloom: { value: { schemaVersion: 1, mesh: 'acme', environment: 'okta' } } })
  })

  test.each([
    [ORG, 'login', 'example.com'],
    ['https://novo.okta.com', 'novo', 'okta.com'],
    ['https://dev-1.oktapreview.com', 'dev-1', 'oktapreview.com'],
    ['https://sign-in.people.example.co.uk', 'sign-in', 'people.example.co.uk'],
  ])('knows the organisation %s, and no credentials', (orgUrl, name, base) => {
    const { provider } = oktaStack({ more: { okta: { orgUrl, groups: { matches: '.*' } } } })
    expect(provider).toEqual({ okta: [{ org_name: name, base_url: base }] })
  })

  test.each<[string, object]>([
    ['local', { type: 'local' }],
    ['s3', { type: 's3', bucket: 'acme-state', region: 'eu-central-1', prefix: 'mesh' }],
    ['cloud', { type: 'cloud', organization: 'acme' }],
  ])('keeps its state where the others do: %s', (type, backend) => {
    const { terraform } = oktaStack({ more: { backend } })
    expect(JSON.stringify(terraform)).toMatch(/okta\.tfstate|"workspaces":\{"name":"okta"/)
    expect(Object.keys(terraform)).toContain(type === 'cloud' ? 'cloud' : 'backend')
  })

  test('does not change an address of another when a service is added', () => {
    const more = oktaStack({
      attributes,
      services: {
        another: { ...databricks, application: '0oa2' },
        databricks,
        notebooks,
        zebra: { ...notebooks, clientIds: ['z'] },
      },
    })
    for (const address of addresses(stack)) expect(addresses(more)).toContain(address)
    expect(of(more, 'app_saml').databricks).toEqual(of(stack, 'app_saml').databricks)
  })
})

describe('the hooks', () => {
  test('are one for assertions and one for tokens, and send the secret that nobody wrote down', () => {
    const hook = (name: string, type: string, path: string): object => ({
      name: `acme-${name}`,
      type,
      version: '1.0.0',
      status: 'ACTIVE',
      channel: { type: 'HTTP', version: '1.0.0', method: 'POST', uri: `\${var.hook_url}${path}` },
      auth: { type: 'HEADER', key: 'Authorization', value: '${var.hook_secret}' },
    })
    expect(of(stack, 'inline_hook')).toMatchObject({
      saml: hook('saml', 'com.okta.saml.tokens.transform', '/okta/saml'),
      token: hook('token', 'com.okta.oauth2.tokens.transform', '/okta/token'),
    })
    expect(Object.keys(stack.variable)).toEqual(['hook_url', 'hook_secret'])
    expect(stack.variable.hook_secret).toMatchObject({ type: 'string', sensitive: true, nullable: false })
    expect(stack.variable.hook_secret).not.toHaveProperty('default')
  })

  test('get a token of their own where the API wants one', () => {
    const json = oktaStack({ authentication: JWT })
    expect(Object.keys(json.variable)).toEqual(['hook_url', 'hook_client_id', 'hook_client_secret'])
    expect(json.variable.hook_client_secret).toMatchObject({ sensitive: true })
    const hook = of(json, 'inline_hook').saml ?? {}
    expect(hook).not.toHaveProperty('channel')
    expect(hook).not.toHaveProperty('auth')
    const text = String(hook.channel_json)
    expect(text).toMatch(/^\$\{jsonencode\(\{.*\}\)\}$/)
    for (const part of [
      '"type" = "OAUTH"',
      '"authType" = "client_secret_post"',
      '"uri" = "${var.hook_url}/okta/saml"',
      '"clientId" = var.hook_client_id',
      '"clientSecret" = var.hook_client_secret',
      `"tokenUrl" = "${ORG}/oauth2/calls/v1/token"`,
      '"scope" = "call"',
    ])
      expect(text).toContain(part)
  })

  test('are there for the protocols of the services', () => {
    expect(Object.keys(of(oktaStack({ services: { notebooks } }), 'inline_hook'))).toEqual(['token'])
    expect(
      addresses(
        oktaStack({ services: { databricks, notebooks: { ...notebooks, issuer: 'https://x.example.com/oauth2/a' } } }),
      ),
    ).toEqual(['okta_inline_hook.saml', 'okta_app_saml.databricks'])
  })
})

describe('a SAML application', () => {
  const application = of(stack, 'app_saml').databricks

  test('is taken over, and neither made nor unmade', () => {
    expect(stack.import).toEqual([{ id: '0oa1databricks', to: 'okta_app_saml.databricks' }])
    expect(application?.lifecycle).toMatchObject({ prevent_destroy: true })
  })

  test('sends its assertion to the sign-in of AWS, signed, and calls the hook', () => {
    const audience = 'https://signin.aws.amazon.com/saml'
    expect(application).toMatchObject({
      sso_url: audience,
      recipient: audience,
      destination: audience,
      audience,
      response_signed: true,
      assertion_signed: true,
      inline_hook_id: '${okta_inline_hook.saml.id}',
    })
  })

  test('has the audience of its service, or that of the partition', () => {
    const audience = 'https://eu-central-1.signin.aws.amazon.com/saml'
    const own = oktaStack({ services: { databricks: { ...databricks, audience } } })
    expect(of(own, 'app_saml').databricks).toMatchObject({ audience, recipient: audience })
    const mesh = meshOf(smallMesh(oktaFiles()))
    const gov = { ...mesh, settings: { ...mesh.settings, partition: 'aws-us-gov' as const } }
    const { saml } = oktaProps(gov, mesh.settings.okta!, { type: 'local', folder: '..' })
    expect(saml.databricks?.audience).toBe('https://signin.amazonaws-us-gov.com/saml')
  })

  test('says the groups and the attributes of a person, and nothing of AWS', () => {
    expect(application?.attribute_statements).toEqual([
      { type: 'GROUP', name: 'groups', filter_type: 'STARTS_WITH', filter_value: 'ADG-' },
      { type: 'EXPRESSION', name: 'department', values: ['user.department'] },
      { type: 'EXPRESSION', name: 'initials', values: ['user.initials'] },
    ])
    const matched = oktaStack({
      groups: { matches: '^ADG-.*$' },
      services: { databricks: { ...databricks, groupsClaim: 'ad.groups' } },
    })
    expect(of(matched, 'app_saml').databricks?.attribute_statements).toEqual([
      { type: 'GROUP', name: 'ad.groups', filter_type: 'REGEX', filter_value: '^ADG-.*$' },
    ])
  })

  test('decides about nothing else', () => {
    const { ignore_changes: left } = application?.lifecycle as { ignore_changes: string[] }
    const decided =
      'sso_url recipient destination audience response_signed assertion_signed signature_algorithm digest_algorithm inline_hook_id attribute_statements'
    expect(left.filter((each) => decided.split(' ').includes(each))).toEqual([])
    for (const each of ['label', 'logo', 'status', 'authentication_policy', 'key_name', 'user_name_template'])
      expect(left).toContain(each)
  })
})

describe('an authorization server', () => {
  const shared = oktaStack({
    attributes: { 'https://example.com/initials': 'user.initials' },
    services: {
      a: { ...notebooks, clientIds: ['a2', 'a1'] },
      b: { ...notebooks, clientIds: ['b'], groupsClaim: 'g' },
      c: { ...notebooks, issuer: `${ORG}/oauth2/default`, clientIds: ['c'] },
    },
  })

  test('puts groups and attributes into every ID token, each once', () => {
    expect(
      Object.entries(of(shared, 'auth_server_claim')).map(([key, each]) => [
        key,
        each.auth_server_id,
        each.name,
        each.value_type,
        each.value,
      ]),
    ).toEqual([
      ['aus1_groups', 'aus1', 'groups', 'GROUPS', 'ADG-'],
      ['aus1_g', 'aus1', 'g', 'GROUPS', 'ADG-'],
      [
        expect.stringMatching(/^aus1_https-example-com-initials_[0-9a-f]{6}$/),
        'aus1',
        'https://example.com/initials',
        'EXPRESSION',
        'user.initials',
      ],
      ['default_groups', 'default', 'groups', 'GROUPS', 'ADG-'],
      [
        expect.stringMatching(/^default_https-/),
        'default',
        'https://example.com/initials',
        'EXPRESSION',
        'user.initials',
      ],
    ])
    for (const each of Object.values(of(shared, 'auth_server_claim'))) {
      expect(each).toMatchObject({ claim_type: 'IDENTITY', always_include_in_token: true })
      expect(each.group_filter_type).toBe(each.value_type === 'GROUPS' ? 'STARTS_WITH' : undefined)
    }
  })

  test('calls the hook for the clients of each service', () => {
    expect(of(shared, 'auth_server_policy')).toMatchObject({
      a: { auth_server_id: 'aus1', client_whitelist: ['a1', 'a2'] },
      b: { auth_server_id: 'aus1', client_whitelist: ['b'] },
      c: { auth_server_id: 'default', client_whitelist: ['c'] },
    })
    for (const [name, rule] of Object.entries(of(shared, 'auth_server_policy_rule'))) {
      expect(rule).toMatchObject({
        policy_id: `\${okta_auth_server_policy.${name}.id}`,
        inline_hook_id: '${okta_inline_hook.token.id}',
        status: 'ACTIVE',
      })
    }
  })
})

/** What Terraform makes of a text: `$${` and `%%{` are the escapes of `${` and `%{`. */
const evaluate = (text: string): string => text.replace(/([$%])\1\{/g, '$1{')

describe('text that people wrote', () => {
  const texts = Object.values(HOSTILE).flatMap((text) => (/^[\x20-\x7E]+$/.test(text) ? [text.slice(0, 255)] : []))
  /** A pattern that any text is a part of. */
  const quoted = (text: string): string => text.slice(0, 120).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const arrives = (text: string): void => {
    for (const groups of [{ startsWith: text }, { matches: quoted(text) }]) {
      const [filter] = Object.values(groups)
      const json = oktaStack({ groups, attributes: { initials: text } })
      const [group, expression] = of(json, 'app_saml').databricks?.attribute_statements as {
        filter_value: string
        values: string[]
      }[]
      expect([evaluate(group?.filter_value ?? ''), evaluate(expression?.values[0] ?? '')]).toEqual([filter, text])
      expect(of(json, 'auth_server_claim')).toMatchObject({
        aus1_groups: { value: group?.filter_value },
        aus1_initials: { value: expression?.values[0] },
      })
    }
  }

  test.each(texts)('%j arrives as it is', arrives)

  test('of any kind arrives as it is', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 255,
    })
    fc.assert(fc.property(printable, arrives), { numRuns: runs(20) })
  })
})

test('a mesh with `okta` has no error, and no warning but that its alarms tell nobody', () => {
  const { diagnostics } = load(smallMesh(oktaFiles({ attributes })))
  expect(diagnostics.map(({ code }) => code)).toEqual(['no-alarm-topic'])
})
