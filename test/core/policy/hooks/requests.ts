import type { AccessRequest, Context } from '../../../../core/policy/evaluate'

/** What hooks ask AWS for, and what nobody may ask with their roles: written from AWS's documents and the hooks' code. */
export interface Rights {
  readonly needed: readonly AccessRequest[]
  readonly forbidden: readonly AccessRequest[]
}

const HUB = '000000000000'
const REGION = 'eu-central-1'
const TABLE = `arn:aws:dynamodb:${REGION}:${HUB}:table/acme-entitlements`
const KEY = `arn:aws:kms:${REGION}:${HUB}:key/1234`

const request = (action: string, resource: string, context: Context = {}): AccessRequest => ({
  principal: { type: 'AWS', id: `arn:aws:sts::${HUB}:assumed-role/acme-hook/session` },
  action,
  resource,
  context,
})

const rows = (action: string, ...partitions: string[]): AccessRequest =>
  request(`dynamodb:${action}`, TABLE, { 'dynamodb:LeadingKeys': partitions })

const decrypt = (alias: string, service: string, key = KEY): AccessRequest =>
  request('kms:Decrypt', key, { 'kms:ResourceAliases': [alias], 'kms:ViaService': service })

const VIA = `dynamodb.${REGION}.amazonaws.com`
const ALIAS = 'alias/acme-entitlements'

const logStream = (name: string): string =>
  `arn:aws:logs:${REGION}:${HUB}:log-group:/aws/lambda/${name}:log-stream:2026/11/22/[1]abc`

const SECRET = `arn:aws:secretsmanager:${REGION}:${HUB}:secret:acme-hook-secret-a1B2c3`
const queue = (name: string): string => `arn:aws:sqs:${REGION}:${HUB}:${name}`

const logs = (name: string): Rights => ({
  needed: [request('logs:CreateLogStream', logStream(name)), request('logs:PutLogEvents', logStream(name))],
  forbidden: [
    request('logs:PutLogEvents', logStream(`${name}-other`)),
    request('logs:CreateLogGroup', logStream(name)),
  ],
})

/** What every hook does that knows the table. */
const table: Rights = {
  needed: [decrypt(ALIAS, VIA)],
  forbidden: [
    decrypt('alias/other', VIA),
    decrypt(ALIAS, `s3.${REGION}.amazonaws.com`),
    decrypt(ALIAS, VIA, `arn:aws:kms:${REGION}:111111111111:key/1234`),
    request('kms:Decrypt', KEY, { 'kms:ResourceAliases': [ALIAS] }),
    request('dynamodb:Scan', TABLE),
    request('dynamodb:Query', TABLE),
    request('dynamodb:Query', TABLE, { 'dynamodb:LeadingKeys': [] }),
    request('dynamodb:DeleteTable', TABLE),
    rows('PutItem', 'OTHER#x'),
    rows('Query', 'GROUP#A', 'OTHER#x'),
  ],
}

const always = (name: string): Rights => and(logs(name), table)

const and = (...all: readonly Rights[]): Rights => ({
  needed: all.flatMap((each) => each.needed),
  forbidden: all.flatMap((each) => each.forbidden),
})

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'] as const
const ALL = [
  'GROUP#A',
  'ENV#lab',
  'LIVE#ENV#lab',
  'SERVICE#x',
  'LIVE#SERVICE#x',
  'DATASET#lab#trials',
  'CODE#HFAt',
  'MESH',
]

const signIn: Rights = {
  needed: [rows('Query', 'GROUP#STATISTICS')],
  forbidden: [
    ...ALL.flatMap((partition) => WRITES.map((each) => rows(each, partition))),
    ...ALL.slice(1).map((partition) => rows('Query', partition)),
    request('dynamodb:Query', TABLE.replace('acme', 'other'), { 'dynamodb:LeadingKeys': ['GROUP#A'] }),
    request('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme-sync/acme-lab-trust-sync'),
    request('sqs:SendMessage', queue('acme-trust-sync')),
  ],
}

/** What environments are applied with. */
const environments: Rights = { needed: [rows('BatchGetItem', 'ENV#lab', 'ENV#plant')], forbidden: [] }

/** Rows of run time count. */
const runTime: Rights = {
  needed: [rows('BatchGetItem', 'MESH'), ...environments.needed],
  forbidden: [
    rows('BatchGetItem', 'GROUP#A'),
    rows('BatchGetItem', 'MESH', 'CODE#HFAt'),
    request('dynamodb:BatchGetItem', TABLE),
    rows('BatchGetItem', 'MESHES'),
  ],
}
const services: Rights = { needed: [rows('BatchGetItem', 'MESH', 'LIVE#SERVICE#x')], forbidden: [] }
const noServices: Rights = { needed: [], forbidden: [rows('BatchGetItem', 'LIVE#SERVICE#x')] }
const noRunTime: Rights = {
  needed: environments.needed,
  forbidden: [rows('BatchGetItem', 'MESH'), ...runTime.forbidden, ...services.needed],
}

const secret: Rights = {
  needed: [request('secretsmanager:GetSecretValue', SECRET)],
  forbidden: [
    request('secretsmanager:GetSecretValue', SECRET.replace('hook-secret', 'hook-secret-other')),
    request('secretsmanager:PutSecretValue', SECRET),
  ],
}
const noSecret: Rights = { needed: [], forbidden: secret.needed }

const consumes = (name: string): Rights => ({
  needed: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((each) => request(`sqs:${each}`, queue(name))),
  forbidden: [
    request('sqs:ReceiveMessage', queue(`${name}-dead`)),
    request('sqs:SetQueueAttributes', queue(name)),
    request('sqs:PurgeQueue', queue(name)),
  ],
})

