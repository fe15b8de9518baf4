import { Construct } from 'constructs'
import { bucketArn } from '../../core/model/arn'
import { rolePath } from '../../core/model/names'
import type { CompiledEnvironment } from '../../core/policy/environment-policies'
import type { DataLakeSettings } from '../data-lake-settings'
import { Dataset } from '../dataset'

export interface EnvironmentDatasetsProps {
  readonly environment: CompiledEnvironment
  readonly lake: DataLakeSettings
  /** @default - none */
  readonly permissionsBoundary?: string | undefined
}

/** The datasets of an environment, by name. */
export function addDatasets(scope: Construct, props: EnvironmentDatasetsProps): ReadonlyMap<string, Dataset> {
  const { environment, lake, permissionsBoundary } = props
  const { access } = environment
  const inside = new Construct(scope, 'datasets')
  return new Map(
    access.datasets.map((dataset) => {
      const policies = environment.datasets.get(dataset.name)
      if (!policies) throw new Error(`the dataset ${dataset.name} has no policies`)
      const { locationTrust: trust, location: policy } = policies
      const made = new Dataset(inside, dataset.name, {
        ...dataset,
        bucketArn: bucketArn(access, dataset.bucket),
        bucketPolicy: policies.bucket,
        keyPolicy: policies.key,
        tables: Object.fromEntries(Object.entries(dataset.tables).filter(([, table]) => table.managed)),
        locationRole: { ...dataset.locationRole, path: rolePath(access.mesh), trust, policy, permissionsBoundary },
        settings: lake.settings,
        tags: { 'trustloom:dataset': dataset.name, 'trustloom:classification': dataset.classification },
      })
      return [dataset.name, made]
    }),
  )
}
