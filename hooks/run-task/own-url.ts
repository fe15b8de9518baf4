/**
 * A URL of one host, over HTTPS and without anything that could lead elsewhere; `undefined` for any other. Requests are
 * signed, but a hook in the hub must not be a way to addresses that only the hub can reach.
 */
export function ownUrl(text: unknown, hosts: readonly string[]): string | undefined {
  if (typeof text !== 'string' || text.length > 4096 || !URL.canParse(text)) return undefined
  const { protocol, host, username, password, href } = new URL(text)
  return protocol === 'https:' && hosts.includes(host) && username === '' && password === '' ? href : undefined
}

/** HCP Terraform keeps plans on hosts beside those that it answers on; a Terraform Enterprise, on its own. */
const CLOUD = '.terraform.io'

/** The hosts on which a plan may lie: the one that was asked, and the storage of HCP Terraform, beside it or above. */
export function planHosts(host: string): string[] {
  if (!host.endsWith(CLOUD)) return [host]
  const labels = host.split('.')
  const parents = labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'))
  return [host, ...parents.map((each) => `archivist.${each}`)]
}
