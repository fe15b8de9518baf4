import type { HubScope, HookFunction, Named } from '../../model/hook-names'
import { logGroupArn, secretArn, tableArn } from '../../model/hook-names'
import { tableName } from '../../model/names'
import type { PolicyDocument, Statement } from '../document'
import { canonicalPolicy } from '../canonical'

export const policyOf = (...statements: readonly Statement[]): PolicyDocument =>
  canonicalPolicy({ Version: '2012-10-17', Statement: statements })

/** The log group is Terraform's: a function makes streams in it, and no groups. */
export const writeLog = (hub: HubScope, { logGroup }: HookFunction): Statement => ({
  Sid: 'Log',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `${logGroupArn(hub, logGroup)}:*`,
})

/**
 * Whoever reads or writes an encrypted table needs Decrypt on its key, for the key of the table below it; only through
 * DynamoDB, and only of the key that has the table's alias, since its id is known only after an apply.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const useTableKey = (hub: HubScope): Statement => ({
  Sid: 'TableKey',
  Effect: 'Allow',
  Action: 'kms:Decrypt',
  Resource: `arn:${hub.partition}:kms:${hub.region}:${hub.account}:key/*`,
  Condition: {
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${tableName(hub.mesh)}` },
    StringLike: { 'kms:ViaService': `dynamodb.${hub.region}.amazonaws.com*` },
  },
})

/**
 * An action on the rows of some partitions of the entitlement table. IAM sees the partition key alone: that hooks and
 * Terraform never write the same row of a partition is the hooks' own doing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const useRows = (hub: HubScope, Sid: string, Action: string, partitions: readonly string[]): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource: tableArn(hub, tableName(hub.mesh)),
  Condition: {
    // ForAllValues alone also holds for a request that names no partition.
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
})

/** Secrets Manager's own key encrypts it, for which whoever may read the secret needs no right. */
export const readSecret = (hub: HubScope, name: string): Statement => ({
  Sid: 'Secret',
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource: secretArn(hub, name),
})

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const consume = ({ arn }: Named): Statement => ({
  Sid: 'Queue',
  Effect: 'Allow',
  Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  Resource: arn,
})

export const send = (Sid: string, { arn }: Named): Statement => ({
  Sid,
  Effect: 'Allow',
  Action: 'sqs:SendMessage',
  Resource: arn,
})
