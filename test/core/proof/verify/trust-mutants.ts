import { many, type PolicyDocument, type Statement } from '../../../../core/policy/document'

/** A trust policy after one hand edit. */
export interface Mutant {
  readonly edit: string
  readonly trust: PolicyDocument
}

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  StringEquals: ['StringNotEquals', 'StringEqualsIfExists', 'StringEqualsIgnoreCase', 'ForAllValues:StringEquals'],
  StringLike: ['StringNotLike', 'StringLikeIfExists', 'StringEquals', 'ForAllValues:StringLike'],
  StringNotLike: ['StringLike', 'StringNotEquals', 'StringNotLikeIfExists', 'ForAnyValue:StringNotLike'],
  'ForAnyValue:StringLike': ['ForAllValues:StringLike', 'ForAnyValue:StringNotLike'],
}

/** Every edit of one place of a trust policy. */
export function mutantsOf(trust: PolicyDocument): Mutant[] {
  return [
    ...['2008-10-17'].map((Version) => ({ edit: `Version ${Version}`, trust: { ...trust, Version } })),
    ...trust.Statement.flatMap((statement, index) => {
      const edit = (what: string, ...changed: Statement[]): Mutant => {
        const Statement = [...trust.Statement.slice(0, index), ...changed, ...trust.Statement.slice(index + 1)]
        return { edit: `statement ${index}: ${what}`, trust: { ...trust, Statement } }
      }
      return [
        edit('removed'),
        edit('twice', statement, statement),
        edit('effect', { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow' }),
        edit('not action', { ...omit(statement, 'Action'), NotAction: 'sts:GetCallerIdentity' }),
        ...principals(statement).map(([what, changed]) => edit(what, changed)),
        ...actions(statement).map(([what, changed]) => edit(what, changed)),
        ...conditions(statement).map(([what, changed]) => edit(what, changed)),
      ]
    }),
  ]
}

type Edits = [string, Statement][]

const omit = <T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> => {
  const { [key]: _, ...rest } = from
  return rest
}

function principals(statement: Statement): Edits {
  const federated = many((statement.Principal as { Federated?: string | string[] }).Federated)
  const foreign = 'arn:aws:iam::123456789012:saml-provider/foreign'
  return [
    ['everybody', { ...statement, Principal: '*' }],
    ['any AWS principal', { ...statement, Principal: { AWS: '*' } }],
    ['another account', { ...statement, Principal: { Federated: federated, AWS: '123456789012' } }],
    ['a foreign provider', { ...statement, Principal: { Federated: [...federated, foreign] } }],
    ['a foreign provider alone', { ...statement, Principal: { Federated: foreign } }],
    ['NotPrincipal', { ...omit(statement, 'Principal'), NotPrincipal: { Federated: foreign } }],
    ...federated.map((each): Edits[number] => [
      `without ${each}`,
      { ...statement, Principal: { Federated: federated.filter((other) => other !== each) } },
    ]),
  ]
}

function actions(statement: Statement): Edits {
  const all = many(statement.Action)
  return [
    ['any action', { ...statement, Action: 'sts:*' }],
    ['one action more', { ...statement, Action: [...all, 'sts:AssumeRole'] }],
    ...all.map((each): Edits[number] => [`without ${each}`, { ...statement, Action: all.filter((a) => a !== each) }]),
  ]
}

function conditions(statement: Statement): Edits {
  const { Condition = {} } = statement
  const put = (operator: string, keys: Record<string, unknown> | undefined): Statement => {
    const rest = omit(Condition, operator)
    return { ...statement, Condition: (keys ? { ...rest, [operator]: keys } : rest) as never }
  }
  return [
    ['without conditions', omit(statement, 'Condition') as Statement],
    ...Object.entries(Condition).flatMap(([operator, keys]): Edits => [
      [`without ${operator}`, put(operator, undefined)],
      ...(SWAPS[operator] ?? []).map((swapped): Edits[number] => [
        `${operator} → ${swapped}`,
        { ...statement, Condition: { ...omit(Condition, operator), [swapped]: keys } as never },
      ]),
      ...Object.entries(keys).flatMap(([key, value]): Edits => [
        [`without ${operator} ${key}`, put(operator, omit(keys, key))],
        ...values(many(value)).map(([what, changed]): Edits[number] => [
          `${operator} ${key}: ${what}`,
          put(operator, { ...keys, [key]: changed }),
        ]),
      ]),
    ]),
  ]
}

function values(all: readonly string[]): [string, string[]][] {
  // One value more or less of a long list is like another.
  return all.slice(0, 3).flatMap((value, index): [string, string[]][] => {
    const replace = (...by: string[]): string[] => [...all.slice(0, index), ...by, ...all.slice(index + 1)]
    const texts = [
      '*',
      `${value}*`,
      `*${value}`,
      value.slice(1),
      value.slice(0, -1),
      `${value}x`,
      value.replace('.', '?'),
    ]
    return [
      [`without ${value}`, replace()],
      [`${value} and *`, [...all, '*']],
      ...[...new Set(texts)]
        .filter((each) => each !== value)
        .map((each): [string, string[]] => [`${value} → ${each}`, replace(each)]),
    ]
  })
}
