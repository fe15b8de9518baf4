import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateMesh } from './generate'

/**
 * Times whole commands and prints ratios: Trustloom against a plain ts-node CDKTF program that makes the same resources;
 * growth with the number of environments; one environment of many. Run with `npm run bench:synth`.
 */
const PROJECT = join(__dirname, '..', '..')
const REPEAT = 3
const work = mkdtempSync(join(PROJECT, 'cdktf.out.bench-'))

type Counts = Record<string, number>

function time(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const seconds = Array.from({ length: REPEAT }, () => {
    const start = process.hrtime.bigint()
    const { status, stderr } = spawnSync(command, args, {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${command} ${args.join(' ').slice(0, 200)}: ${stderr.slice(-2000)}`)
    return Number(process.hrtime.bigint() - start) / 1e9
  })
  return seconds.sort((a, b) => a - b)[Math.floor(REPEAT / 2)] ?? 0
}

function trustloom(mesh: string, out: string, ...only: string[]): number {
  return time('node', ['-r', './cli/register.js', 'main.ts', '--mesh', mesh, '--synth', out, ...only])
}

/** How many resources of each type each environment's stack has. */
function countsOf(out: string): Counts[] {
  return readdirSync(join(out, 'stacks'))
    .filter((name) => name !== 'hub')
    .map((name) => {
      const { resource } = JSON.parse(readFileSync(join(out, 'stacks', name, 'cdk.tf.json'), 'utf8')) as {
        resource: Record<string, object>
      }
      return Object.fromEntries(Object.entries(resource).map(([type, all]) => [type, Object.keys(all).length]))
    })
}

const total = (counts: readonly Counts[]): number =>
  counts.flatMap((each) => Object.values(each)).reduce((sum, each) => sum + each, 0)

function tsNode(counts: readonly Counts[], flags: readonly string[]): number {
  const out = join(work, 'plain')
  mkdirSync(out, { recursive: true })
  const config = join(work, 'tsconfig.json')
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'CommonJS',
        strict: true,
        skipLibCheck: true,
        esModuleInterop: true,
      },
    }),
  )
  return time(
    'node',
    ['node_modules/ts-node/dist/bin.js', '-P', config, ...flags, 'test/bench/plain/main.ts', JSON.stringify(counts)],
    { CDKTF_OUTDIR: out },
  )
}

const line = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const sizes = [1, 5, 10, 20]
  const runs = sizes.map((environments) => {
    const mesh = join(work, `mesh-${environments}`)
    const out = join(work, `out-${environments}`)
    generateMesh(mesh, { environments, datasets: 10, groups: 200 })
    const seconds = trustloom(mesh, out)
    const counts = countsOf(out)
    line(`${environments} environments, ${total(counts)} resources: ${seconds.toFixed(2)} s`)
    return { environments, mesh, out, seconds, counts }
  })
  const [first, , ten, last] = runs
  if (!first || !ten || !last) throw new Error('no runs')
  const perResource = (a: typeof first, b: typeof first): number =>
    (b.seconds - a.seconds) / (total(b.counts) - total(a.counts))
  line(
    `growth: ${(perResource(ten, last) / perResource(first, ten)).toFixed(2)} times as long for each further resource (1 is linear)`,
  )
  const one = trustloom(last.mesh, last.out, 'environment-0003')
  line(
    `one environment of ${last.environments}: ${one.toFixed(2)} s, ${(one / first.seconds).toFixed(2)} times a mesh of one`,
  )
  for (const [name, flags] of [
    ['ts-node', []],
    ['ts-node --transpile-only', ['-T']],
  ] as const) {
    const seconds = tsNode(ten.counts, flags)
    line(
      `plain ${name}, the same ${total(ten.counts)} resources: ${seconds.toFixed(2)} s; Trustloom takes 1/${(seconds / ten.seconds).toFixed(1)} of it`,
    )
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
