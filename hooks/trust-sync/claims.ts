import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { liveKey } from '../../core/model/table-keys'
import { applicationAttribute, clientAttribute, type ServiceDefinition } from '../lib/live-rows'
import { Unsettled, type TrustSync } from './context'
import { holds } from './service-rows'

/*
 * The index tells sign-in hooks by which application or client a service of run time is known. Each may stand for one
 * service only, so an attribute of the index is a claim: who writes it first has it.
 */

/** `service#<service>` → the newest version that has written claims: older ones may not. */
const VERSION_PREFIX = 'service#'
const CLAIMS = /^(?:application|client)#/

/** An expression has 4 KB, and an issuer may have 100 client ids. */
const AT_ONCE = 30
const MAX_TRIES = 10

export const attributesOf = (definition: ServiceDefinition): string[] => [
  ...(definition.application === undefined ? [] : [applicationAttribute(definition.application)]),
  ...(definition.protocol === 'oidc'
    ? definition.clientIds.map((each) => clientAttribute(definition.issuer, each))
    : []),
]

export type Index = Readonly<Record<string, unknown>>

export async function readIndex({ table }: TrustSync): Promise<Index> {
  const [row = {}] = await table.rows([liveKey.index()])
  return row
}

/** Every service that has ever had claims. */
export const servicesOf = (index: Index): string[] =>
  Object.keys(index).flatMap((key) => (key.startsWith(VERSION_PREFIX) ? [key.slice(VERSION_PREFIX.length)] : []))

/** The attribute that another service has already. */
export const takenIn = (index: Index, service: string, attributes: readonly string[]): string | undefined =>
  attributes.find((each) => Object.hasOwn(index, each) && index[each] !== service)

/**
 * Makes these the service's claims, and no others.
 *
 * @returns the attribute that another service has; nothing else was changed then, or some of them were, which the next
 * version puts right
 * @throws {Unsettled} where the index changes again and again
 */
export async function claim(
  sync: TrustSync,
  service: string,
  version: number,
  attributes: readonly string[],
): Promise<string | undefined> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const index = await readIndex(sync)
    const written = index[VERSION_PREFIX + service]
    // A newer version has come meanwhile, and its claims are the ones that count.
    if (typeof written === 'number' && written > version) return undefined
    const taken = takenIn(index, service, attributes)
    if (taken !== undefined) return taken
    const add = attributes.filter((each) => index[each] !== service)
    const drop = Object.keys(index).filter(
      (each) => CLAIMS.test(each) && index[each] === service && !attributes.includes(each),
    )
    if (add.length + drop.length === 0 && written === version) return undefined
    if (await write(sync, service, version, add.slice(0, AT_ONCE), drop.slice(0, AT_ONCE))) {
      if (add.length <= AT_ONCE && drop.length <= AT_ONCE) return undefined
      tries = -1
    }
  }
  throw new Unsettled(`the claims of ${service} could not be written`)
}

/** Gives up what the service, up to this version, has claimed. */
export const release = (sync: TrustSync, service: string, version: number): Promise<string | undefined> =>
  claim(sync, service, version, [])

function write(
  { client, config }: TrustSync,
  service: string,
  version: number,
  add: readonly string[],
  drop: readonly string[],
): Promise<boolean> {
  const names = new Map([VERSION_PREFIX + service, ...add, ...drop].map((each, index) => [each, `#a${index}`]))
  const named = (attribute: string): string => names.get(attribute) ?? ''
  const own = named(VERSION_PREFIX + service)
  const set = [`${own} = :version`, ...add.map((each) => `${named(each)} = :service`)]
  const remove = drop.map(named)
  const free = add.map((each) => `(attribute_not_exists(${named(each)}) OR ${named(each)} = :service)`)
  const condition = [`(attribute_not_exists(${own}) OR ${own} <= :version)`, ...free]
  return holds(() =>
    client.send(
      new UpdateCommand({
        TableName: config.table,
        Key: liveKey.index(),
        UpdateExpression: `SET ${set.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
        ConditionExpression: condition.join(' AND '),
        ExpressionAttributeNames: Object.fromEntries([...names].map(([attribute, name]) => [name, attribute])),
        ExpressionAttributeValues: { ':version': version, ...(add.length > 0 && { ':service': service }) },
      }),
    ),
  )
}
