import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { HookFunction, HubScope } from '../../../core/model/hook-names'
import { logGroupArn, tableArn } from '../../../core/model/hook-names'
import type { PolicyDocument } from '../../../core/policy/document'
import { enforce, requireAllowed, tableQuestions, type Asked, type Questions } from '../../support/enforced'

/** What a policy is for: everything that whoever has it does, once, under a policy in its place. */
export interface Subject {
  readonly name: string
  readonly document: PolicyDocument
  /** @throws where it cannot do its work */
  run(guard: Guard): Promise<void>
}

/** A role whose policy is asked at each call. */
export interface Guard {
  /** What was asked for and is not allowed. */
  readonly denied: readonly string[]
  /** Lets a client do only what the policy allows. */
  on(client: object, questions: Questions): void
  /** What a service of AWS does as the role. @throws where it may not */
  service(asked: Asked): void
}

export function guardOf(role: string, policy: PolicyDocument): Guard {
  const denied: string[] = []
  const note = (asked: Asked): void => {
    try {
      requireAllowed([policy], role, asked)
    } catch (error) {
      denied.push((error as Error).message)
      throw error
    }
  }
  return {
    denied,
    // The error is thrown where the call is made, as AWS would answer it.
    on: (client, questions) =>
      enforce(client, { role, policies: [] }, (command, input) => {
        questions(command, input).forEach(note)
        return []
      }),
    service: note,
  }
}

/** A client of the table as the function has it. */
export function guardedTable(guard: Guard, endpoint: string, hub: HubScope, table: string): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'none', secretAccessKey: 'none' }
  const client = new DynamoDBClient({ endpoint, region: hub.region, credentials, maxAttempts: 1 })
  guard.on(client, tableQuestions({ table, region: hub.region, arn: tableArn(hub, table) }))
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}

interface Client {
  readonly middlewareStack: {
    add(
      each: () => (args: { readonly input: never }) => Promise<unknown>,
      options: { step: 'initialize'; name: string; priority: 'low' },
    ): void
  }
}

/** Answers a client's calls here, once they are allowed. */
export function answering<T extends object>(client: T, answer: (input: never) => object): T {
  ;(client as unknown as Client).middlewareStack.add(
    () => (args) => Promise.resolve({ output: { $metadata: {}, ...answer(args.input) }, response: {} }),
    { step: 'initialize', name: 'answer', priority: 'low' },
  )
  return client
}

/** What Lambda does as the function, whatever that does itself. */
export function writeLogs(guard: Guard, hub: HubScope, { logGroup }: Pick<HookFunction, 'logGroup'>): void {
  const resource = `${logGroupArn(hub, logGroup)}:log-stream:2027/01/31/[1]abc`
  for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) guard.service({ action, resource, context: {} })
}

/** What Lambda does as the function to feed it. */
export function pollQueue(guard: Guard, resource: string): void {
  for (const action of ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes', 'sqs:DeleteMessage'])
    guard.service({ action, resource, context: {} })
}
