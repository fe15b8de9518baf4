import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import {
  connect,
  constants,
  createServer,
  type ClientHttp2Session,
  type Http2Stream,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './at-end'
import { anyProvider, leaseProvider, type Provider, type ProviderPlace } from './provider-pool'
import { schemaOf } from './provider-schema'

/**
 * Processes of hashicorp/aws that outlive the commands of Terraform: each command would start two to seven.
 *
 * Terraform opens a connection for each provider block, and others for its phases. This stands between the two: each
 * configuration, to the byte, has a process of its own as long as some connection has it, and that process is configured
 * anew for the next one. What the provider says of itself is asked of it once, and Terraform is told the part about the
 * types that the stack's files name, now or at an earlier command. All else passes as it is.
 *
 * @returns `TF_REATTACH_PROVIDERS`; the processes end with the suite
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode
 */
export function attachProvider(place: ProviderPlace): string {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const types = new Set<string>()
  const schema = async (): Promise<Buffer> => {
    typesIn(place.cwd).forEach((each) => types.add(each))
    return schemaOf(await (told ??= ask(place)), types)
  }
  const server = createServer()
  const inUse: InUse = new Map()
  server.on('session', (session) => serve(session, { place, schema, inUse }))
  const socket = join(folder, 'provider')
  server.listen(socket)
  atEnd(() => {
    told = undefined
    void shared?.then((session) => session.destroy())
    shared = undefined
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const attached = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true }
  const Addr = { Network: 'unix', String: socket }
  return JSON.stringify({ 'registry.terraform.io/hashicorp/aws': { ...attached, Addr } })
}

const SERVICE = '/tfplugin5.Provider/'
const GRPC = { ':status': 200, 'content-type': 'application/grpc' }

/** All that the provider says of itself, the same in every process. */
let told: Promise<Buffer> | undefined

async function ask(place: ProviderPlace): Promise<Buffer> {
  const session = sessionWith(await anyProvider(place))
  try {
    return await call(session, 'GetSchema', Buffer.alloc(0))
  } finally {
    session.destroy()
  }
}

const REQUEST = { ':method': 'POST', te: 'trailers', 'content-type': 'application/grpc' }

/** Bytes before a message: whether it is compressed, and its length. */
const PREFIX = 5

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX)
  prefix.writeUInt32BE(message.length, 1)
  return Buffer.concat([prefix, message])
}

/** A connection for what needs no process of its own. */
let shared: Promise<ClientHttp2Session> | undefined

const anySession = (place: ProviderPlace): Promise<ClientHttp2Session> =>
  (shared ??= anyProvider(place).then((address) =>
    sessionWith(address)
      .once('close', () => (shared = undefined))
      .on('error', () => undefined),
  ))

const sessionWith = (address: string): ClientHttp2Session =>
  connect('http://provider', { createConnection: () => createConnection(address) })

/** Types that the files of a stack name, and those of the modules below it. */
function typesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name)
    if (each.isDirectory()) return each.name === '.terraform' ? [] : typesIn(path)
    return each.name.endsWith('.tf.json') ? (readFileSync(path, 'utf8').match(/\baws_\w+/g) ?? []) : []
  })
}

/** A process that is configured, and what it answered to that. */
interface Configured {
  readonly provider: Provider
  readonly session: ClientHttp2Session
  readonly answer: Buffer
}

interface Attached {
  readonly place: ProviderPlace
  readonly schema: () => Promise<Buffer>
  readonly inUse: InUse
}

/** A process of the provider for each configuration that is in use, and for how many connections. */
type InUse = Map<string, { readonly configured: Promise<Configured>; users: number; calls: number; stopped: boolean }>

