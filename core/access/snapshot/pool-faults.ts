import { blocksIn, type ReadResource, type Values } from '../../terraform/read/resource'
import type { SnapshotFault } from './snapshot'

/** Functions of other accounts that a pool of people asks: what one of them answers, a session is told. */
export function poolFaults({ type, address, values }: ReadResource, account: string): readonly SnapshotFault[] {
  if (type !== 'aws_cognito_user_pool') return NONE
  return [...new Set(blocksIn(values, 'lambda_config').flatMap(functionsIn))].flatMap((arn): SnapshotFault[] => {
    const owner = arn.split(':')[4]
    if (owner === account || account === '') return []
    return [{ rule: 'foreign-trigger', message: `${address} asks ${arn}, a function of another account`, address }]
  })
}

const NONE: readonly SnapshotFault[] = []

/** The ARNs of functions, in whatever argument or block of a trigger they are. */
const functionsIn = (values: Values): readonly string[] =>
  [...JSON.stringify(values).matchAll(/"(arn:[\w-]+:lambda:[^"]+)"/g)].map(([, arn = '']) => arn)
