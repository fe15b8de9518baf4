import { hubThings } from '../../../../core/policy/lint/mesh/hub-things'
import { matches } from '../../../../core/policy/lint/patterns'
import { build, ENVIRONMENT, MESH, smallMesh, synthesize } from '../../../support/mesh'

const built = build(
  smallMesh({
    'mesh.yaml': `${MESH}sync: pull
hooks: { authentication: { type: secret }, runTask: {}, alarmTopic: "arn:aws:sns:eu-central-1:000000000000:ops" }
backend: { type: s3, bucket: acme-state, region: eu-central-1 }
`,
    'lab.yaml': ENVIRONMENT,
  }),
)

/** Type of a rendered resource → its argument with a name, and how its ARN begins. */
const NAMED: Readonly<Record<string, readonly [string, string]>> = {
  aws_cloudwatch_log_group: ['name', 'logs:eu-central-1:000000000000:log-group:'],
  aws_cloudwatch_event_rule: ['name', 'events:eu-central-1:000000000000:rule/'],
  aws_cloudwatch_metric_alarm: ['alarm_name', 'cloudwatch:eu-central-1:000000000000:alarm:'],
  aws_dynamodb_table: ['name', 'dynamodb:eu-central-1:000000000000:table/'],
  aws_iam_role: ['name', 'iam::000000000000:role/acme-hub/'],
  aws_lambda_function: ['function_name', 'lambda:eu-central-1:000000000000:function:'],
  aws_sns_topic: ['name', 'sns:eu-central-1:000000000000:'],
  aws_sqs_queue: ['name', 'sqs:eu-central-1:000000000000:'],
}

test('everything of the hub that has a name is among what nobody else may touch', () => {
  const { resource } = synthesize(built).get('hub')!
  const rendered = Object.entries(NAMED).flatMap(([type, [argument, begins]]) => {
    const names = Object.values(resource[type] ?? {}).map((each) => String(each[argument]))
    expect([type, names.length > 0]).toEqual([type, true])
    return names.map((name) => `arn:aws:${begins}${name}`)
  })
  const known = hubThings(built.mesh).flatMap(({ arns }) => arns)
  expect(rendered.filter((each) => !known.some((pattern) => matches(pattern, each)))).toEqual([])
})

test('secrets and the state are, too', () => {
  const known = hubThings(built.mesh).flatMap(({ arns }) => arns)
  expect(known).toEqual(
    expect.arrayContaining([
      'arn:aws:secretsmanager:eu-central-1:000000000000:secret:acme-hook-secret-??????',
      'arn:aws:secretsmanager:eu-central-1:000000000000:secret:acme-run-task-key-??????',
      'arn:aws:s3:::acme-state',
      'arn:aws:s3:::acme-state/*',
    ]),
  )
})