/** A connection of Terraform, which stays open until the command ends, also where its work is done before. */
function serve(terraform: ServerHttp2Session, { place, schema, inUse }: Attached): void {
  let key: string | undefined
  const configure = async (message: Buffer): Promise<Buffer> => {
    key = message.toString('base64')
    const own = inUse.get(key) ?? { configured: configured(place, message), users: 0, calls: 0, stopped: false }
    inUse.set(key, own)
    own.users++
    return (await own.configured).answer
  }
  const answer = async (stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> => {
    const path = headers[':path'] ?? ''
    if (path === `${SERVICE}GetSchema`) return reply(stream, await schema())
    if (path === `${SERVICE}Configure`) return reply(stream, await configure(await messageOf(stream)))
    if (!path.startsWith(SERVICE)) return withoutProvider(stream, path)
    const own = key === undefined ? undefined : inUse.get(key)
    // What is asked of a provider that is not configured, any can answer at any time.
    if (!own) return pass(stream, headers, await anySession(place))
    own.stopped ||= path === `${SERVICE}Stop`
    own.calls++
    stream.once('close', () => own.calls--)
    pass(stream, headers, (await own.configured).session)
  }
  terraform.on('error', () => terraform.destroy())
  terraform.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy())
    answer(stream, headers).catch((cause: Error) => {
      process.stderr.write(`${cause.stack}\n`)
      terraform.destroy()
    })
  })
  terraform.once('close', () => {
    const own = key === undefined ? undefined : inUse.get(key)
    if (key === undefined || !own || --own.users > 0) return
    inUse.delete(key)
    // What it was asked and has not answered, it would go on with.
    const busy = own.calls > 0 || own.stopped
    own.configured.then(
      ({ provider, session }) => {
        session.destroy()
        if (busy) provider.retire()
        else provider.release()
      },
      () => undefined,
    )
  })
}

async function configured(place: ProviderPlace, message: Buffer): Promise<Configured> {
  const provider = await leaseProvider(place)
  const session = sessionWith(provider.address).on('error', () => undefined)
  try {
    return { provider, session, answer: await call(session, 'Configure', message) }
  } catch (cause) {
    provider.retire()
    throw cause
  }
}

/** Asks one question. */
function call(session: ClientHttp2Session, name: string, message: Buffer): Promise<Buffer> {
  return new Promise<Buffer>((resolve, reject) => {
    const stream = session.request({ ...REQUEST, ':path': `${SERVICE}${name}` })
    session.once('close', () => reject(new Error(`the provider has ended before ${name}`)))
    const refused = ({ 'grpc-status': status = '0', 'grpc-message': why }: IncomingHttpHeaders): void => {
      if (status !== '0') reject(new Error(`the provider refuses ${name}: ${String(why)}`))
    }
    stream.once('response', refused).once('trailers', refused)
    messageOf(stream).then(resolve, reject)
    stream.end(framed(message))
  })
}

/** The message of a stream, without what goes before it. */
async function messageOf(stream: Http2Stream): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).subarray(PREFIX)
}

function reply(stream: ServerHttp2Stream, message: Buffer): void {
  stream.resume()
  stream.respond(GRPC, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
  stream.end(framed(message))
}

/** What belongs to the process rather than to the provider: whether it is there, its output, and its end. */
function withoutProvider(stream: ServerHttp2Stream, path: string): void {
  const UNIMPLEMENTED = '12'
  if (path === '/plugin.GRPCController/Shutdown') return reply(stream, Buffer.alloc(0))
  // Further connections, of which there are none.
  if (path === '/plugin.GRPCBroker/StartStream') return void stream.resume().respond(GRPC)
  stream.resume().respond({ ...GRPC, 'grpc-status': UNIMPLEMENTED }, { endStream: true })
}

function pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, session: ClientHttp2Session): void {
  const asked = session.request(headers, { endStream: false })
  let trailers: IncomingHttpHeaders = {}
  asked.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR))
  asked.once('trailers', (given) => (trailers = given))
  asked.once('response', (given, flags) => {
    if (flags & constants.NGHTTP2_FLAG_END_STREAM) return stream.respond(given, { endStream: true })
    stream.respond(given, { waitForTrailers: true })
    stream.once('wantTrailers', () => stream.sendTrailers(trailers))
    asked.pipe(stream)
  })
  stream.once('aborted', () => asked.close(constants.NGHTTP2_CANCEL))
  stream.pipe(asked)
}
