import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { patient, type Patience } from './patient'

/** @param endpoint where DynamoDB answers. @default - AWS */
export function documentClient(patience?: Patience, endpoint?: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ ...patient(patience), ...(endpoint !== undefined && { endpoint }) })
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}
