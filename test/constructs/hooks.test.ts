import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ALARMED_EVENTS } from '../../constructs/hooks/logged-events'
import { HOOKS } from '../../core/model/hook-names'
import { meshStacks } from '../../constructs/mesh-stacks'
import {
  addressesOf,
  build,
  ENVIRONMENT,
  MESH,
  PROJECT,
  smallMesh,
  synthesize,
  type TerraformJson,
} from '../support/mesh'
import { synchronised, WITH_SECRET, type Change } from '../core/policy/hooks/compiled'

type Block = Readonly<Record<string, unknown>>
type Named = Readonly<Record<string, Block>>

const full = synthesize(build(synchronised()))
const stackOf = (stacks: ReadonlyMap<string, TerraformJson>, name: string): TerraformJson =>
  stacks.get(name) as TerraformJson
const hub = stackOf(full, 'hub')
const ofType = (type: string, json = hub): Named => json.resource[type] ?? {}
const hubOf = (...changes: readonly Change[]): TerraformJson =>
  stackOf(synthesize(build(synchronised(...changes))), 'hub')

/** An environment to which a Cognito service leads. */
const HOME_ONLY = `${ENVIRONMENT.slice(0, ENVIRONMENT.indexOf('services:'))}home: { bucket: acme-home, services: [home], groups: [STAFF] }
`

