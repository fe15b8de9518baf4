import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import type { TableKey } from '../../../core/model/table-keys'
import { some } from '../../support/scale'
import { history, liveThrough, type History, type Wrap } from './histories'
import { event } from './lab'

/*
 * The histories must find out when a guard is missing: here each is taken away from what the function sends or is
 * answered, and the same property must fail.
 */

interface Command {
  readonly constructor: { readonly name: string }
  readonly input: {
    Item?: TableKey
    Key?: TableKey
    UpdateExpression?: string
    ConditionExpression?: string
    ExpressionAttributeValues?: Record<string, unknown>
  }
}
interface Answer {
  Attributes?: { revision?: string; touched?: unknown }
  Responses?: Record<string, (TableKey & { revision?: string })[]>
}

/** A client that sends and hears something else. */
const meddling =
  (change: (command: Command) => void, answered: (answer: Answer, command: Command) => void = () => undefined): Wrap =>
  (client) => {
    const send = async (command: Command): Promise<unknown> => {
      change(command)
      const answer = (await client.send(command as never)) as Answer
      answered(answer, command)
      return answer
    }
    return { send } as unknown as DynamoDBDocumentClient
  }

/** A condition that always holds, and still uses every name and value. */
const without = (matches: (command: Command) => boolean): Wrap =>
  meddling((command) => {
    const condition = command.input.ConditionExpression
    if (condition !== undefined && matches(command))
      command.input.ConditionExpression = `(${condition}) OR NOT (${condition})`
  })

const updates =
  (text: string) =>
  ({ input }: Command): boolean =>
    (input.Key?.PK.startsWith('DATASET#') ?? false) && (input.UpdateExpression?.includes(text) ?? false)
const puts =
  (...prefixes: string[]) =>
  ({ input }: Command): boolean =>
    prefixes.some((prefix) => input.Item?.PK.startsWith(prefix))

const isGate = ({ PK, SK }: TableKey): boolean => PK.startsWith('DATASET#') && SK === 'LIVE'

/** A gate always seems to be of the revision that is applied now. */
const alwaysCurrent = (): Wrap => {
  const current = new Map<string, string>()
  const environmentOf = ({ PK }: TableKey): string => PK.split('#')[1] ?? ''
  return meddling(
    () => undefined,
    ({ Attributes, Responses }, { input }) => {
      const rows = Object.values(Responses ?? {}).flat()
      for (const row of rows) if (row.SK === 'META') current.set(environmentOf(row), String(row.revision))
      for (const row of rows.filter(isGate)) row.revision = current.get(environmentOf(row)) ?? ''
      if (Attributes && input.Key && isGate(input.Key))
        Attributes.revision = current.get(environmentOf(input.Key)) ?? ''
    },
  )
}

/** What older versions touched is forgotten. */
const forgetful = meddling(
  () => undefined,
  ({ Attributes }, { input }) => {
    if (Attributes) Attributes.touched = input.ExpressionAttributeValues?.[':touched']
  },
)

const guards: Readonly<Record<string, Wrap>> = {
  'the condition that opens a gate': without(updates('#digest = :digest')),
  'the condition that resumes at a gate': without(updates('SET #pending = :true')),
  'the condition that closes a gate': without(updates('SET #pending = :false')),
  'the condition of rows of groups': without(puts('GROUP#')),
  'the condition of rows of members': without(puts('LIVE#ENV#')),
  'the condition of the owner of a code': without(puts('CODE#')),
  'the groups of older versions': forgetful,
  'the revision that a version came on': alwaysCurrent(),
}

const wholesome: History = {
  events: [1, 3].map((version) => event({ version })),
  before: [[{ messages: [0] }]],
  after: [[{ messages: [1] }]],
  apply: false,
  seed: 1,
}

describe.each(some(Object.entries(guards)))('without %s', (_, wrap) => {
  test('a quiet history still ends well', async () => {
    expect(await liveThrough(wholesome, wrap)).toEqual([])
  })

  test('some history does not', async () => {
    const property = fc.asyncProperty(history, async (each) => (await liveThrough(each, wrap)).length === 0)
    // A search, which ends at the first history that fails: of this seed, always the same, and so at any scale.
    const { failed, errorInstance } = await fc.check(property, { seed: 1, numRuns: 200, endOnFailure: true })
    expect(failed).toBe(true)
    // It ended badly, and did not just break.
    expect(String(errorInstance)).toContain('returning false')
  })
})
