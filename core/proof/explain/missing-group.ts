import type { Position } from '../../model/diagnostic'
import { directoryOf } from '../../model/directory'
import type { Mesh } from '../../model/mesh'
import { mentionsOf, type Mention } from '../../model/mentions'
import { groupKey } from '../../model/group-names'
import { didYouMean } from '../../model/suggest'
import { entryFix, groupEntry, listFix, replaceFix } from './fixes'
import { HOME, type Fix, type Missing, type Question } from './types'
import { item } from './yaml'

/** Why a group has no role where it is asked for. */
export function missingRole(question: Question, mesh: Mesh): Missing {
  const { group, target } = question
  const mentions = mentionsOf(mesh).filter(({ name }) => groupKey(name) === groupKey(group))
  if (mentions.length === 0) return unknownGroup(question, mesh)
  const [first] = mentions
  if (first && mentions.every((each) => isApproval(each))) {
    return {
      hop: 'only-approves',
      message: `${group} only approves access (${first.as} in ${first.environment}), which gives none`,
      hint: undefined,
      fixes: roleFixes(question, mesh),
    }
  }
  // A group that has a role nowhere, though it is given access, has it in closed environments.
  const environment = target?.environment ?? mentions.find((each) => !isApproval(each))?.environment ?? ''
  if (mesh.environments.get(environment)?.state === 'closed') {
    const fix = replaceFix(mesh, environment, ['state'], 'open')
    const fixes = [{ ...fix, also: `all other roles of ${environment}` }]
    const message = `${environment} is closed: its data stays, and nobody has access`
    return { hop: 'closed', message, hint: undefined, fixes }
  }
  const message =
    target?.dataset === HOME
      ? `${group} is not among the groups of the home storage of ${environment}`
      : `${group} has no persona and no share in ${environment}`
  const elsewhere = mentions
    .filter((each) => !isApproval(each) && each.environment !== environment)
    .map((each) => each.environment)
  const hint = elsewhere.length > 0 ? `it has access in ${[...new Set(elsewhere)].join(', ')}` : undefined
  return { hop: 'no-role', message, hint, fixes: roleFixes(question, mesh) }
}

function unknownGroup(question: Question, mesh: Mesh): Missing {
  const { group } = question
  const directory = directoryOf(mesh)
  const isForeign = directory !== undefined && !directory.has(group)
  const retired = Object.entries(mesh.registry.retired).find(([, name]) => groupKey(name) === groupKey(group))
  const message = [
    `no file of the mesh names the group ${group}`,
    ...(isForeign ? [`nor does the directory's list`] : []),
    ...(retired ? [`its code ${retired[0]} has retired`] : []),
  ].join(', ')
  const known = new Set([...mentionsOf(mesh).map(({ name }) => name), ...(directory ?? [])])
  known.delete(group)
  const listed = isForeign ? directoryFix(mesh, group) : []
  return {
    hop: 'unknown-group',
    message,
    hint: didYouMean(group, known),
    fixes: [...listed, ...roleFixes(question, mesh)],
  }
}

/** What gives a group its first role: a share, or a place among the groups of home storage. */
function roleFixes({ group, target }: Question, mesh: Mesh): Fix[] {
  if (!target) {
    const lines = ['access:', ...item({ to: { group } }).map((each) => `  ${each}`)]
    return [{ action: 'insert', at: undefined, place: 'a dataset', lines }]
  }
  const { environment, dataset, table, column } = target
  if (dataset === HOME) {
    const groups = mesh.environments.get(environment)?.home?.groups ?? []
    return [listFix(mesh, environment, ['home', 'groups'], [...groups, group], 'services')]
  }
  const entry = { ...groupEntry(mesh, environment, group), ...(table !== undefined && { tables: [table] }) }
  const fix = entryFix(mesh, environment, dataset, entry)
  return [column === undefined ? fix : { ...fix, also: `every other column of ${String(table)}` }]
}

function directoryFix({ directory }: Mesh, group: string): Fix[] {
  if (!directory) return []
  const lines = directory.text.replace(/\r?\n$/, '').split('\n').length
  const at: Position = { file: directory.file, line: lines, column: 1 }
  return [{ action: 'insert', at, place: 'the last group', lines: [group] }]
}

const isApproval = ({ as }: Mention): boolean => as === 'owner' || as === 'steward' || as === 'approval'