describe('a function', () => {
  const functions = ofType('aws_lambda_function')

  test.each(Object.entries(functions))('%s runs after its role and its log, with both of its own', (key, each) => {
    const name = String(each.function_name)
    expect(each).toMatchObject({
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      role: `arn:aws:iam::000000000000:role/acme-hub/${name}-hook`,
      filename: expect.stringMatching(new RegExp(`^hooks/(?:${HOOKS.join('|')})\\.zip$`)) as string,
    })
    expect(each.depends_on).toEqual([
      `aws_iam_role.${key}`,
      `aws_iam_role_policy.${key}__hook`,
      `aws_cloudwatch_log_group.${key}`,
    ])
    expect(ofType('aws_cloudwatch_log_group')[key]).toMatchObject({
      name: `/aws/lambda/${name}`,
      retention_in_days: 90,
    })
    expect(ofType('aws_iam_role')[key]).toMatchObject({
      path: '/acme-hub/',
      permissions_boundary: 'arn:aws:iam::000000000000:policy/boundary',
    })
    expect(ofType('aws_iam_role_policies_exclusive')[key]?.policy_names).toEqual(['hook'])
    expect(ofType('aws_iam_role_policy_attachments_exclusive')[key]?.policy_arns).toEqual([])
  })

  test('has the time that its caller gives it, and room to start fast', () => {
    const size = ({ memory_size, timeout }: Block): unknown => [memory_size, timeout]
    expect(Object.fromEntries(Object.entries(functions).map(([key, each]) => [key, size(each)]))).toEqual({
      okta_saml: [1024, 3],
      okta_token: [1024, 3],
      cognito_home: [1024, 5],
      cognito_elsewhere: [1024, 5],
      entitlement_sync: [512, 60],
      trust_sync: [512, 300],
      run_task: [3008, 600],
    })
  })

  test('is told what it must know', () => {
    const told = (json: TerraformJson): unknown =>
      Object.fromEntries(
        Object.entries(ofType('aws_lambda_function', json)).map(([key, { environment }]) => [
          key,
          (environment as { variables: object } | undefined)?.variables,
        ]),
      )
    const queue = { TRUSTLOOM_QUEUE: 'https://sqs.eu-central-1.amazonaws.com/000000000000/acme-trust-sync' }
    const always = {
      cognito_home: { TRUSTLOOM_SERVICE: 'home' },
      cognito_elsewhere: { TRUSTLOOM_SERVICE: 'elsewhere' },
      entitlement_sync: queue,
      trust_sync: undefined,
      run_task: { TRUSTLOOM_SECRET: 'acme-run-task-key' },
    }
    const secret = { TRUSTLOOM_SECRET: 'acme-hook-secret' }
    expect(told(hub)).toEqual({ okta_saml: undefined, okta_token: undefined, ...always })
    expect(told(hubOf(WITH_SECRET))).toEqual({ okta_saml: secret, okta_token: secret, ...always })
  })

  test('that signs people in is kept warm, and called by the alias that is', () => {
    const signing = ['cognito_elsewhere', 'cognito_home', 'okta_saml', 'okta_token']
    for (const type of ['aws_lambda_alias', 'aws_lambda_provisioned_concurrency_config'])
      expect(Object.keys(ofType(type)).sort()).toEqual(signing)
    for (const key of signing) {
      expect(functions[key]).toMatchObject({ publish: true, reserved_concurrent_executions: 50 })
      expect(ofType('aws_lambda_provisioned_concurrency_config')[key]).toMatchObject({
        qualifier: 'live',
        provisioned_concurrent_executions: 2,
      })
    }
    expect(functions.trust_sync).not.toHaveProperty('reserved_concurrent_executions')
    for (const [type, argument] of [
      ['aws_apigatewayv2_integration', 'integration_uri'],
      ['aws_lambda_permission', 'qualifier'],
    ] as const) {
      const { run_task: other, ...called } = ofType(type)
      for (const each of Object.values(called)) expect(each[argument]).toMatch(/(?:^|:)live$/)
      expect(other?.[argument] ?? '').not.toMatch(/live/)
    }
  })

  test('is called itself where none is kept warm', () => {
    const cold = hubOf(['concurrency: { reserved: 50, provisioned: 2 }', 'concurrency: { reserved: 50 }'])
    expect(ofType('aws_lambda_alias', cold)).toEqual({})
    expect(ofType('aws_lambda_function', cold).okta_saml).not.toHaveProperty('publish')
    expect(ofType('aws_lambda_permission', cold).okta_saml).not.toHaveProperty('qualifier')
    expect(ofType('aws_apigatewayv2_integration', cold).okta_saml?.integration_uri).toMatch(/:acme-okta-saml$/)
  })

  test('has the code that it was given, and none without', () => {
    const { mesh, compiled } = build(synchronised())
    const hashes = Object.fromEntries(compiled.hooks!.functions.map(({ name }) => [name, `hash of ${name}`]))
    const render = (hookCode: Record<string, string>): TerraformJson =>
      meshStacks(mesh, compiled, { stateFolder: '', hookCode })[0]!.render() as TerraformJson
    expect(ofType('aws_lambda_function', render(hashes)).cognito_home?.source_code_hash).toBe(
      'hash of acme-cognito-home',
    )
    expect(() => render({ ...hashes, 'acme-trust-sync': undefined as unknown as string })).toThrow(
      'the function acme-trust-sync has no code',
    )
  })
})

