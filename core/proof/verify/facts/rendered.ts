import { ofType, type SynthStack } from '../../../terraform/rendered/stack'
import { blockFacts } from './block-facts'
import type { Fact, FactScope } from './fact'
import { factsOf } from './facts-of'
import type { Refer } from './lines'
import { keySubject, wordings } from './subjects'

/** What a stack says. */
export function renderedFacts(stack: SynthStack, scope: FactScope): Fact[] {
  const { refer, keys } = namesOf(stack, scope)
  return [
    ...stack.resources.flatMap(({ type, written, provider, address }) =>
      factsOf({ type, written, provider, address, subject: keys.get(address) }, scope, refer),
    ),
    ...blockFacts(stack.blocks, refer),
  ]
}

/** What the resources of a stack are called. */
export interface StackNames {
  readonly refer: Refer
  /** Keys by address: their arguments do not name them. */
  readonly keys: ReadonlyMap<string, string>
}

export function namesOf(stack: SynthStack, scope: FactScope): StackNames {
  const keys = keySubjects(stack)
  const resources = new Map(stack.resources.map((each) => [each.address, each]))
  const subjects = new Map<string, string>()
  const subjectOf = (address: string): string | undefined => {
    const known = keys.get(address) ?? subjects.get(address)
    const resource = resources.get(address)
    if (known !== undefined || !resource) return known
    // What refers back to itself ends at its address.
    subjects.set(address, address)
    const subject = refer(wordings[resource.type].subject(resource.written, scope))
    subjects.set(address, subject)
    return subject
  }
  const refer: Refer = (text) =>
    text.includes('${')
      ? text.replace(/\$\{([a-z_]+\.[\w-]+)/g, (_, address: string) => `\${${subjectOf(address) ?? address}`)
      : text
  return { refer, keys }
}

/** Keys by their aliases; one that has none is called by its address. */
function keySubjects(stack: SynthStack): ReadonlyMap<string, string> {
  const aliases = new Map<string, string[]>()
  for (const { attributes } of ofType(stack, 'aws_kms_alias')) {
    const known = aliases.get(attributes.target_key_id) ?? []
    aliases.set(attributes.target_key_id, [...known, attributes.name].sort())
  }
  return new Map(
    ofType(stack, 'aws_kms_key').map(({ address }) => [
      address,
      keySubject(aliases.get(address)?.join(' and ') ?? `${address}, which has no alias`),
    ]),
  )
}
