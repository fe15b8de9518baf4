import { stays } from './changes'
import { withoutIndices } from './configuration'
import { elementsOf } from './elements'
import { isJson, jsonIn, type Json } from './format'

const PLANNED = ',"planned_values":'
const DRIFT = ',"resource_drift":['
const CHANGES = ',"resource_changes":['
const PRIOR = ',"prior_state":{"format_version":'
const CONFIGURATION = ',"configuration":{"provider_config":'
const RESOURCES = '"resources":['
const FIRST = '{"address":"'
/** Later ones may have members that nobody looked for here. */
const KNOWN_VERSIONS: readonly unknown[] = ['1.0', '1.1', '1.2']
/** Stands for resources that were cut out. */
const CUT = '0'

/**
 * Parses of a plan what is read of it. Most of its text says things twice: `planned_values` and `prior_state` are what
 * `resource_changes` says, what stays has the same before and after, and the configuration is asked of what changes.
 *
 * Terraform writes a plan's members in one order, and sorts the keys of what they hold, so that no tag or block looks
 * like two of the marks above. The pieces between wrong marks are no JSON.
 *
 * @returns `undefined` for what is not written as Terraform does, is no JSON, or has no change: it is to be parsed whole
 */
export function parseMembers(text: string): Json | undefined {
  const planned = text.indexOf(PLANNED)
  const head = planned < 0 ? undefined : jsonIn(`${text.slice(0, planned)}}`)
  const start = KNOWN_VERSIONS.includes(head?.format_version) ? text.indexOf(CHANGES + FIRST, planned) : -1
  const changes = start < 0 ? undefined : elementsOf(text, start + CHANGES.length, brief)
  if (!changes) return undefined
  const prior = text.indexOf(PRIOR, changes.end)
  const written = text.indexOf(CONFIGURATION, Math.max(prior, changes.end))
  const end = prior < 0 ? written : prior
  const changed = new Set(changes.kept.flatMap((each) => (stays(each) ? [] : [withoutIndices(String(each.address))])))
  const configuration = written < 0 ? undefined : configurationAt(text, written, changed)
  const drift = text.slice(planned, start).indexOf(DRIFT + FIRST)
  const pieces = [
    head,
    drift < 0 ? {} : jsonIn(`{${text.slice(planned + drift + 1, start)}}`),
    text[changes.end + 1] === ',' ? jsonIn(`{${text.slice(changes.end + 2, end)}}`) : undefined,
    configuration,
  ]
  if (pieces.some((each) => each === undefined)) return undefined
  return Object.assign({}, ...pieces, { resource_changes: changes.kept }) as Json
}

/** Of what stays, once is enough. */
function brief(each: Json): Json {
  const { change } = each
  if (!isJson(change) || !stays(each) || !isJson(change.before)) return each
  const { actions, before } = change
  return { ...each, change: { actions, before } }
}

/** The configuration of what changes, and whatever a plan says after it. */
function configurationAt(text: string, start: number, changed: ReadonlySet<string>): Json | undefined {
  const found = text.indexOf(RESOURCES + FIRST, start)
  const first = found + RESOURCES.length
  const all =
    found < 0
      ? undefined
      : elementsOf(text, first, (each) => (each.mode === 'data' || isIn(changed, each) ? each : undefined))
  const rest = all && jsonIn(`{${text.slice(start + 1, first)}${CUT}${text.slice(all.end)}`)
  const { configuration } = rest ?? {}
  const { root_module: root } = isJson(configuration) ? configuration : {}
  // Modules have resources, too, and so may a block.
  if (!all || !isJson(root) || !Array.isArray(root.resources) || root.resources.join() !== CUT) return undefined
  return { ...rest, configuration: { ...(configuration as Json), root_module: { ...root, resources: all.kept } } }
}

const isIn = (addresses: ReadonlySet<string>, { address }: Json): boolean => addresses.has(String(address))
