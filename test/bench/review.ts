import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder } from '../../core/model/folder'
import { reviewPlan } from '../../core/review/review-plan'
import { build, synthesize, type TerraformJson } from '../support/mesh'
import { generateMesh, type MeshSize } from './generate'
import { largePlan } from './large-plan'

/**
 * Times the review of a plan against parsing the same file, with the peak of memory, each in a process of its own; and
 * the real command on two meshes of a hundred environments, of which one changes, or all do. Run with `npm run bench:review`.
 */
const PROJECT = join(__dirname, '..', '..')
const REPEAT = 3

const line = (text: string): void => void process.stdout.write(`${text}\n`)

/** What a child says of what it did. */
interface Measured {
  readonly seconds: number
  /** Peak of the whole process, in MB. */
  readonly megabytes: number
  readonly said: string
}

const KINDS = { parse: (text: string): string => typeof JSON.parse(text), review: reviewText } as const
type Kind = keyof typeof KINDS

function reviewText(text: string): string {
  const { gained, lost, changed, notAnalysed, findings } = reviewPlan(text, { levels: {} })
  const counts = { gained, lost, changed, notAnalysed, findings }
  return Object.entries(counts)
    .map(([name, list]) => `${list.length} ${name}`)
    .join(', ')
}

function measureHere(kind: Kind, path: string): Measured {
  const text = readFileSync(path, 'utf8')
  const start = process.hrtime.bigint()
  const said = KINDS[kind](text)
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, said }
}

const run = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnSync('node', args, { cwd: PROJECT, encoding: 'utf8', maxBuffer: 1e9 })
  if (status !== 0 && status !== 2) throw new Error(`node ${args.join(' ')}: ${stderr.slice(-2000)}`)
  return stdout
}

/** The median of several runs. */
function measure(kind: Kind, path: string): Measured {
  const all = Array.from(
    { length: REPEAT },
    () => JSON.parse(run('-r', './cli/register.js', __filename, kind, path)) as Measured,
  )
  return all.sort((a, b) => a.seconds - b.seconds)[Math.floor(REPEAT / 2)] as Measured
}

/** A mesh, and the same with a group more that reads and a limit less in some environments. */
function twoMeshes(
  work: string,
  name: string,
  size: MeshSize,
  changes = size.environments,
): readonly [before: string, after: string] {
  const folders = ['before', 'after'].map((each) => join(work, `${name}-${each}`)) as [string, string]
  for (const each of folders) generateMesh(each, size)
  for (let index = 0; index < size.environments; index++) {
    const file = `environment-${String(index).padStart(4, '0')}.yaml`
    for (const each of folders) appendFileSync(join(each, file), 'quotas: { roles: 10000 }\n')
    if (index >= changes) continue
    const text = readFileSync(join(folders[1], file), 'utf8')
    const changed = text
      .replace(/ {2}reader: \[/, '  reader: [NEW-READERS, ')
      .replace(/ {8}rows: "country = 'DK'"\n/, `        rows: "country = 'SE'"\n`)
    writeFileSync(join(folders[1], file), changed)
  }
  return folders
}

const stackOf = (folder: string): TerraformJson => {
  const stacks = synthesize(build(diskFolder(folder)))
  return stacks.get('environment-0000') as TerraformJson
}

function plans(work: string): void {
  for (const datasets of [90, 240]) {
    const folders = twoMeshes(work, `plan-${datasets}`, { environments: 1, datasets, groups: 4_000, shares: 5 })
    const plan = largePlan(stackOf(folders[0]), stackOf(folders[1])) as { readonly resource_changes: readonly object[] }
    const text = JSON.stringify(plan)
    const path = join(work, `plan-${datasets}.json`)
    writeFileSync(path, text)
    const [parse, review] = [measure('parse', path), measure('review', path)]
    line(`a plan of ${plan.resource_changes.length} resources, ${(text.length / 1e6).toFixed(1)} MB: ${review.said}`)
    line(`  JSON.parse ${parse.seconds.toFixed(2)} s, ${parse.megabytes.toFixed(0)} MB`)
    line(`  review ${review.seconds.toFixed(2)} s, ${review.megabytes.toFixed(0)} MB (under 1000)`)
    line(`  ${(review.seconds / parse.seconds).toFixed(2)} times JSON.parse (at most 3)`)
  }
}

function meshes(work: string, changes: number): void {
  const size: MeshSize = { environments: 100, datasets: 10, groups: 2_000 }
  const folders = twoMeshes(work, `mesh-${changes}`, size, changes)
  const seconds = Array.from({ length: REPEAT }, () => {
    const start = process.hrtime.bigint()
    const out = run('cli/trustloom.js', 'review', ...folders, '--format', 'json')
    const took = Number(process.hrtime.bigint() - start) / 1e9
    const { gained } = JSON.parse(out) as { readonly gained: readonly object[] }
    if (gained.length === 0) throw new Error('nothing is gained')
    return took
  }).sort((a, b) => a - b)
  const what = `two meshes of ${size.environments} environments, of which ${changes} differ`
  line(`${what}: ${(seconds[1] ?? 0).toFixed(1)} s${changes === 1 ? ' (under 10)' : ''}`)
}

const [, , kind, path] = process.argv
if (kind !== undefined && path !== undefined) line(JSON.stringify(measureHere(kind as Kind, path)))
else {
  const work = mkdtempSync(join(PROJECT, 'cdktf.out.bench-'))
  try {
    plans(work)
    for (const changes of [1, 100]) meshes(work, changes)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
