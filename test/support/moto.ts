import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { PATIENT } from './patience'

/** The AWS emulator: moto's server, on a port of its own. It has as many accounts as there are ids. */
export interface Moto {
  readonly url: string
  close(): Promise<void>
}

/** What is missing here to start the emulator; `undefined` where nothing is. */
export function missingMoto(): string | undefined {
  // It is not started to be asked: that takes two seconds for each file of tests.
  return spawnSync('sh', ['-c', 'command -v moto_server']).status === 0 ? undefined : 'moto_server is not on PATH'
}

export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2_000)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  try {
    await untilUp(child, `${url}/moto-api/`)
  } catch (cause) {
    child.kill()
    throw new Error(`${(cause as Error).message}\n${said}`, { cause })
  }
  return { url, close: () => (child.kill(), ended) }
}

async function untilUp(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + PATIENT
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`moto_server ended with status ${child.exitCode}`)
    const up = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('moto_server does not come up')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
