import type { PathFacts, PathKey } from '../../model/graph/paths'

/** What a role holds: the part of a path that does not depend on who opens the role. */
export interface Target
  extends
    Pick<PathKey, 'dataset' | 'database' | 'table' | 'location' | 'permission'>,
    Pick<PathFacts, 'columns' | 'rows' | 'grantable'> {
  /** The resource that gives it. */
  readonly address: string
}

export const target = (known: Partial<Target> & Pick<Target, 'permission' | 'address'>): Target => ({
  dataset: null,
  database: null,
  table: null,
  location: null,
  columns: null,
  rows: null,
  grantable: false,
  ...known,
})