describe('the API', () => {
  test('ends a call by the time that Okta does, and lets no more in than the files say', () => {
    for (const each of Object.values(ofType('aws_apigatewayv2_integration')))
      expect(each).toMatchObject({ timeout_milliseconds: 3000, payload_format_version: '2.0' })
    expect(ofType('aws_apigatewayv2_stage').sign_in).toMatchObject({
      name: '$default',
      default_route_settings: { throttling_rate_limit: 20, throttling_burst_limit: 40 },
    })
  })

  test('logs each request, and neither headers nor bodies', () => {
    const { format, destination_arn: log } = ofType('aws_apigatewayv2_stage').sign_in?.access_log_settings as {
      format: string
      destination_arn: string
    }
    const fields = Object.values(JSON.parse(format) as Record<string, string>)
    expect(fields).toEqual(expect.arrayContaining(['$context.routeKey', '$context.status', '$context.requestId']))
    expect(fields.filter((each) => !/^\$context\.[A-Za-z.]+$/.test(each))).toEqual([])
    expect(format).not.toMatch(/header|body|claims|querystring/i)
    expect(log).toMatch(new RegExp(`${String(ofType('aws_cloudwatch_log_group').sign_in?.name)}$`))
  })

  test('asks for a token of the issuer, or leaves it to the function to ask for a secret', () => {
    expect(ofType('aws_apigatewayv2_authorizer').sign_in).toMatchObject({
      authorizer_type: 'JWT',
      jwt_configuration: { issuer: 'https://login.example.com/oauth2/hooks', audience: ['api://hooks'] },
    })
    const open = hubOf(WITH_SECRET)
    expect(ofType('aws_apigatewayv2_authorizer', open)).toEqual({})
    for (const each of Object.values(ofType('aws_apigatewayv2_route', open)))
      expect(each).not.toHaveProperty('authorizer_id')
    expect(ofType('aws_secretsmanager_secret', open).hook).toMatchObject({ name: 'acme-hook-secret' })
    expect(JSON.stringify(open)).not.toMatch(/secret_string|aws_secretsmanager_secret_version/)
  })

  test('calls a function for its own route only', () => {
    const permissions = ofType('aws_lambda_permission')
    const source = (key: string): unknown => [permissions[key]?.principal, permissions[key]?.source_arn]
    const api = '${aws_apigatewayv2_api.sign_in.execution_arn}'
    expect(source('okta_saml')).toEqual(['apigateway.amazonaws.com', `${api}/*/POST/okta/saml`])
    expect(source('okta_token')).toEqual(['apigateway.amazonaws.com', `${api}/*/POST/okta/token`])
    expect(source('cognito_home')).toEqual(['cognito-idp.amazonaws.com', '${aws_cognito_user_pool.home.arn}'])
    // Nobody knows the pool behind an identity pool that is made elsewhere.
    expect(source('run_task')).toEqual(['apigateway.amazonaws.com', `${api}/*/POST/terraform/run-task`])
    expect(Object.keys(permissions).sort()).toEqual(['cognito_home', 'okta_saml', 'okta_token', 'run_task'])
  })

  test('is not there where no identity provider calls', () => {
    const pool = '{ protocol: cognito, identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555" }'
    const mesh = MESH.replace(/services:\n(?:.*\n)*/, `hooks: {}\nservices:\n  home: ${pool}\n`)
    const lab = HOME_ONLY
    const only = stackOf(synthesize(build(smallMesh({ 'mesh.yaml': mesh, 'lab.yaml': lab }))), 'hub')
    expect(Object.keys(ofType('aws_lambda_function', only))).toEqual(['cognito_home'])
    const types = Object.keys(only.resource)
    expect(types.filter((each) => /apigateway|secret|permission/.test(each))).toEqual([])
    expect(only.output).not.toHaveProperty('sign_in_url')
  })
})

describe('the run task', () => {
  const url = '${aws_apigatewayv2_api.sign_in.api_endpoint}'

  test('signs its requests, and sends no token: the authorizer of the others is not asked', () => {
    const routes = ofType('aws_apigatewayv2_route')
    expect(routes.run_task).toMatchObject({ route_key: 'POST /terraform/run-task', authorization_type: 'NONE' })
    expect(routes.run_task).not.toHaveProperty('authorizer_id')
    for (const key of ['okta_saml', 'okta_token']) expect(routes[key]).toMatchObject({ authorization_type: 'JWT' })
  })

  test('has a key of its own, whose value is in no file', () => {
    expect(ofType('aws_secretsmanager_secret')).toMatchObject({ run_task_key: { name: 'acme-run-task-key' } })
    expect(JSON.stringify(hub)).not.toMatch(/secret_string|aws_secretsmanager_secret_version/)
  })

  test('is given what it hands to itself once, and not for long', () => {
    expect(ofType('aws_lambda_function_event_invoke_config')).toEqual({
      run_task: expect.objectContaining({
        function_name: 'acme-run-task',
        maximum_event_age_in_seconds: 300,
        maximum_retry_attempts: 0,
      }) as unknown,
    })
  })

  test('has an address that somebody must be told', () => {
    expect(hub.output).toMatchObject({
      sign_in_url: { value: url },
      run_task_url: { value: `${url}/terraform/run-task` },
    })
  })

  test('needs nothing of the sign-in hooks', () => {
    const pool = '{ protocol: cognito, identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555" }'
    for (const authentication of [
      '',
      'authentication: { type: jwt, issuer: "https://a.example.com", audience: b }, ',
    ]) {
      const mesh = MESH.replace(
        /services:\n(?:.*\n)*/,
        `hooks: { ${authentication}runTask: {} }\nservices:\n  home: ${pool}\n`,
      )
      const lab = HOME_ONLY
      const only = stackOf(synthesize(build(smallMesh({ 'mesh.yaml': mesh, 'lab.yaml': lab }))), 'hub')
      expect(Object.keys(ofType('aws_lambda_function', only)).sort()).toEqual(['cognito_home', 'run_task'])
      expect(Object.keys(ofType('aws_secretsmanager_secret', only))).toEqual(['run_task_key'])
      expect(ofType('aws_apigatewayv2_authorizer', only)).toEqual({})
      expect(Object.keys(only.output).sort()).toEqual(['run_task_url', 'trustloom'])
    }
  })

  test('is not there unless the files say so', () => {
    const without = hubOf([/ {2}runTask: .*\n/, ''])
    expect(addressesOf(without).join()).not.toMatch(/run_task/)
    expect(without.output).not.toHaveProperty('run_task_url')
  })
})

