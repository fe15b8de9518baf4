import type { PolicyDocument } from '../../core/policy/document'
import { evaluate, type AccessRequest, type Context } from '../../core/policy/evaluate'

/** A call that an SDK client makes, as IAM sees it. */
export type Asked = Omit<AccessRequest, 'principal'>

/** What IAM makes of the input of a command; an empty list for a call that needs no right. */
export type Questions = (command: string, input: never) => readonly Asked[]

/** A role whose policies are asked at each call of a client. */
export interface Enforced {
  readonly role: string
  readonly policies: readonly PolicyDocument[]
}

interface Middleware {
  add(
    each: (next: (args: never) => Promise<unknown>, context: { commandName?: string }) => (args: never) => unknown,
    options: { step: 'initialize'; name: string; priority: 'high' },
  ): void
}

/** Lets a client do only what a role's policies allow; anything else is refused as AWS refuses it. */
export function enforce(client: object, { role, policies }: Enforced, questions: Questions): void {
  const { middlewareStack } = client as { middlewareStack: Middleware }
  middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const { input } = args as { input: never }
        for (const asked of questions(commandName, input)) requireAllowed(policies, role, asked)
        return next(args)
      },
    { step: 'initialize', name: 'enforce', priority: 'high' },
  )
}

/** @throws as AWS does where no policy allows the call */
export function requireAllowed(policies: readonly PolicyDocument[], role: string, asked: Asked): void {
  const { effect } = evaluate(policies, { principal: { type: 'AWS', id: role }, ...asked })
  if (effect === 'Allow') return
  const denied = new Error(`${role} is not authorized to perform ${asked.action} on ${asked.resource}`)
  throw Object.assign(denied, { name: 'AccessDeniedException', $fault: 'client', $metadata: { httpStatusCode: 400 } })
}

export interface TablePlace {
  readonly table: string
  readonly region: string
  /** The table's ARN. */
  readonly arn: string
}

interface RowInput {
  readonly Key?: { PK: string }
  readonly Item?: { PK: string }
  readonly ExpressionAttributeValues?: Record<string, unknown>
  readonly RequestItems?: Record<string, { Keys: { PK: string }[] }>
}

/** Every call to the table needs its own action on the partitions that it names, and the table's key. */
export function tableQuestions({ table, arn, region }: TablePlace): Questions {
  const key = `arn:aws:kms:${region}:${arn.split(':')[4]}:key/11111111-2222-3333-4444-555555555555`
  return (command, input) => {
    const action = ACTIONS[command]
    if (action === undefined) throw new Error(`no action is known for ${command}`)
    const decrypt: Asked = {
      action: 'kms:Decrypt',
      resource: key,
      context: {
        'kms:ResourceAliases': [`alias/${table}`],
        'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
      },
    }
    const context: Context = { 'dynamodb:LeadingKeys': leadingKeys(input) }
    return [{ action, resource: arn, context }, decrypt]
  }
}

const ACTIONS: Readonly<Record<string, string>> = {
  BatchGetCommand: 'dynamodb:BatchGetItem',
  BatchGetItemCommand: 'dynamodb:BatchGetItem',
  DeleteCommand: 'dynamodb:DeleteItem',
  DeleteItemCommand: 'dynamodb:DeleteItem',
  GetCommand: 'dynamodb:GetItem',
  GetItemCommand: 'dynamodb:GetItem',
  PutCommand: 'dynamodb:PutItem',
  PutItemCommand: 'dynamodb:PutItem',
  QueryCommand: 'dynamodb:Query',
  UpdateCommand: 'dynamodb:UpdateItem',
  UpdateItemCommand: 'dynamodb:UpdateItem',
}

function leadingKeys(input: RowInput): string[] {
  const { Key, Item, RequestItems, ExpressionAttributeValues } = input
  const batch = Object.values(RequestItems ?? {}).flatMap(({ Keys }) => Keys.map(({ PK }) => PK))
  const single = Key?.PK ?? Item?.PK
  const asked = single === undefined ? ExpressionAttributeValues?.[':pk'] : single
  const all = [...batch, ...(typeof asked === 'string' ? [asked] : [])]
  if (all.length === 0) throw new Error(`no partition key in ${JSON.stringify(input)}`)
  return [...new Set(all)]
}
