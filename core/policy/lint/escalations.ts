import { remember } from '../evaluate/memo'
import { actionData, actionsLike } from './iam-data'

/**
 * Services that run code, commands, queries, jobs, builds or deliveries with a role of their own, or sign in as somebody
 * else. Whoever may change or start something there acts with that role's rights, or reads what it reads. The ways are
 * those of pathfinding.cloud, PMapper and cloudsplaining; other services are here because they are handed a role in the
 * same way. Glue, IAM and STS are not: `verify` asks of each of their actions what it reaches.
 *
 * @see https://pathfinding.cloud/
 * @see https://github.com/nccgroup/PMapper/tree/master/principalmapper/graphing
 * @see https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/shared/constants.py
 */
const WITH_ROLES: ReadonlySet<string> = new Set(
  `
    airflow amplify appflow apprunner appstream appsync autoscaling backup batch bedrock bedrock-agentcore chatbot
    cleanrooms cloud9 cloudformation cloudshell codebuild codedeploy codepipeline comprehend connect databrew
    datapipeline datasync datazone deadline dlm dms drs ec2 ec2-instance-connect ec2messages ecs eks elasticbeanstalk
    elasticmapreduce emr-containers emr-serverless entityresolution events finspace firehose fis gamelift greengrass
    imagebuilder iot kafkaconnect kinesisanalytics lambda lightsail m2 mediaconvert mgn omics opsworks osis pipes proton
    qbusiness quicksight rds rds-data rds-db redshift redshift-data redshift-serverless rolesanywhere sagemaker scheduler
    servicecatalog ssm ssm-guiconnect ssmmessages states storagegateway synthetics transcribe transfer translate
    workspaces
  `
    .trim()
    .split(/\s+/),
)

/**
 * What acts with a role in services that do little with roles otherwise; and what AWS calls reading, though it lets an
 * agent act, or takes commands that were meant for a machine.
 */
const ACTS =
  /^(?:bedrock:invoke(?:agent|flow|inlineagent)|cloudwatch:(?:assumeaccessprofile|putmetricstream)|ec2messages:.*|logs:(?:create(?:delivery|exporttask|scheduledquery)|put(?:accountpolicy|delivery.*|destination|subscriptionfilter)|updatescheduledquery))$/

/** What somebody acts with as another one: reading it is no mere reading. */
const HANDS_OUT = /^(?!count|describe|list).*(?:secret|credential|password|token|parameter)/

/** Whether AWS says that an action, in lower case, only reads or lists, and it hands out nothing to act with as another one. */
export const isMereReading = (service: string, name: string): boolean =>
  /^(?:Read|List)$/.test(actionData(service, name)?.accessLevel ?? '') &&
  !HANDS_OUT.test(name) &&
  !ACTS.test(`${service}:${name}`)

const escalates = (service: string, name: string): boolean =>
  !isMereReading(service, name) && (WITH_ROLES.has(service) || HANDS_OUT.test(name) || ACTS.test(`${service}:${name}`))

const judge = remember((action): { readonly because: string | undefined } => {
  const [service = '', pattern = ''] = action.split(':')
  const names = actionsLike(service, pattern)
  const found = names.find((each) => escalates(service, each))
  if (found === undefined) return { because: undefined }
  const what = HANDS_OUT.test(found)
    ? 'reads or writes what somebody signs in with'
    : `acts with the rights of roles that ${service} was handed`
  return { because: names.length > 1 ? `it includes ${service}:${found}, which ${what}` : `it ${what}` }
})

/**
 * By what an action gives the rights or the data of another role; `undefined` where AWS and the public lists know of
 * nothing.
 *
 * @param action in lower case; a wildcard may stand in its name, and not in its service
 */
export const escalatesBecause = (action: string): string | undefined => judge(action).because
