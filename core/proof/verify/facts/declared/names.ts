import { createHash } from 'node:crypto'

/*
 * Names and ARNs that decide who is let in, said once more, apart from the code that renders them: a fault there is a
 * difference here.
 */

const digitsOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 6)

/** A name of at most so many characters: one that is longer ends with six digits of its SHA-256. */
const within = (limit: number, ...parts: string[]): string => {
  const name = parts.join('-')
  return name.length > limit ? `${name.substring(0, limit - 6)}${digitsOf(name)}` : name
}

/** A group's name in that of its role: its Latin letters and digits, everything else as dashes. */
const latin = (group: string): string => {
  const plain = group.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '')
  return plain.match(/[a-z0-9]+/g)?.join('-') ?? digitsOf(group)
}

/** The role of a persona, of home storage, of a dataset's location, of trust-sync or of runs. */
export const nameOfRole = (mesh: string, environment: string, what: string): string =>
  within(64, mesh, environment, what)

/** The role of a group that something is shared with. */
export const nameOfShare = (mesh: string, environment: string, group: string): string =>
  within(64, mesh, environment, 'share', latin(group))

/** A function of the hub: `okta-saml`, `cognito-<service>`. */
export const nameOfFunction = (mesh: string, what: string): string => within(64, mesh, what)

export const roleOfFunction = (name: string): string => within(64, name, 'hook')

/** The bucket of a dataset, and its key's alias. */
export const nameOfBucket = (mesh: string, environment: string, dataset: string, account: string): string =>
  within(63, mesh, environment, dataset, account)
export const nameOfAlias = (mesh: string, environment: string, dataset: string): string =>
  within(256, `alias/${mesh}`, environment, dataset)

/** The same for what holds no dataset: `results`, `home`. */
export const nameOfSideBucket = (what: string, mesh: string, environment: string, account: string): string =>
  within(63, what, mesh, environment, account)
export const nameOfSideAlias = (what: string, mesh: string, environment: string): string =>
  within(256, `alias/${what}`, mesh, environment)

/** A dataset's database: Athena and Spark take small letters, digits and `_`. */
export const nameOfDatabase = (environment: string, dataset: string): string => {
  const name = `${environment}_${dataset}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
  return name.length > 255 ? name.substring(0, 249) + digitsOf(name) : name
}

export const nameOfSamlProvider = (mesh: string, service: string): string => within(128, mesh, service)

/**
 * An ARN of IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export const iamArn = (partition: string, account: string, ...path: string[]): string =>
  ['arn', partition, 'iam', '', account, path.join('/')].join(':')
