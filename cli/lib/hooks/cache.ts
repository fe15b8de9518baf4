import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { version } from 'esbuild/package.json'
import { ownMark, sweep } from '../leftovers'
import { BUNDLE_OPTIONS, type Bundle } from './bundle'

/** What a cached bundle is the bundle of: the first line of its file, and the code is the rest. */
interface Header {
  readonly inputs: readonly string[]
  /** Digest of the inputs, and of everything else that decides about the code. */
  readonly madeFrom: string
  /** Digest of the code. */
  readonly code: string
}

/** Bundles of earlier runs. Each says what it was made of, and holds only while that is still the same. */
export interface BundleCache {
  get(hook: string): Uint8Array | undefined
  /** Where it cannot be kept, it is made again the next time. */
  put(hook: string, bundle: Bundle): void
}

export function bundleCache(root: string): BundleCache {
  const fileOf = (hook: string): string => join(root, 'node_modules', '.cache', 'trustloom', 'hooks', hook)
  const madeFrom = digests(root)
  return {
    get: (hook) => {
      const file = read(fileOf(hook))
      const end = file?.indexOf('\n') ?? -1
      if (!file || end < 0) return undefined
      const header = parse(file.toString('utf8', 0, end))
      const code = file.subarray(end + 1)
      return header && sha256(code) === header.code && madeFrom(header.inputs) === header.madeFrom ? code : undefined
    },
    put: (hook, { inputs, code }) => {
      const digest = madeFrom(inputs)
      if (digest === undefined) return
      const header: Header = { inputs, madeFrom: digest, code: sha256(code) }
      write(fileOf(hook), Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), code]))
    },
  }
}

/**
 * Digests lists of inputs; `undefined` where one is gone. The lock file stands for what esbuild looks up in
 * node_modules beside the sources.
 */
function digests(root: string): (inputs: readonly string[]) => string | undefined {
  const known = new Map<string, string | undefined>()
  const fileDigest = (path: string): string | undefined => {
    if (!known.has(path)) {
      const bytes = read(join(root, path))
      known.set(path, bytes && sha256(bytes))
    }
    return known.get(path)
  }
  const options = JSON.stringify([BUNDLE_OPTIONS, version])
  return (inputs) => {
    const all = ['package.json', 'package-lock.json', ...inputs].map((path) => [path, fileDigest(path)] as const)
    const gone = all.some(([path, digest]) => digest === undefined && path !== 'package-lock.json')
    return gone ? undefined : sha256(Buffer.from(JSON.stringify([options, all])))
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function parse(text: string): Header | undefined {
  try {
    const { inputs, madeFrom, code } = JSON.parse(text) as Partial<Header>
    const isHeader = Array.isArray(inputs) && inputs.every((each) => typeof each === 'string')
    return isHeader && madeFrom !== undefined && code !== undefined ? { inputs, madeFrom, code } : undefined
  } catch {
    return undefined
  }
}

function read(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined
  } catch {
    return undefined
  }
}

/** In one step, since another run may read it meanwhile. */
function write(path: string, bytes: Uint8Array): void {
  const beside = `${path}.${ownMark()}`
  const isWritten = attempt(() => {
    mkdirSync(dirname(path), { recursive: true })
    sweep(dirname(path))
    writeFileSync(beside, bytes, { flag: 'wx' })
    renameSync(beside, path)
  })
  if (!isWritten) attempt(() => rmSync(beside, { force: true }))
}

function attempt(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
