import type { Quota } from '../quota'

const name = (
  what: string,
  limit: number,
  characters: RegExp,
  source: string,
  { least = 1, note = 'A longer name is cut and closed with six digits of its hash.' } = {},
): Quota & { readonly scope: 'name'; readonly rule: 'kept' } => ({
  subject: `the ${what} {owner} has a name of`,
  unit: 'characters',
  limit,
  least,
  characters,
  scope: 'name',
  rule: 'kept',
  advice: 'choose a shorter name',
  source,
  note,
})

const checked = { note: 'The file format takes no longer one.' }
const glue = 'https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html'
const provider = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html'

/** How long names may be, and which characters AWS takes in them. */
export const NAME_QUOTAS = {
  'role-name': name(
    'role',
    64,
    /^[\w+=,.@-]*$/,
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
    {
      note: 'Unique in the account without regard to case. A longer name is cut and closed with six digits of its hash. To switch roles in the console, path and name together may have 64.',
    },
  ),
  'policy-name': name(
    'policy',
    128,
    /^[\w+=,.@-]*$/,
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
    { note: "The template's name." },
  ),
  'saml-provider-name': name(
    'SAML provider',
    128,
    /^[\w._-]*$/,
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
  ),
  'issuer-url': name('issuer', 255, /^https:\/\/[^?#\s]*$/, provider, checked),
  'client-id': name('client id', 255, /^\S*$/, provider, checked),
  'bucket-name': name(
    'bucket',
    63,
    /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    { least: 3 },
  ),
  'key-alias': name(
    'key',
    256,
    /^alias\/[\w/-]*$/,
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
  ),
  'database-name': name('Glue database', 255, /^[a-z0-9_]*$/, glue),
  'table-name': name('Glue table', 255, /^[a-z0-9_]*$/, glue, checked),
  'column-name': name('column', 255, /^[a-z0-9_]*$/, glue, checked),
  'workgroup-name': name(
    'workgroup',
    128,
    /^[\w.-]*$/,
    'https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html',
    { note: "The role's name, which is shorter." },
  ),
} as const satisfies Record<string, Quota>
