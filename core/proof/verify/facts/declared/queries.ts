import { RESULT_DAYS, resultsFolder } from '../../../../model/results'
import { keySubject } from '../subjects'
import { refer, type Stated } from '../stated'
import { nameOfSideAlias, nameOfSideBucket } from './names'
import { roleAt } from './roles'
import type { DeclaredScope } from './scope'
import { statedBucket } from './secure-bucket'

/** The bucket of query results, and a workgroup for each role that people query with. */
export function declaredQueries(scope: DeclaredScope): Stated[] {
  const { access } = scope
  const { mesh, environment, account } = access
  const bucket = nameOfSideBucket('results', mesh, environment, account)
  const alias = nameOfSideAlias('results', mesh, environment)
  const expiry = { prefix: 'results/', days: RESULT_DAYS }
  const workgroups = access.roles
    .filter(({ kind }) => kind === 'persona' || kind === 'share' || kind === 'live')
    .map((role): Stated => ({
      type: 'aws_athena_workgroup',
      role: role.name,
      at: roleAt(scope, role),
      written: {
        name: role.name,
        force_destroy: true,
        configuration: {
          enforce_workgroup_configuration: true,
          publish_cloudwatch_metrics_enabled: true,
          result_configuration: {
            output_location: `s3://${bucket}/${resultsFolder(role.name)}/`,
            expected_bucket_owner: account,
            encryption_configuration: { encryption_option: 'SSE_KMS', kms_key_arn: refer(keySubject(alias), 'arn') },
          },
        },
      },
    }))
  return [...statedBucket({ bucket, alias, expiry, at: scope.at('account') }), ...workgroups]
}
