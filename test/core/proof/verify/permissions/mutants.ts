import { many, type Conditions, type OneOrMany, type Statement } from '../../../../../core/policy/document'

/** A statement that means something else than it did; `undefined`: it is gone. */
export interface Mutant {
  readonly what: string
  readonly statement: Statement | undefined
}

const SWAPS: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringNotEquals: 'StringEquals',
  StringLike: 'StringNotLike',
  StringNotLike: 'StringLike',
  ArnLike: 'ArnNotLike',
  'ForAnyValue:StringEquals': 'ForAllValues:StringEquals',
  'ForAnyValue:StringLike': 'ForAllValues:StringLike',
}

/** Every way in which a statement is spoilt by one slip. */
export function mutantsOf(statement: Statement): Mutant[] {
  const { Effect: effect, Resource: resource, Action: action, Principal: principal } = statement
  const found: Mutant[] = [{ what: 'removed', statement: undefined }]
  const add = (what: string, change: Partial<Statement>): void => {
    found.push({ what, statement: { ...statement, ...change } })
  }
  for (const [what, change] of conditionMutants(statement.Condition ?? {})) add(what, { Condition: change })
  for (const [what, change] of listMutants('action', action)) add(what, { Action: change })
  for (const [what, change] of listMutants('resource', resource)) add(what, { Resource: change })
  if (effect === 'Allow' && principal === undefined) {
    const service = many(action)[0]?.split(':')[0] ?? ''
    add(`every action of ${service}`, { Action: `${service}:*` })
    if (resource !== '*') add('every resource', { Resource: '*' })
    if (service === 's3') {
      // An action on objects means nothing on a bucket, nor the other way round.
      const isOnObjects = many(resource).some((each) => each.includes('/'))
      const onObjects = ['s3:GetObject', 's3:DeleteObjectVersion', 's3:PutObjectAcl', 's3:GetObjectVersion']
      const onBuckets = ['s3:ListBucketVersions', 's3:PutBucketPolicy', 's3:DeleteBucket']
      for (const more of isOnObjects ? onObjects : onBuckets)
        if (!many(action).includes(more)) add(`and ${more}`, { Action: [...many(action), more] })
    }
    // Every key's ARN has the slash.
    for (const pattern of many(resource).filter((each) => each.endsWith('/*') && !each.endsWith(':key/*')))
      add(`${pattern} without its slash`, { Resource: swap(resource, pattern, pattern.replace(/\/\*$/, '*')) })
  }
  if (principal !== undefined) {
    if (effect === 'Allow') {
      add('everybody', { Principal: '*' })
      add('another account', { Principal: { AWS: [...many((principal as { AWS: OneOrMany }).AWS), '222222222222'] } })
    } else {
      add('allowed', { Effect: 'Allow' })
      add('one account only', { Principal: { AWS: '222222222222' } })
    }
  }
  return found
}

function listMutants(what: string, value: OneOrMany | undefined): [string, OneOrMany][] {
  const all = many(value)
  return all.length < 2 ? [] : all.map((each) => [`${what} ${each} dropped`, all.filter((one) => one !== each)])
}

function conditionMutants(conditions: Conditions): [string, Conditions][] {
  return Object.entries(conditions).flatMap(([operator, keys]): [string, Conditions][] => {
    const { [operator]: _, ...others } = conditions
    const swapped = SWAPS[operator]
    const found: [string, Conditions][] = swapped
      ? [[`${operator} for ${swapped}`, { ...others, [swapped]: keys }]]
      : []
    for (const [key, value] of Object.entries(keys)) {
      const { [key]: dropped, ...rest } = keys
      found.push([
        `${operator} ${key} dropped`,
        { ...others, ...(Object.keys(rest).length > 0 && { [operator]: rest }) },
      ])
      const put = (each: OneOrMany): Conditions => ({ ...conditions, [operator]: { ...keys, [key]: each } })
      if (value === 'true' || value === 'false') found.push([`${key} turned`, put(value === 'true' ? 'false' : 'true')])
      else found.push([`${key} with another value`, put('alias/other')], [`${key} with any value`, put('*')])
      for (const [what, change] of listMutants(key, dropped)) found.push([what, put(change)])
    }
    return found
  })
}

function swap(value: OneOrMany | undefined, from: string, to: string): string[] {
  return many(value).map((each) => (each === from ? to : each))
}
