import { canonical } from '../../terraform/canonical'
import { isObject, type ReadResource, type Values } from '../../terraform/read/resource'

type Decides = (values: Values) => Values

const only =
  (...names: readonly string[]): Decides =>
  (values) =>
    Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))

/** Type → what decides who signs in through it, of what files, outputs, plans and states tell alike. */
const DECIDES: Readonly<Record<string, Decides>> = {
  aws_cognito_user_pool_client: only('callback_urls', 'logout_urls'),
  aws_cognito_user_pool_domain: only('domain'),
  // Cognito adds what it reads of the metadata.
  aws_cognito_identity_provider: ({ provider_details: details }) =>
    isObject(details) ? only('MetadataFile', 'MetadataURL')(details) : {},
}

/** Who signs in to a pool of people and where they return to, as one text; `undefined` for what is none. */
export function poolText({ type, address, values }: ReadResource): string | undefined {
  const decides = Object.hasOwn(DECIDES, type) ? DECIDES[type] : undefined
  return decides && JSON.stringify([address, canonical(decides(values))])
}
