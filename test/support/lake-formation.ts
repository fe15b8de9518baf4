import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { atEnd } from './at-end'

/**
 * What moto 5.2 lacks of Lake Formation, in front of it: data cells filters, grants on them, and the refusal to revoke
 * what is not there, for which the provider waits before it believes that a grant has gone. It gives back what it was
 * given, so it proves what Terraform sends, and nothing of what AWS makes of it.
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
    filters.set(keyOf(TableData as Body), TableData as Body)
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
      if (!Resource?.DataCellsFilter) return forward('/ListPermissions', body)
      const grants = (await all(forward)).filter((each) => isDeepStrictEqual(each.Resource, Resource))
      const held = grants.filter((each) => !Principal || isDeepStrictEqual(each.Principal, Principal))
      return { status: 200, body: { PrincipalResourcePermissions: held } }
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
