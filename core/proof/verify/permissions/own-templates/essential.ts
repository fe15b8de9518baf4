import { words } from '../actions/words'

/**
 * Actions without which no query, no write to the catalogue and no job runs: a template that takes the place of a
 * built-in one and leaves one out breaks the paths of its roles. Rights on datasets follow from paths alone, whatever
 * gives them, and are not listed here.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/row-filtering-prereqs.html
 */
export const ESSENTIAL: ReadonlySet<string> = new Set(
  words(`
    athena:GetQueryExecution athena:GetQueryResults athena:StartQueryExecution
    glue:BatchCreatePartition glue:CreateJob glue:CreatePartition glue:CreateTable glue:DeletePartition glue:DeleteTable
    glue:GetDatabase glue:GetPartitions glue:GetTable glue:StartJobRun glue:UpdateDatabase glue:UpdatePartition
    glue:UpdateTable
    iam:PassRole
    kms:Decrypt kms:GenerateDataKey
    lakeformation:GetDataAccess lakeformation:GetQueryState lakeformation:GetWorkUnitResults
    lakeformation:GetWorkUnits lakeformation:StartQueryPlanning
    s3:GetBucketLocation s3:GetObject s3:PutObject
  `),
)
