import type { Position } from '../../../model/diagnostic'
import type { Value } from '../../../terraform/expression'
import type { Written } from '../../../terraform/rendered/stack'
import type { Fact } from './fact'
import { INERT_BLOCKS } from './inert'
import { isObject } from '../../../terraform/read/resource'
import { appendLines, blockOf, textOf, type Refer } from './lines'

const SKIP: ReadonlySet<string> = new Set(Object.keys(INERT_BLOCKS))

/** What stands beside the resources of a stack: how Terraform reaches accounts and state, and what the stack tells. */
export function blockFacts(blocks: Written, refer: Refer, at?: Position): Fact[] {
  const { provider, terraform, import: imports, ...others } = blocks
  const rest = terraform === undefined ? others : { ...others, terraform: withLocalState(terraform) }
  return [
    ...providerFacts(provider ?? null, refer, at),
    ...importFacts(imports, refer, at),
    ...Object.entries(rest).map(([key, value]): Fact => {
      const lines: string[] = []
      appendLines(lines, key, value, refer, SKIP)
      return { kind: 'not-understood', subject: `the block ${key}`, value: lines.join('\n'), address: key, at }
    }),
  ]
}

/** One fact for each way into an account. */
function providerFacts(provider: Value, refer: Refer, at: Position | undefined): Fact[] {
  return Object.entries(blockOf(provider)).flatMap(([name, value]) => {
    const list = (Array.isArray(value) ? value : [value]) as readonly Value[]
    return list.map((each): Fact => {
      const { alias } = isObject(each) ? each : {}
      const lines: string[] = []
      appendLines(lines, '', each, refer)
      const address = alias === undefined ? name : `${name}.${textOf(alias)}`
      return { kind: 'provider', subject: `the provider ${address}`, value: lines.join('\n'), address, at }
    })
  })
}

/** One fact for each thing that Terraform takes over instead of making it. */
function importFacts(imports: Value | undefined, refer: Refer, at: Position | undefined): Fact[] {
  const list = (Array.isArray(imports) ? imports : imports === undefined ? [] : [imports]) as readonly Value[]
  return list.map((each): Fact => {
    const { to, ...rest } = isObject(each) ? each : {}
    const lines: string[] = []
    appendLines(lines, '', isObject(each) ? rest : each, refer)
    const taken = refer(`\${${textOf(to)}}`).slice('${'.length, -1)
    return { kind: 'not-understood', subject: `the import of ${taken}`, value: lines.join('\n'), address: 'import', at }
  })
}

/** How deep the output folder lies is not the mesh's: local state is in `state`, beside the output. */
function withLocalState(terraform: Value): Value {
  const { backend, ...rest } = blockOf(terraform)
  const { local, ...others } = blockOf(backend)
  const { path, ...more } = blockOf(local)
  if (typeof path !== 'string') return terraform
  const beside = path.replace(/^(?:\.\.\/){2,}state\/(?=[^/]+$)/, '<project>/state/')
  return { ...rest, backend: { ...others, local: { ...more, path: beside } } }
}
