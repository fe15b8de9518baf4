import { readStack, type SynthStack } from '../../../../core/terraform/rendered/stack'
import { blockFacts } from '../../../../core/proof/verify/facts/block-facts'
import { compareFacts, verifyEnvironmentFacts, verifyHubFacts, type Fact } from '../../../../core/proof/verify/facts'
import { environmentFacts } from '../../../../core/proof/verify/facts/declared/environment'
import { hubFacts } from '../../../../core/proof/verify/facts/declared/hub'
import { factsOf } from '../../../../core/proof/verify/facts/facts-of'
import { namesOf } from '../../../../core/proof/verify/facts/rendered'
import { build, environmentOf, synthesize, type Built } from '../../../support/mesh'
import { fixtureFolder } from './meshes'
import type { Json } from './mutate'

export type Body = { [key: string]: Json }
export type Resources = { [type: string]: { [name: string]: Body } }

const lab = (fixture: string): { built: Built; rendered: ReturnType<typeof synthesize> } => {
  const built = build(fixtureFolder(fixture))
  return { built, rendered: synthesize(built) }
}

/** The mesh that has every feature, the one that has every hook, and the one whose runs get credentials. */
const labs = { features: lab('features'), synchronised: lab('synchronised'), runs: lab('runs') }

/** A stack of such a mesh, with what is found in it after a change of one part. */
export class FactSubject {
  readonly json: { [block: string]: Json } & { resource: Resources }
  readonly stack: SynthStack
  private readonly scope
  private readonly declared: ReadonlyMap<string, Fact>
  private readonly names

  private readonly built: Built

  constructor(
    readonly name: string,
    fixture: keyof typeof labs = 'features',
  ) {
    const { built, rendered } = labs[fixture]
    const { mesh } = built
    this.built = built
    this.json = structuredClone(rendered.get(name)) as unknown as FactSubject['json']
    this.stack = readStack(name, JSON.stringify(this.json))
    const account = name === 'hub' ? mesh.settings.hub.account : environmentOf(built, name).account
    this.scope = { mesh: mesh.settings.mesh, partition: mesh.settings.partition, account }
    const facts =
      name === 'hub'
        ? hubFacts(mesh, built.graph.retired, this.scope)
        : environmentFacts(mesh, environmentOf(built, name), this.scope, () => false)
    this.declared = new Map(facts.map((each) => [each.subject, each]))
    this.names = namesOf(this.stack, this.scope)
  }

  /** Whether the whole stack, changed, is found to differ. */
  differs(resource: Resources): boolean {
    const { mesh, graph } = this.built
    const stack = readStack(this.name, JSON.stringify({ ...this.json, resource }))
    const { differences } =
      this.name === 'hub'
        ? verifyHubFacts(mesh, graph, stack)
        : verifyEnvironmentFacts(mesh, environmentOf(this.built, this.name), stack)
    return differences.length > 0
  }

  /** The same by looking at one resource only: what it says now against what the files declare in its place. */
  resourceDiffers(type: string, name: string, body: Json): boolean {
    // What a key is called stands in its alias.
    if (type === 'aws_kms_alias') return this.differs({ ...this.json.resource, [type]: this.with(type, name, body) })
    const { resources, faults } = readStack(this.name, JSON.stringify({ resource: { [type]: { [name]: body } } }))
    if (faults.length > 0) return true
    const declared = this.factsOf(this.stack, type, name).flatMap(({ subject }) => this.declared.get(subject) ?? [])
    return this.differ(declared, this.factsOf({ ...this.stack, resources }, type, name))
  }

  blocksDiffer(blocks: Body): boolean {
    const stack = readStack(this.name, JSON.stringify(blocks))
    const declared = [...this.declared.values()].filter(({ subject }) =>
      /^the (?:block|provider|import) /.test(subject),
    )
    return stack.faults.length > 0 || this.differ(declared, blockFacts(stack.blocks, this.names.refer))
  }

  private with(type: string, name: string, body: Json): Resources[string] {
    return { ...this.json.resource[type], [name]: body as Body }
  }

  private factsOf({ resources }: SynthStack, type: string, name: string): Fact[] {
    return resources
      .filter((each) => each.type === type && each.name === name)
      .flatMap((each) => factsOf({ ...each, subject: this.names.keys.get(each.address) }, this.scope, this.names.refer))
  }

  private differ(declared: readonly Fact[], found: readonly Fact[]): boolean {
    return compareFacts(declared, found, this.name).differences.length > 0
  }
}
