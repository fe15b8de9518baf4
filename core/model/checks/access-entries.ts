import type { Position } from '../diagnostic'
import type { AccessSettings, DatasetSettings } from '../schema/dataset'
import type { ValuePath } from '../yaml-path'
import { environmentsOf, type CheckContext, type Scope } from './check'

/** An access entry with the places of its values. */
export interface AccessEntry {
  readonly scope: Scope
  /** The dataset's name. */
  readonly name: string
  readonly dataset: DatasetSettings
  readonly entry: AccessSettings
  readonly index: number
  at(...path: ValuePath): Position | undefined
}

/** Each access entry of each environment. */
export const accessEntriesOf = (context: CheckContext): AccessEntry[] => accessByDataset(context).flat()

/** The access entries of each dataset of each environment. */
export function accessByDataset(context: CheckContext): AccessEntry[][] {
  return environmentsOf(context).flatMap((scope) =>
    Object.entries(scope.settings.datasets).map(([name, dataset]) =>
      dataset.access.map((entry, index) => ({
        scope,
        name,
        dataset,
        entry,
        index,
        at: (...path) => scope.at('datasets', name, 'access', index, ...path),
      })),
    ),
  )
}
