import { words } from '../actions/words'

/**
 * Actions of Glue by what they mean for the catalogue and for jobs.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
 * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
const glue = (text: string): ReadonlySet<string> => new Set(words(text).map((each) => `glue:${each}`))

/** What Athena and Spark read of tables. */
export const QUERY_READS = glue(`
  BatchGetPartition GetCatalog GetDatabase GetPartition GetPartitionIndexes GetPartitions GetTable GetTables
`)
/** What somebody reads who browses. */
export const BROWSE_READS = glue(`
  GetCatalog GetDatabase GetPartition GetPartitions GetTable GetTables SearchTables
`)
/** What a writer reads beside. */
export const WRITER_READS = glue(`
  GetColumnStatisticsForPartition GetColumnStatisticsForTable GetTableVersion GetTableVersions
`)
/** Every read of databases, tables and partitions. */
export const READS: ReadonlySet<string> = new Set([...QUERY_READS, ...BROWSE_READS, ...WRITER_READS])

/** Tables and partitions; databases stay. */
export const WRITES = glue(`
  BatchCreatePartition BatchDeletePartition BatchDeleteTable BatchUpdatePartition CreatePartition CreatePartitionIndex
  CreateTable DeletePartition DeletePartitionIndex DeleteTable UpdateColumnStatisticsForPartition
  UpdateColumnStatisticsForTable UpdatePartition UpdateTable
`)

/** On the jobs of an author. */
export const JOBS = glue(`
  BatchGetJobs BatchStopJobRun CreateJob DeleteJob GetJob GetJobRun GetJobRuns
  StartJobRun UpdateJob
`)
/** Names of jobs, which take no resource. */
export const JOB_LISTS = glue('GetJobs ListJobs')

export const GET_DATABASES = 'glue:GetDatabases'
export const UPDATE_DATABASE = 'glue:UpdateDatabase'