describe('alarms', () => {
  const alarms = Object.values(ofType('aws_cloudwatch_metric_alarm'))
  const filters = ofType('aws_cloudwatch_log_metric_filter')

  test('tell the topic of the files, or nobody', () => {
    for (const each of alarms) expect(each.alarm_actions).toEqual(['arn:aws:sns:eu-central-1:000000000000:alarms'])
    const silent = hubOf([/ {2}alarmTopic: .*\n/, ''])
    for (const each of Object.values(ofType('aws_cloudwatch_metric_alarm', silent)))
      expect(each).not.toHaveProperty('alarm_actions')
  })

  test('watch every function, every queue, dead letters, and the API', () => {
    const watched = (namespace: string, metric: string): unknown[] =>
      alarms
        .filter((each) => each.namespace === namespace && each.metric_name === metric)
        .flatMap((each) => Object.values(each.dimensions as object) as unknown[])
        .sort()
    const functions = Object.values(ofType('aws_lambda_function')).map((each) => each.function_name)
    expect(watched('AWS/Lambda', 'Errors')).toEqual(functions.sort())
    expect(watched('AWS/SQS', 'ApproximateAgeOfOldestMessage')).toEqual(['acme-entitlement-sync', 'acme-trust-sync'])
    expect(watched('AWS/SQS', 'ApproximateNumberOfMessagesVisible')).toEqual([
      'acme-entitlement-sync-dead',
      'acme-trust-sync-dead',
    ])
    expect(watched('AWS/ApiGateway', '5xx')).toEqual(['${aws_apigatewayv2_api.sign_in.id}'])
  })

  test('count the calls that the authorizer refuses, where there is one', () => {
    const refusals = (stack?: ReturnType<typeof hubOf>): unknown[] =>
      Object.values(ofType('aws_cloudwatch_metric_alarm', stack)).filter((each) => each.metric_name === '4xx')
    expect(refusals(hubOf(WITH_SECRET))).toEqual([])
    expect(refusals()).toMatchObject([
      {
        alarm_name: 'acme-sign-in-refusals',
        namespace: 'AWS/ApiGateway',
        dimensions: { ApiId: '${aws_apigatewayv2_api.sign_in.id}' },
        statistic: 'Sum',
        threshold: 10,
        alarm_actions: ['arn:aws:sns:eu-central-1:000000000000:alarms'],
      },
    ])
  })

  test('count the words that hooks log', () => {
    const log = readFileSync(join(PROJECT, 'hooks', 'lib', 'log.ts'), 'utf8')
    const known = [...log.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(([, word]) => word)
    const words = ALARMED_EVENTS.flatMap(({ event, pattern }) => (pattern === undefined ? [event] : [])).sort()
    // Those that nobody has to look at.
    const quiet = ['signed-in', 'attribute-left-out', 'synchronised', 'stale', 'postponed', 'trust-written', 'reviewed']
    expect(known.filter((each) => !quiet.includes(each!)).sort()).toEqual(words)
  })

  test('come from the logs of all functions that log the word', () => {
    for (const [address, each] of Object.entries(filters)) {
      const [key = '', word = ''] = address.split('__')
      expect(each).toMatchObject({
        log_group_name: ofType('aws_cloudwatch_log_group')[key]?.name,
        pattern:
          word === 'refused-row' ? '{ ($.event = "failed") && ($.about.cause = "row") }' : `{ $.event = "${word}" }`,
        metric_transformation: { name: word, namespace: 'Trustloom/acme', value: '1' },
      })
    }
    const counted = (word: string): string[] =>
      Object.keys(filters)
        .filter((each) => each.endsWith(`__${word}`))
        .map((each) => each.split('__')[0]!)
        .sort()
    const signing = ['cognito_elsewhere', 'cognito_home', 'okta_saml', 'okta_token']
    const ofTable = [...signing, 'entitlement_sync', 'trust_sync'].sort()
    expect(counted('failed')).toEqual([...ofTable, 'run_task'].sort())
    expect([counted('code-collision'), counted('refused-row'), counted('refused')]).toEqual([ofTable, ofTable, signing])
    expect(counted('unauthenticated')).toEqual(['okta_saml', 'okta_token', 'run_task'])
    expect(counted('refused-event')).toEqual(['entitlement_sync', 'trust_sync'])
    expect(counted('trust-too-long')).toEqual(['trust_sync'])
  })
})

describe('the key `hooks`', () => {
  const plain = build(smallMesh())
  const before = synthesize(plain)
  const withHooks = (more = ''): ReadonlyMap<string, TerraformJson> =>
    synthesize(build(smallMesh({ 'mesh.yaml': `${MESH}hooks: {}\n${more}` })))

  test.each([
    ['', 'nodejs22.x'],
    ['hooks: { runtime: nodejs24.x }', 'nodejs24.x'],
  ])('%s: every function has the runtime %s', (setting, runtime) => {
    const text = `${MESH}${setting === '' ? 'hooks: {}' : setting}\n`
    const hub = stackOf(synthesize(build(smallMesh({ 'mesh.yaml': text }))), 'hub')
    const functions = Object.values(ofType('aws_lambda_function', hub))
    expect(functions.length).toBeGreaterThan(0)
    expect(new Set(functions.map((each) => each.runtime))).toEqual(new Set([runtime]))
  })

  test('adds to the hub, changes nothing that is there, and leaves environments alone', () => {
    const after = withHooks()
    expect(stackOf(after, 'lab')).toEqual(stackOf(before, 'lab'))
    const [old, now] = [stackOf(before, 'hub'), stackOf(after, 'hub')]
    for (const [type, named] of Object.entries(old.resource)) expect(now.resource[type]).toMatchObject(named)
    expect(addressesOf(now).length).toBeGreaterThan(addressesOf(old).length)
  })

  test('with synchronisation adds to environments what the hub needs there', () => {
    const [old, now] = [stackOf(before, 'lab'), stackOf(withHooks('sync: pull\n'), 'lab')]
    const added = addressesOf(now).filter((each) => !addressesOf(old).includes(each))
    expect(added).toEqual([
      'aws_dynamodb_table_item.trust',
      'aws_iam_role.trust_sync',
      'aws_iam_role_policies_exclusive.trust_sync',
      'aws_iam_role_policy.trust_sync__sync',
      'aws_iam_role_policy_attachments_exclusive.trust_sync',
    ])
  })

  test('without it, nothing of it is rendered', () => {
    for (const stack of before.values()) {
      expect(addressesOf(stack).join()).not.toMatch(/lambda|apigateway|sqs|sns|cloudwatch|secret|trust/)
    }
  })
})
