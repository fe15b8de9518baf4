import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { atEnd } from './at-end'

/**
 * What moto 5.2 lacks of Lake Formation, in front of it: data cells filters, grants on them, and the refusal to revoke
 * what is not there, for which the provider waits before it believes that a grant has gone. It answers as Lake Formation does,
 * which gives much back otherwise than it was given: `read-back.ts` lists that, with sources.
 */
export interface LakeFormation {
  /** For `AWS_ENDPOINT_URL_LAKEFORMATION`. */
  readonly url: string
}

interface Reply {
  readonly status: number
  readonly body: unknown
  /** The exception's name. @default - no error */
  readonly error?: string
}

type Body = Readonly<Record<string, unknown>>
type Operation = (body: Body, forward: (path: string, body: Body) => Promise<Reply>) => Promise<Reply>

interface Grant {
  readonly Principal: unknown
  readonly Resource: Readonly<Record<string, unknown>>
}

const done: Reply = { status: 200, body: {} }
const refusal = (error: string, Message: string): Reply => ({ status: 400, error, body: { Message } })

function operations(): Readonly<Record<string, Operation>> {
  const filters = new Map<string, Body>()
  const keyOf = ({ TableCatalogId, DatabaseName, TableName, Name }: Body): string =>
    JSON.stringify([TableCatalogId, DatabaseName, TableName, Name])
  const keep: Operation = ({ TableData }) => {
    filters.set(keyOf(TableData as Body), filterAsKept(TableData as unknown as Filter))
    return Promise.resolve(done)
  }
  return {
    '/CreateDataCellsFilter': keep,
    '/UpdateDataCellsFilter': keep,
    '/DeleteDataCellsFilter': (body) => {
      filters.delete(keyOf(body))
      return Promise.resolve(done)
    },
    '/GetDataCellsFilter': (body) => {
      const found = filters.get(keyOf(body))
      const gone = refusal('EntityNotFoundException', 'there is no such filter')
      return Promise.resolve(found ? { status: 200, body: { DataCellsFilter: { ...found, VersionId: '1' } } } : gone)
    },
    '/ListPermissions': async (body, forward) => {
      const { Principal, Resource } = body as unknown as Partial<Grant>
      if (!Resource?.DataCellsFilter) return listed(await forward('/ListPermissions', body))
      const grants = (await all(forward)).filter((each) => isDeepStrictEqual(each.Resource, Resource))
      const held = grants.filter((each) => !Principal || isDeepStrictEqual(each.Principal, Principal))
      return { status: 200, body: { PrincipalResourcePermissions: held } }
    },
    '/GetDataLakeSettings': async (body, forward) => {
      const reply = await forward('/GetDataLakeSettings', body)
      const { DataLakeSettings: kept = {} } = reply.body as { DataLakeSettings?: Body }
      const admins = [...((kept.DataLakeAdmins as readonly unknown[] | undefined) ?? [])].reverse()
      const Parameters = { CROSS_ACCOUNT_VERSION: '1', SET_CONTEXT: 'TRUE' }
      return { ...reply, body: { DataLakeSettings: { Parameters, ...kept, DataLakeAdmins: admins } } }
    },
    '/RevokePermissions': async (body, forward) => {
      const { Principal, Resource } = body as unknown as Grant
      const held = (await all(forward)).some(
        (each) => isDeepStrictEqual(each.Principal, Principal) && isDeepStrictEqual(each.Resource, Resource),
      )
      return held
        ? forward('/RevokePermissions', body)
        : refusal('InvalidInputException', 'No permissions revoked. Grantee has no permissions on the resource')
    },
  }
}

interface Filter extends Body {
  readonly ColumnNames?: readonly string[]
  readonly ColumnWildcard?: { readonly ExcludedColumnNames?: readonly string[] }
  readonly RowFilter?: { readonly AllRowsWildcard?: unknown; readonly FilterExpression?: string }
}

/** A filter as it comes back: every list written out, columns sorted, and all rows as an expression, too. */
function filterAsKept({ ColumnNames = [], ColumnWildcard, RowFilter, ...rest }: Filter): Body {
  const excluded = [...(ColumnWildcard?.ExcludedColumnNames ?? [])].sort()
  return {
    ...rest,
    ColumnNames: [...ColumnNames].sort(),
    ...(ColumnWildcard && { ColumnWildcard: { ExcludedColumnNames: excluded } }),
    RowFilter: RowFilter?.AllRowsWildcard ? { FilterExpression: 'TRUE', AllRowsWildcard: {} } : RowFilter,
  }
}

type Named = Readonly<Record<'DatabaseName' | 'Name', string>>

/** SELECT on a table comes back by itself, as one on all its columns. */
function listed({ body, ...reply }: Reply): Reply {
  const { PrincipalResourcePermissions: grants = [], ...rest } = body as {
    PrincipalResourcePermissions?: readonly (Grant & Permissions)[]
  }
  const split = grants.flatMap(({ Resource, Permissions, PermissionsWithGrantOption = [], ...grant }) => {
    const table = Resource.Table as Named | undefined
    if (!table || !Permissions.includes('SELECT'))
      return [{ ...grant, Resource, Permissions, PermissionsWithGrantOption }]
    const only = (of: readonly string[], select: boolean): string[] =>
      of.filter((each) => (each === 'SELECT') === select)
    const part = (on: Grant['Resource'], select: boolean): (Grant & Permissions)[] =>
      only(Permissions, select).length === 0
        ? []
        : [
            {
              ...grant,
              Resource: on,
              Permissions: only(Permissions, select),
              PermissionsWithGrantOption: only(PermissionsWithGrantOption, select),
            },
          ]
    const { DatabaseName, Name } = table
    const columns = { TableWithColumns: { DatabaseName, Name, ColumnWildcard: {} } }
    return [...part(Resource, false), ...part(columns, true)]
  })
  return { ...reply, body: { ...rest, PrincipalResourcePermissions: split } }
}

interface Permissions {
  readonly Permissions: readonly string[]
  readonly PermissionsWithGrantOption?: readonly string[]
}

async function all(forward: Parameters<Operation>[1]): Promise<readonly Grant[]> {
  const { body } = await forward('/ListPermissions', {})
  return (body as { PrincipalResourcePermissions: readonly Grant[] }).PrincipalResourcePermissions
}

/** What the stand-in knows now. */
let known: ReturnType<typeof operations>
let started: Promise<LakeFormation> | undefined

/** One until the suite ends, always at the same address; each time it is asked for, it forgets all. */
export function startLakeFormation(moto: string): Promise<LakeFormation> {
  known = operations()
  return (started ??= listening(moto))
}

async function listening(moto: string): Promise<LakeFormation> {
  const server = createServer((request, response) => {
    const forward = async (path: string, body: Body): Promise<Reply> => {
      const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' }
      const reply = await fetch(moto + path, { method: 'POST', headers, body: JSON.stringify(body) })
      const error = reply.headers.get('x-amzn-errortype')
      return { status: reply.status, body: JSON.parse((await reply.text()) || '{}'), ...(error && { error }) }
    }
    const answer = async (): Promise<Reply> => {
      const path = request.url ?? ''
      const body = JSON.parse((await textOf(request)) || '{}') as Body
      return known[path] ? known[path](body, forward) : forward(path, body)
    }
    const send = ({ status, body, error }: Reply): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...(error && { 'x-amzn-errortype': error }) })
      response.end(JSON.stringify(body))
    }
    answer().then(send, (cause: Error) => send({ status: 500, body: { Message: cause.message }, error: 'Fault' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(() => {
    started = undefined
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
