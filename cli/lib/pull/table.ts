import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Mesh } from '../../../core/model/mesh'
import { tableName } from '../../../core/model/names'
import { dynamoTable, type TableReader } from '../../../hooks/lib/table'
import { UserError } from '../fail'

// What the SDK says of the coming end of a Node version is for those who build this, not for those who run it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

/** How long is waited for a connection and for an answer, in milliseconds. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true }

/** Reads the mesh's table in the hub's Region with the caller's own credentials, and gives the connections back. */
export async function withTable<T>(mesh: Mesh, read: (table: TableReader) => Promise<T>): Promise<T> {
  const { region } = mesh.settings.hub
  const table = tableName(mesh.settings.mesh)
  const client = new DynamoDBClient({ region, requestHandler: PATIENCE })
  try {
    return await read(dynamoTable(DynamoDBDocumentClient.from(client), table))
  } catch (cause) {
    throw cause instanceof UserError ? cause : (awsFault(cause as AwsError, table, region) ?? cause)
  } finally {
    client.destroy()
  }
}

interface AwsError extends Error {
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** What went wrong between here and the table, in a sentence; `undefined` for what has nothing to do with AWS. */
function awsFault(cause: AwsError, table: string, region: string): UserError | undefined {
  const { name, message, code, $metadata } = cause
  const place = `the table ${table} in ${region}`
  if (name === 'CredentialsProviderError')
    return new UserError('there are no AWS credentials', `log in to the hub's account first, and pull then`)
  if (name === 'ResourceNotFoundException')
    return new UserError(`there is no table ${table} in ${region}`, 'apply the hub first; are these its credentials?')
  if (/^(?:AccessDenied|KMSAccessDenied)/.test(name))
    return new UserError(
      `these credentials may not read ${place}`,
      'they need dynamodb:Query and dynamodb:BatchGetItem on it, and kms:Decrypt on its key',
    )
  if (/^(?:ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|IncompleteSignature)/.test(name))
    return new UserError(`AWS does not take these credentials: ${oneLine(message)}`, 'log in again')
  if ($metadata?.httpStatusCode !== undefined)
    return new UserError(`${place} could not be read: ${name}: ${oneLine(message)}`)
  if ($metadata || (code !== undefined && /^E[A-Z]+$/.test(code)))
    return new UserError(`${place} could not be reached: ${oneLine(message) || (code ?? name)}`)
  return undefined
}

/** The SDK wraps what it does not know. */
const oneLine = (text: string): string =>
  text
    .replace(/^AWS SDK error wrapper for (?:\w+: )?/, '')
    .replace(/\s+/g, ' ')
    .trim()
