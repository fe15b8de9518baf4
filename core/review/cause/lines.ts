import type { Position } from '../../model/diagnostic'
import { HUB } from '../../model/stack-names'
import type { ChangedPath, Finding, RatedPath, ReviewPath } from '../types'
import type { Edit } from './edits'
import { placeOf } from './seen'

/** The line of each change: that of the edit that made it, since a forge shows alerts on changed lines alone. */
export class Lines {
  constructor(private readonly edits: readonly Edit[]) {}

  gained(rated: RatedPath): RatedPath {
    if (this.edits.length === 0) return rated
    return { ...rated, path: this.moved(rated.path, rated, 'after') }
  }

  lost(rated: RatedPath): RatedPath {
    if (this.edits.length === 0) return rated
    return { ...rated, path: this.moved(rated.path, rated, 'before') }
  }

  changed(rated: ChangedPath): ChangedPath {
    if (this.edits.length === 0) return rated
    return {
      ...rated,
      before: this.moved(rated.before, { ...rated, path: rated.before }, 'before'),
      after: this.moved(rated.after, { ...rated, path: rated.after }, 'after'),
    }
  }

  found<T extends Omit<Finding, 'risk'>>(finding: T): T {
    const tokens = new Set(finding.message.split(/[\s,;:'"`()/]+/).flatMap((each) => [each, ...each.split('.')]))
    for (const each of [...tokens]) tokens.add(personaOf(each, finding.environment))
    // Where a finding has no line of its own, it must be one that is edited, whichever it is.
    const found = this.nearest(finding.environment, [...tokens], 'after', finding.source ? 1 : 0)
    return found ? { ...finding, source: found } : finding
  }

  private readonly known = new Map<string, Position | undefined>()

  private moved(
    path: ReviewPath,
    rated: Pick<RatedPath, 'cause'> & { readonly path: ReviewPath },
    side: Snapshots,
  ): ReviewPath {
    const names = namesOf(path, rated.cause)
    const key = JSON.stringify([path.environment, side, names])
    const least = rated.cause?.kind === 'environment' ? 1 : undefined
    const at = this.known.has(key) ? this.known.get(key) : this.nearest(path.environment, names, side, least)
    this.known.set(key, at)
    return at ? { ...path, source: at } : path
  }

  /**
   * The edit that names the most of what is asked for, the first of those that name as much.
   *
   * @param least how many names it must have. @default - one, or none where it is the only edit
   */
  private nearest(
    environment: string,
    names: readonly string[],
    side: Snapshots,
    least?: number,
  ): Position | undefined {
    const own = this.edits.filter(
      (each) => environment === HUB || each.environment === undefined || each.environment === environment,
    )
    const scored = own.map((edit) => ({ edit, score: names.filter((each) => edit.words.has(each)).length }))
    const best = Math.max(least ?? (own.length === 1 ? 0 : 1), ...scored.map((each) => each.score))
    const isNear = ({ environment: of }: Edit): boolean => own.length === 1 || environment === HUB || of === environment
    const edit = scored.find((each) => each.score === best && (best > 0 || isNear(each.edit)))?.edit
    return side === 'after' ? (edit?.after ?? edit?.before) : (edit?.before ?? edit?.after)
  }
}

type Snapshots = 'before' | 'after'

/** What of a path its cause is about. */
function namesOf(path: ReviewPath, cause: RatedPath['cause']): readonly string[] {
  const { group, permission, environment } = path
  const role = personaOf(path.through ?? path.role, environment)
  const dataset = placeOf(path)
  switch (cause?.kind) {
    case 'environment':
      return ['state']
    case 'service':
    case 'way':
      return [cause.service ?? '', ...(cause.role === undefined ? [] : [role])]
    case 'dataset':
      return [dataset]
    case 'table':
      return [dataset, cause.table ?? '']
    case 'role':
    case 'member':
      return [role, group]
    case 'hours':
      return [role, 'sessionHours']
    case 'delegation':
      return ['delegation']
    case 'limits':
      return [role, group, dataset, ...(path.table === null ? [] : [path.table]), 'columns', 'rows']
    default:
      return [role, group, dataset, ...(path.table === null ? [] : [path.table]), permission]
  }
}

/** `reader` of `novo-clinical-prod-reader`. */
function personaOf(role: string, environment: string): string {
  const at = role.indexOf(`-${environment}-`)
  return at === -1 ? role : role.slice(at + environment.length + 2)
}