const entitlementSync: Rights = {
  needed: [
    ...['CODE#zAbc', 'DATASET#lab#trials', 'ENV#lab', 'MESH'].map((each) => rows('BatchGetItem', each)),
    ...['CODE#zAbc', 'DATASET#lab#trials', 'LIVE#ENV#lab', 'GROUP#A'].map((each) => rows('PutItem', each)),
    ...['DATASET#lab#trials', 'MESH'].map((each) => rows('UpdateItem', each)),
    request('sqs:SendMessage', queue('acme-trust-sync')),
  ],
  forbidden: [
    ...['SERVICE#databricks', 'LIVE#SERVICE#databricks', 'ENV#lab'].flatMap((each) =>
      WRITES.map((write) => rows(write, each)),
    ),
    ...ALL.map((each) => rows('DeleteItem', each)),
    rows('PutItem', 'MESH'),
    rows('UpdateItem', 'GROUP#A'),
    rows('BatchGetItem', 'GROUP#A'),
    ...['BatchGetItem', 'PutItem', 'UpdateItem'].map((each) => request(`dynamodb:${each}`, TABLE)),
    request('sqs:SendMessage', queue('acme-entitlement-sync')),
    request('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme-sync/acme-lab-trust-sync'),
  ],
}

const stream = (table: string): string => `${table}/stream/2026-11-22T09:14:00.000`

const trustSync: Rights = {
  needed: [
    ...['ENV#lab', 'LIVE#ENV#lab'].map((each) => rows('Query', each)),
    ...['LIVE#ENV#lab', 'MESH', 'LIVE#SERVICE#x'].map((each) => rows('BatchGetItem', each)),
    rows('PutItem', 'LIVE#SERVICE#x'),
    ...['LIVE#ENV#lab', 'MESH', 'LIVE#SERVICE#x'].map((each) => rows('UpdateItem', each)),
    ...['LIVE#ENV#lab', 'GROUP#A', 'LIVE#SERVICE#x'].map((each) => rows('DeleteItem', each)),
    request('sqs:SendMessage', queue('acme-trust-sync-dead')),
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((each) => request(`dynamodb:${each}`, stream(TABLE))),
    request('dynamodb:ListStreams', '*'),
    request('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme-sync/acme-lab-trust-sync'),
    request('sts:AssumeRole', 'arn:aws:iam::222222222222:role/acme-sync/acme-plant-trust-sync'),
  ],
  forbidden: [
    rows('Query', 'GROUP#A'),
    rows('PutItem', 'GROUP#A'),
    ...['ENV#lab', 'SERVICE#x'].flatMap((each) => WRITES.map((write) => rows(write, each))),
    rows('UpdateItem', 'GROUP#A'),
    ...['BatchGetItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map((each) => request(`dynamodb:${each}`, TABLE)),
    ...['BatchGetItem', 'DeleteItem', 'UpdateItem'].map((each) => rows(each, 'CODE#HFAt')),
    request('dynamodb:GetRecords', stream(TABLE.replace('acme', 'other'))),
    request('sqs:SendMessage', queue('acme-trust-sync')),
    request('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme/acme-lab-owner'),
    request('sts:AssumeRole', 'arn:aws:iam::222222222222:role/acme-sync/acme-lab-trust-sync'),
    request('sts:AssumeRole', 'arn:aws:iam::333333333333:role/acme-sync/acme-attic-trust-sync'),
    request('iam:UpdateAssumeRolePolicy', 'arn:aws:iam::000000000000:role/acme-hub/acme-trust-sync-hook'),
  ],
}

const KEY_OF_RUN_TASK = SECRET.replace('hook-secret', 'run-task-key')
const lambda = (name: string): string => `arn:aws:lambda:${REGION}:${HUB}:function:${name}`

const runTask = (name: string): Rights => ({
  needed: [request('secretsmanager:GetSecretValue', KEY_OF_RUN_TASK), request('lambda:InvokeFunction', lambda(name))],
  forbidden: [
    request('secretsmanager:GetSecretValue', SECRET),
    request('secretsmanager:PutSecretValue', KEY_OF_RUN_TASK),
    request('lambda:InvokeFunction', lambda('acme-trust-sync')),
    request('lambda:InvokeFunction', `${lambda(name)}-other`),
    request('lambda:UpdateFunctionCode', lambda(name)),
    request('lambda:GetFunction', lambda(name)),
    ...table.needed,
    ...table.forbidden,
    ...ALL.flatMap((partition) => ['Query', 'BatchGetItem', ...WRITES].map((each) => rows(each, partition))),
    request('sqs:SendMessage', queue('acme-trust-sync')),
    request('sts:AssumeRole', 'arn:aws:iam::111111111111:role/acme-sync/acme-lab-trust-sync'),
  ],
})

export const RIGHTS = {
  okta: (name: string): Rights => and(always(name), signIn, runTime, services, noSecret),
  oktaWithSecret: (name: string): Rights => and(always(name), signIn, runTime, services, secret),
  oktaWithoutSync: (name: string): Rights => and(always(name), signIn, noRunTime, noSecret),
  cognito: (name: string): Rights => and(always(name), signIn, runTime, noServices, noSecret),
  entitlementSync: (name: string): Rights => and(always(name), consumes('acme-entitlement-sync'), entitlementSync),
  trustSync: (name: string): Rights => and(always(name), consumes('acme-trust-sync'), trustSync),
  runTask: (name: string): Rights => and(logs(name), runTask(name)),
}
