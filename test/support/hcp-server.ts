import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpCall } from '../../hooks/run-task/http'
import type { Hcp } from './hcp'
import { PATIENT } from './patience'

/** A server of this machine. */
export interface Served {
  readonly url: string
  close(): void
}

/** Answers requests with what is made of them. */
export async function serveWith(
  answer: (request: IncomingMessage, body: string) => Promise<Response>,
): Promise<Served> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        void answer(request, Buffer.concat(parts).toString()).then(async (each) => {
          response.writeHead(each.status, Object.fromEntries(each.headers))
          response.end(Buffer.from(await each.arrayBuffer()))
        })
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The stand-in, for another process: what that asks HCP Terraform for comes here. */
export async function serveHcp(cloud: Hcp): Promise<{ readonly env: Readonly<Record<string, string>>; close(): void }> {
  const { url, close } = await serveWith(({ method, headers }, body) => {
    const { 'x-real-url': real = '', ...others } = headers as Record<string, string>
    const signal = AbortSignal.timeout(PATIENT)
    return cloud.http(real, { method, headers: others, redirect: 'manual', ...(body && { body }), signal } as HttpCall)
  })
  const folder = mkdtempSync(join(tmpdir(), 'hcp-'))
  const preload = join(folder, 'preload.js')
  writeFileSync(preload, redirected(url))
  return {
    env: { NODE_OPTIONS: `--require ${preload}` },
    close: () => {
      close()
      rmSync(folder, { recursive: true })
    },
  }
}

const redirected = (to: string): string => `
  const real = fetch
  globalThis.fetch = (url, init) =>
    /terraform\\.io$/.test(new URL(url).host)
      ? real(${JSON.stringify(to)}, { ...init, headers: { ...init.headers, 'x-real-url': String(url) } })
      : real(url, init)`
