import { jobsFolder, resultsFolder } from '../../model/results'
import { filesOf, type FilesRead, type OwnFolders } from '../reach/files'
import type { Names } from '../reach/names'
import type { Reached } from '../reach/reach'
import type { Recall } from '../reach/recall'
import { blocksIn, ofType, textIn, type ReadResource } from '../../terraform/read/resource'

/** The bucket that workgroups write their results to. */
export function resultsBucket(resources: readonly ReadResource[]): string | undefined {
  for (const { values } of ofType(resources, 'aws_athena_workgroup')) {
    for (const configuration of blocksIn(values, 'configuration')) {
      for (const result of blocksIn(configuration, 'result_configuration')) {
        const [, bucket] = /^s3:\/\/([^/]+)\//.exec(textIn(result, 'output_location') ?? '') ?? []
        if (bucket !== undefined) return bucket
      }
    }
  }
  return undefined
}

/** The storage locations that a role opens, beside its own folders in the bucket of results. */
export function roleFiles(
  each: Reached,
  names: Names,
  bucket: string | undefined,
  again: Recall<FilesRead>,
): FilesRead {
  const policies = [...each.role.policies.values()]
  const own = ownFolders(each, bucket)
  const { mesh, environment, account, databases } = names
  const said = policies.flatMap(({ address, document }) => [address, document])
  const parts = [mesh, environment, account, databases, own?.bucket, ...(own?.prefixes ?? []), ...said]
  return again(each.role.arn, parts, () => filesOf(policies, names, own))
}

/** A role works in folders of its own, or in those of the role that hands it to a job. */
function ownFolders({ role, through }: Reached, bucket: string | undefined): OwnFolders | undefined {
  if (bucket === undefined) return undefined
  const prefixes = [role.name, ...through].flatMap((each) => [`${resultsFolder(each)}/`, `${jobsFolder(each)}/`])
  return { bucket, prefixes }
}
