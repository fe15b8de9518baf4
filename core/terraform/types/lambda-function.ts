import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function */
export const lambdaFunction: ResourceType = {
  type: 'aws_lambda_function',
  computed: [
    'code_sha256',
    'invoke_arn',
    'last_modified',
    'qualified_arn',
    'qualified_invoke_arn',
    'signing_job_arn',
    'signing_profile_version_arn',
    'source_code_size',
    'version',
  ],
  whole: 'hooks-changed',
}
