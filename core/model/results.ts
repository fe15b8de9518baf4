import { sideAliasName, sideBucketName, type NameScope } from './names'

/**
 * Query results and job scripts: one bucket and one key an environment, never registered with Lake Formation. One key,
 * because Athena encrypts with it whatever a query writes, into the bucket of a dataset, too.
 */
export function resultsNames(scope: NameScope): { readonly bucket: string; readonly alias: string } {
  return { bucket: sideBucketName(scope, 'results'), alias: sideAliasName(scope, 'results') }
}

/** Where a workgroup writes its results; objects expire. */
export const resultsFolder = (workgroup: string): string => `results/${workgroup}`

/** Where a persona keeps the scripts of its jobs; objects stay. */
export const jobsFolder = (role: string): string => `jobs/${role}`

/** How long results stay: they are copies of data outside Lake Formation. In days. */
export const RESULT_DAYS = 30
