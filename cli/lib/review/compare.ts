import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { diskFolder } from '../../../core/model/folder'
import { MESH_FILE } from '../../../core/model/load'
import { atLeast } from '../../../core/model/risk/levels'
import { levelOf, RISK_RULES, type RiskLevels, type RiskRuleId } from '../../../core/model/risk/rules'
import { HUB } from '../../../core/model/stack-names'
import { editsBetween } from '../../../core/review/cause/edits'
import { driftOf, joinDrift, NO_DRIFT } from '../../../core/review/drift'
import { reviewPlans } from '../../../core/review/review-plan'
import { review } from '../../../core/review/review'
import type { Snapshot, Snapshots } from '../../../core/access/snapshot/snapshot'
import type { Comparison, Drift, Finding, NotAnalysed } from '../../../core/review/types'
import { UserError } from '../fail'
import { note, visible } from '../terminal'
import { gitFolder, templatesAt } from './git-folder'
import { liveInput } from './live-input'
import { hasMesh, meshBeside, meshInput, type InputSide, type MeshBeside, type RenderedStacks } from './mesh-input'
import type { ReviewCommandOptions } from './options'
import { readLarge } from './read-file'
import { sideInput } from './side-input'
import { ReviewStopped } from './stopped'
import { changedOthers } from './synth-input'

const DEFAULT_MESH = 'environments'

type Options = Pick<ReviewCommandOptions, 'mesh' | 'plan' | 'live' | 'base' | 'head'> & { readonly synth: string }

export interface Compared extends Comparison {
  /** `false`: the mesh that plans were held against has errors, which have been told. @default true */
  readonly isSure?: boolean
}

/**
 * Reads both sides, whatever they are, and compares them.
 *
 * @throws {UserError} for sides that are missing or too many
 */
export async function compareInputs(
  before: string | undefined,
  after: string | undefined,
  options: Options,
): Promise<Compared> {
  const { plan, live, base, head } = options
  const ways = [before !== undefined, plan.length > 0, live.length > 0, base !== undefined || head !== undefined]
  if (ways.filter(Boolean).length !== 1)
    throw new UserError(
      'say what is to be reviewed, in one way',
      'two meshes, outputs, states or plans (BEFORE AFTER), --base REV [--head REV], --plan FILE, or --live FILE',
    )
  if (before !== undefined) {
    if (after === undefined) throw new UserError('the second side is missing', 'review BEFORE AFTER')
    const rendered: RenderedStacks = new Map()
    return compareSides(sideInput(before, { isBase: true, rendered }), sideInput(after, { rendered }))
  }
  if (plan.length > 0) return comparePlans(options)
  return live.length > 0 ? compareLive(options) : compareRevisions(options)
}

type AnySide = ReturnType<typeof sideInput>

function compareSides(before: AnySide, after: AnySide): Comparison {
  const others = 'others' in before && 'others' in after ? changedOthers(before.others, after.others) : []
  return rated(before, after, others)
}

/** A change of how changes are rated must not rate itself: the stricter of both sides counts. */
export function rated(
  before: Partial<InputSide> & { side: Snapshots },
  after: Partial<InputSide> & { side: Snapshots },
  others: readonly NotAnalysed[] = [],
): Comparison {
  const [was, is] = [levelsOf(before.side), levelsOf(after.side)]
  return review(before.side, after.side, {
    levels: stricter(was ?? is ?? {}, is ?? was ?? {}),
    findings: before.unread === undefined ? [] : [before.unread],
    notAnalysed: others,
    ...(before.mesh && after.mesh && { edits: editsBetween(before.mesh, after.mesh) }),
  })
}

/** How a side asks for changes to be rated. */
const levelsOf = (side: Snapshots): RiskLevels | undefined => side.get(HUB)?.rules?.risk

function stricter(a: RiskLevels, b: RiskLevels): RiskLevels {
  const ids = Object.keys(RISK_RULES) as RiskRuleId[]
  return Object.fromEntries(
    ids.map((id) => {
      const [one, other] = [levelOf(id, a), levelOf(id, b)]
      return [id, atLeast(one, other) ? one : other]
    }),
  )
}

