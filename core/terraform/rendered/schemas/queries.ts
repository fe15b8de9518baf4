import * as z from 'zod'
import { anything, block, inert, off, reference, text } from './values'

export const queries = {
  aws_athena_workgroup: z.strictObject({
    ...inert,
    name: text,
    force_destroy: anything,
    configuration: block(
      z.strictObject({
        enforce_workgroup_configuration: off,
        publish_cloudwatch_metrics_enabled: anything,
        result_configuration: block(
          z.strictObject({
            output_location: text,
            expected_bucket_owner: text,
            encryption_configuration: block(
              z.strictObject({ encryption_option: text, kms_key_arn: reference('aws_kms_key', 'arn') }),
            ),
          }),
        ),
      }),
    ),
  }),
}
