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

/** The role of a persona, or `home` or `home-writers`. */
export const nameOfRole = (mesh: string, environment: string, persona: string): string =>
  within(64, mesh, environment, persona)

/** The role of a group that something is shared with. */
export const nameOfShare = (mesh: string, environment: string, group: string): string =>
  within(64, mesh, environment, 'share', latin(group))

export const nameOfSamlProvider = (mesh: string, service: string): string => within(128, mesh, service)

/**
 * An ARN of IAM.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export const iamArn = (partition: string, account: string, ...path: string[]): string =>
  ['arn', partition, 'iam', '', account, path.join('/')].join(':')