function compareRevisions({ base, head, mesh }: Options): Comparison {
  if (base === undefined) throw new UserError('--head needs --base', 'name the revision to compare with')
  const folder = mesh === false ? DEFAULT_MESH : mesh
  const misfit = diskFolder(folder).misfit?.()
  if (misfit !== undefined)
    throw new UserError(`${folder} ${misfit}`, `name the folder that it lies in: --mesh ${dirname(folder)}`)
  const was = gitFolder(base, folder)
  const is = head === undefined ? diskFolder(folder) : gitFolder(head, folder)
  const [wasThere, isThere] = [hasMesh(was), hasMesh(is)]
  if (!wasThere && !isThere)
    throw new UserError(`there is no ${folder}/${MESH_FILE}, neither at ${base} nor at ${head ?? 'the work tree'}`)
  const empty: InputSide = { side: new Map<string, Snapshot>() }
  if (!wasThere) note(visible(`there is no mesh at ${base}: everything is new`))
  if (!isThere) note(visible(`there is no mesh at ${head ?? 'the work tree'}: everything is gone`))
  const rendered: RenderedStacks = new Map()
  const ofHead = head === undefined ? {} : { where: `at ${head}`, builtIn: templatesAt(head) }
  return rated(
    wasThere ? meshInput(was, { where: `at ${base}`, builtIn: templatesAt(base), isBase: true, rendered }) : empty,
    isThere ? meshInput(is, { ...ofHead, rendered }) : empty,
  )
}

function comparePlans({ plan, mesh }: Options): Compared {
  const texts = plan.map((what) => ({ text: readLarge(what), what }))
  const { input, errors } = besidePlans(mesh)
  const levels = (input && levelsOf(input.side)) ?? {}
  return { ...reviewPlans(texts, { levels, mesh: input?.side, meshErrors: errors }), isSure: errors.length === 0 }
}

/** The mesh that plans are held against: the named one must be there, the usual one may be. */
function besidePlans(mesh: string | false): MeshBeside {
  const none: MeshBeside = { input: undefined, errors: [] }
  if (mesh === false) return none
  if (mesh === DEFAULT_MESH && !existsSync(join(mesh, MESH_FILE))) {
    note(`there is no ${DEFAULT_MESH}/${MESH_FILE}: the plan is not held against files`)
    return none
  }
  return meshBeside(diskFolder(mesh))
}

async function compareLive({ live, mesh, synth }: Options): Promise<Comparison> {
  if (mesh === false) throw new UserError('--live needs the mesh', 'leave --no-mesh out')
  // Only this renders: nothing else need wait for CDKTF to load.
  const { freshOutput } = await import('../fresh')
  const fresh = freshOutput({ mesh, synth, frozen: false })
  if (!fresh) throw new ReviewStopped()
  const levels = fresh.prepared.mesh.settings.review?.risk ?? {}
  const sides = new Map<string, Snapshot>()
  const actual: Snapshot[] = []
  const notAnalysed: NotAnalysed[] = []
  const findings: Omit<Finding, 'risk'>[] = []
  let drift: Drift = NO_DRIFT
  for (const file of live) {
    const read = liveInput(file, fresh)
    if (sides.has(read.declared.environment))
      throw new UserError(`${file} is a second list of ${read.declared.environment}`)
    sides.set(read.declared.environment, read.declared)
    actual.push(read.actual)
    const one = driftOf(read.declared, read.actual, levels)
    drift = joinDrift(drift, one.drift)
    findings.push(...one.findings)
    notAnalysed.push(...read.notAnalysed)
  }
  const compared = review(sides, sides, { levels, drift, findings, notAnalysed })
  // Who looks at it asks what is there, and not what was declared twice.
  return { ...compared, after: actual.flatMap((each) => each.paths.map(({ path }) => path)) }
}
