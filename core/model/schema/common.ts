import { z } from 'zod'
import { NAME_LIMITS } from '../names'
import { PARTITIONS } from '../partition'
import type { RaisedKey } from '../quotas/quota'
import { quotaOf, type QuotaId } from '../quotas/table'
import { TEXT_FORMS } from '../text-forms'
import { unseenIn } from '../unseen'
import { format, type Format } from './format'

/** Names that people give: environments, services, personas, datasets. They become parts of AWS names. */
export const name = format(TEXT_FORMS.name)

/** Names of tables and columns that are made here: what Glue, Athena and Spark all take. */
export const MADE_NAME: Format = {
  code: 'bad-name',
  pattern: new RegExp(`^[a-z0-9_]{1,${NAME_LIMITS.glue}}$`),
  is: `a name of 1 to ${NAME_LIMITS.glue} lower-case letters, digits and underscores`,
  hint: 'Glue folds names to lower case, and Athena takes no other characters; a table that is there already may have them, with `managed: false`',
}

/** What any table may be called: one line, without what ARNs, paths and patterns of policies are made of. */
export const tableName = format({
  code: 'bad-name',
  pattern: new RegExp(`^(?!\\s)[^\\p{C}\\p{Zl}\\p{Zp}/\\\\:*?{}"'<>|]{1,${NAME_LIMITS.glue}}(?<!\\s)$`, 'u'),
  is: `the name of a table: 1 to ${NAME_LIMITS.glue} characters without quotes, brackets and / \\ : * ? |`,
})

/** What any column may be called: one line. Half a bracket is a part of a type that was not quoted. */
export const columnName = format({
  code: 'bad-name',
  pattern: new RegExp(
    `^(?!\\s)(?=.{1,${NAME_LIMITS.glue}}$)(?:[^\\p{C}\\p{Zl}\\p{Zp}()<>]|\\([^()<>]*\\)|<[^()<>]*>)+(?<!\\s)$`,
    'u',
  ),
  is: MADE_NAME.is,
})

/** Names of tables and columns that somebody else made, such as a crawler. */
export const EXISTING_NAME: Format = {
  code: 'bad-name',
  pattern: /^[^\p{Lu}]*$/u,
  is: 'a name without upper-case letters',
  hint: 'Glue folds names to lower case',
}

/** Services without a person behind them, where they are to lead to more than home storage. */
export const cognitoServices = z
  .array(name)
  .describe('Cognito services that lead to this role, too; refused where it reaches sensitive data.')

export const accountId = format({
  code: 'bad-account',
  pattern: /^\d{12}$/,
  is: 'an AWS account id: twelve digits in quotes',
})

export const region = format({
  code: 'bad-region',
  pattern: /^[a-z]{2,3}(?:-[a-z]+){1,2}-\d{1,2}$/,
  is: 'an AWS Region such as eu-central-1',
})

export const partition = z.enum(PARTITIONS)

/**
 * An ARN in which `${partition}`, `${account}`, `${environment}` and `${mesh}` are filled in. Nothing else that begins
 * with `${` may stand in it.
 */
const arnTemplate = (types: string, is: string): z.ZodString =>
  format({
    code: 'bad-arn',
    pattern: new RegExp(
      `^arn:(?:aws|aws-cn|aws-us-gov|\\$\\{partition\\}):iam::(?:\\d{12}|\\$\\{account\\}):(?:${types})\\/(?:[\\w+=,.@/-]|\\$\\{(?:partition|account|environment|mesh)\\})+$`,
    ),
    is,
    hint: 'only ${partition}, ${account}, ${environment} and ${mesh} are filled in',
  })

export const roleArnTemplate = arnTemplate(
  'role',
  'the ARN of an IAM role such as arn:${partition}:iam::${account}:role/terraform',
)
export const principalArnTemplate = arnTemplate(
  'role|user',
  'the ARN of an IAM role or user such as arn:${partition}:iam::${account}:role/terraform',
)
export const policyArnTemplate = arnTemplate(
  'policy',
  'the ARN of an IAM policy such as arn:${partition}:iam::${account}:policy/boundary',
)

/** A directory group's name: any text of one line, without characters that nobody sees. */
export const group = format({
  ...TEXT_FORMS.group,
  because: (value) =>
    value === '__proto__' ? '__proto__ is a word of JavaScript, which the lock file cannot hold' : unseenIn(value),
})

/** Free text that people read: Glue and KMS descriptions. Their limit is 2,048 characters; control characters are refused. */
export const prose = format({
  code: 'bad-text',

  pattern: /^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]{0,2048}$/,
  is: 'text of at most 2,048 characters without control characters',
})

export const fileName = format({
  code: 'bad-path',
  pattern: /^(?![/\\])(?!.*(?:^|\/)\.\.(?:\/|$))[^\\:*?"<>|\n\r]+$/,
  is: 'a file inside the mesh folder, written with forward slashes',
})

/** Where HCP Terraform, or a Terraform Enterprise, is. */
export const hostname = format({
  code: 'bad-hostname',
  pattern: /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
  is: 'a host name such as app.terraform.io',
})

/** Raised AWS quotas, in the unit of the quota: from AWS's default to the most that it raises to. */
export const quotas = z.strictObject({
  trustPolicy: raised('trust-policy').describe(
    'Characters of a role trust policy: 2048, or what the account has been raised to (4096, 8192).',
  ),
  roles: raised('roles').describe('Roles in the account: 1000, or what it has been raised to.'),
  oidcProviders: raised('oidc-providers').describe(
    'OpenID Connect providers in the account: 100, or what it has been raised to.',
  ),
} satisfies Record<RaisedKey, z.ZodType>)

function raised(id: QuotaId): z.ZodOptional<z.ZodInt> {
  const { limit, raise } = quotaOf(id)
  return z
    .int()
    .min(limit)
    .max(raise?.to.at(-1) ?? limit)
    .optional()
}

export const sessionHours = z.int().min(1).max(12).describe('How long a session lasts at most, in hours.')
