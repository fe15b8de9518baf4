import { allColumns } from '../../model/access'
import type { Mesh } from '../../model/mesh'
import { mentionsOf } from '../../model/mentions'
import { groupKey, groupSpelling } from '../../model/group-names'
import { ownValue } from '../../model/own-value'
import { hintFor } from '../../model/suggest'
import { HOME, type Question, type Target } from './types'

/** What somebody typed. */
export interface Asked {
  readonly group: string
  readonly service?: string | undefined
  /** `ENV/DATASET`, `ENV/DATASET.TABLE` or `ENV/home` */
  readonly dataset?: string | undefined
  readonly column?: string | undefined
}

/** A question that names what is not there: wrong usage, not a lack of access. */
export class QuestionFault extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** Finds what a question names. A group may be unknown: that is an answer. @throws {QuestionFault} */
export function readQuestion(asked: Asked, mesh: Mesh): Question {
  if (asked.group.trim() === '') throw new QuestionFault('--group names no group')
  const { service } = asked
  const services = mesh.settings.services
  if (service !== undefined && !ownValue(services, service))
    throw new QuestionFault(`there is no service ${service}`, hintFor('service', service, Object.keys(services)))
  return { group: spelled(asked.group, mesh), service, target: readTarget(asked, mesh) }
}

/** A group's name as the mesh writes it, which is compared without case. */
function spelled(group: string, mesh: Mesh): string {
  const key = groupKey(group)
  return mentionsOf(mesh).find(({ name }) => groupKey(name) === key)?.name ?? groupSpelling(group)
}

function readTarget({ dataset: text, column }: Asked, mesh: Mesh): Target | undefined {
  if (text === undefined) {
    if (column !== undefined) throw new QuestionFault('--column needs --dataset ENV/DATASET.TABLE')
    return undefined
  }
  const [, environment, name, table] = /^([^/]+)\/([^/.]+)(?:\.([^/]+))?$/.exec(text) ?? []
  if (environment === undefined || name === undefined) {
    const hint = 'write it as clinical-prod/trials or clinical-prod/trials.visits'
    throw new QuestionFault(`--dataset is ENV/DATASET or ENV/DATASET.TABLE, not ${text}`, hint)
  }
  if (column !== undefined && table === undefined)
    throw new QuestionFault('--column is a column of a table', `name the table, too: --dataset ${text}.TABLE`)
  const target = { environment, dataset: name, table, column }
  requireTarget(target, mesh)
  return target
}

function requireTarget({ environment, dataset: name, table, column }: Target, mesh: Mesh): void {
  const settings = mesh.environments.get(environment)
  if (!settings) {
    const hint = hintFor('environment', environment, mesh.environments.keys())
    throw new QuestionFault(`there is no environment ${environment}`, hint)
  }
  if (name === HOME) {
    if (!settings.home) throw new QuestionFault(`${environment} has no home storage`)
    if (table !== undefined) throw new QuestionFault('home storage has no tables')
    return
  }
  const dataset = ownValue(settings.datasets, name)
  if (!dataset) {
    const known = [...Object.keys(settings.datasets), ...(settings.home ? [HOME] : [])]
    throw new QuestionFault(`${environment} has no dataset ${name}`, hintFor('dataset', name, known))
  }
  if (table === undefined) return
  const columns = ownValue(dataset.tables, table)
  if (!columns)
    throw new QuestionFault(`${name} has no table ${table}`, hintFor('table', table, Object.keys(dataset.tables)))
  if (column !== undefined && !allColumns(columns).includes(column))
    throw new QuestionFault(
      `the table ${table} has no column ${column}`,
      hintFor('column', column, allColumns(columns)),
    )
}
