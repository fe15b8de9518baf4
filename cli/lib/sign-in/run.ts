import { groupKey } from '../../../core/model/group-names'
import { ownValue } from '../../../core/model/own-value'
import { didYouMean, hintFor } from '../../../core/model/suggest'
import { outColors } from '../colors'
import { UserError } from '../fail'
import { freshOutput, type FreshOutput } from '../fresh'
import type { SynthOptions } from '../options'
import { progress } from '../progress'
import { note, out, visible } from '../terminal'
import { signInAll } from './all'
import { allText } from './all-text'
import { readAttributes, readGroups, type Asked } from './asked'
import { allJson, signInJson } from './json'
import { startLab, type Lab } from './lab'
import { labConfig, type LabConfig } from './lab-config'
import { reportOf } from './report'
import { differenceText, signInText } from './text'
import { readPlainText } from '../plain-file'

export interface SigninOptions extends SynthOptions {
  readonly service?: string
  readonly user?: string
  /** What stood behind each `--groups`. */
  readonly groups?: readonly string[]
  /** What stood behind each `--attributes`. */
  readonly attributes?: readonly string[]
  readonly all?: boolean
  readonly frozen: boolean
  readonly json?: boolean
}

/** Signs somebody in, or everybody; returns the exit status. */
export async function signin({ json = false, ...options }: SigninOptions): Promise<number> {
  const asked = options.all ? noneAsked(options) : readAsked(options)
  let config: LabConfig | undefined
  const fresh = freshOutput({
    ...options,
    needed: ({ mesh, lock }) => {
      config = labConfig(mesh, lock.registry)
      if (asked) requireService(asked, config)
      return undefined
    },
  })
  if (!fresh || !config) return 1
  const { mesh, graph } = fresh.prepared
  const lab = await startLab({ mesh, graph, config, stacks: textsOf(fresh) })
  try {
    return await (asked ? one(asked, lab, fresh, json) : all(lab, fresh, json))
  } finally {
    await lab.close()
  }
}

/** What is asked with `--all`: nothing else may be given. */
function noneAsked({ service, user, groups = [], attributes = [] }: SigninOptions): undefined {
  if (service !== undefined || user !== undefined || groups.length + attributes.length > 0)
    throw new UserError(
      '--all signs in every group through every service',
      'leave out --service, --user, --groups and --attributes',
    )
}

function readAsked({ service, user, groups = [], attributes = [] }: SigninOptions): Asked {
  const missing = Object.entries({ service, user }).find(([, value]) => value === undefined || value === '')?.[0]
  if (missing !== undefined || groups.length === 0) {
    const hint = 'trustloom signin --service SERVICE --user USER --groups GROUP,GROUP, or trustloom signin --all'
    throw new UserError(`--${missing ?? 'groups'} is missing`, hint)
  }
  return {
    service: service ?? '',
    user: user ?? '',
    groups: readGroups(groups),
    attributes: readAttributes(attributes),
  }
}

function requireService({ service }: Asked, { services }: LabConfig): void {
  if (!ownValue(services, service))
    throw new UserError(`there is no service ${service}`, hintFor('service', service, Object.keys(services)))
}

function* textsOf({ stacks }: FreshOutput): Generator<{ readonly name: string; readonly text: string }> {
  for (const [name, path] of stacks) yield { name, text: readPlainText(path) }
}

async function one(asked: Asked, lab: Lab, fresh: FreshOutput, json: boolean): Promise<number> {
  const tried = await lab.try(asked)
  const differences = [...lab.faults, ...tried.differences]
  const report = reportOf(asked, { ...tried, differences }, lab.config)
  tellUnknown(asked, lab.config)
  tell(differenceText(differences, fileIn(fresh)))
  if (json) out(JSON.stringify(signInJson(report, lab.config), null, 2))
  else out(signInText(report).map(visible).map(painted).join('\n'))
  return differences.length === 0 ? 0 : 1
}

async function all(lab: Lab, fresh: FreshOutput, json: boolean): Promise<number> {
  const { services, groups } = lab.config
  const bar = progress('signing in', Object.keys(services).length * Object.keys(groups).length)
  const found = await signInAll(lab, () => bar.step())
  bar.end()
  tell(differenceText(found.differences, fileIn(fresh)))
  if (json) out(JSON.stringify(allJson(found), null, 2))
  else out(allText(found).map(visible).join('\n'))
  return found.differences.length === 0 ? 0 : 1
}

/** A group that nobody knows is of no use, and may be a slip of the pen; so may an attribute that becomes no tag. */
function tellUnknown({ groups, attributes }: Asked, { groups: registered, attributes: tags }: LabConfig): void {
  const keys = new Set(Object.keys(registered).map(groupKey))
  for (const group of groups.filter((each) => !keys.has(groupKey(each)))) {
    const hint = didYouMean(group, Object.keys(registered))
    note(visible(`${group} opens no role, and no hook asks for it${hint === undefined ? '' : `: ${hint}`}`))
  }
  const known = new Set([...Object.keys(tags), ...Object.values(tags)])
  for (const key of Object.keys(attributes).filter((each) => !known.has(each)))
    note(visible(`no session tag is made of ${key}; ${hintFor('session tag', key, Object.keys(tags))}`))
}

const tell = (lines: readonly string[]): void => {
  if (lines.length > 0) note(lines.map(visible).join('\n'))
}

const fileIn =
  ({ stacks }: FreshOutput) =>
  (stack: string): string =>
    stacks.get(stack) ?? stack

/** The word that matters most, in colour. */
const painted = (line: string): string =>
  line.replace(/^(?:open|shut|refused)\b/, (word) =>
    word === 'open' ? outColors().green(word) : outColors().red(word),
  )
