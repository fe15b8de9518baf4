import { spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { atEnd } from './at-end'
import { boundProcess, type BoundProcess } from './bound-process'
import { PATIENT } from './patience'

/** The AWS emulator: moto's server, on a port of its own. It has as many accounts as there are ids. */
export interface Moto {
  readonly url: string
}

/** What is missing here to start the emulator; `undefined` where nothing is. */
export function missingMoto(): string | undefined {
  // It is not started to be asked: that takes two seconds for each file of tests.
  return spawnSync('sh', ['-c', 'command -v moto_server']).status === 0 ? undefined : 'moto_server is not on PATH'
}

let started: Promise<Moto> | undefined

/** One until the suite ends, always at the same address; each time it is asked for, every account is empty. */
export async function startMoto(): Promise<Moto> {
  const moto = await (started ??= listening())
  const { ok, status } = await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' })
  if (!ok) throw new Error(`moto_server does not forget: ${status}`)
  return moto
}

async function listening(): Promise<Moto> {
  const port = await freePort()
  const quiet = [join(__dirname, 'moto-server'), process.env.PYTHONPATH ?? ''].filter((each) => each !== '')
  const moto = boundProcess('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    cwd: tmpdir(),
    env: { ...process.env, PYTHONPATH: quiet.join(delimiter), PYTHONDONTWRITEBYTECODE: '1' },
  })
  atEnd(() => {
    started = undefined
    moto.close()
    return moto.ended
  })
  let said = ''
  moto.stdout.resume()
  moto.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2_000)))
  const url = `http://127.0.0.1:${port}`
  try {
    await untilUp(moto, `${url}/moto-api/`)
  } catch (cause) {
    moto.close()
    throw new Error(`${(cause as Error).message}\n${said}`, { cause })
  }
  return { url }
}

async function untilUp(moto: BoundProcess, url: string): Promise<void> {
  const deadline = Date.now() + PATIENT
  let ended = false
  void moto.ended.then(() => (ended = true))
  while (Date.now() < deadline) {
    if (ended) throw new Error('moto_server has ended')
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
