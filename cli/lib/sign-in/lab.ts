import type { AccessGraph } from '../../../core/model/graph'
import type { Mesh } from '../../../core/model/mesh'
import { ownValue } from '../../../core/model/own-value'
import { partitionFacts } from '../../../core/model/partition'
import { dynamoTable } from '../../../hooks/lib/table'
import type { Asked } from './asked'
import { compare, type Difference } from './compare'
import { declaredBy, expected, type Declared, type Expected } from './declared'
import { startEngine } from './engine'
import { doorsOf } from './opened'
import type { Outcome } from './outcome'
import { readRendered, type StackText } from './rendered'
import { through } from './through'
import type { LabConfig } from './lab-config'

/** The rendered mesh on this machine, where people sign in. */
export interface Lab {
  readonly config: LabConfig
  readonly declared: Declared
  /** What of the output cannot be read. */
  readonly faults: readonly Difference[]
  /** Signs somebody in, and compares with the files. */
  try(asked: Asked): Promise<Tried>
  close(): Promise<void>
}

export interface LabOptions {
  readonly mesh: Mesh
  readonly graph: AccessGraph
  readonly config: LabConfig
  readonly stacks: Iterable<StackText>
}

/** A sign-in that was tried. */
export interface Tried {
  readonly asked: Asked
  readonly outcome: Outcome
  readonly expected: Expected
  readonly differences: readonly Difference[]
}

/** Starts the engine with the rows of the stacks; `close` ends it. */
export async function startLab({ mesh, graph, config, stacks }: LabOptions): Promise<Lab> {
  const rendered = readRendered(stacks, graph.environments, config.table)
  const doors = doorsOf(rendered)
  const declared = declaredBy(graph)
  const engine = await startEngine(config.table)
  await engine.putItems(rendered.rows)
  const table = dynamoTable(engine.client, config.table)
  const signIn = through({ config, rendered, doors, table, ...addresses(mesh) })
  return {
    config,
    declared,
    faults: rendered.faults.map(({ stack, address, message }) => ({
      kind: 'not-understood',
      message: `${address} ${message}`,
      stack,
      address,
    })),
    try: async (asked) => {
      const wanted = expected(asked, declared, config)
      const roles = 'roles' in wanted ? wanted.roles : []
      const places = roles.map(({ environment, role }) => ({ environment, arn: role.arn }))
      const outcome = await signIn(asked, places)
      return { asked, outcome, expected: wanted, differences: compare({ asked, outcome, expected: wanted, rendered }) }
    },
    close: engine.close,
  }
}

/** What is set up in the identity provider and in Cognito, and never comes from a hook. */
function addresses({ settings }: Mesh): Pick<Parameters<typeof through>[0], 'recipientOf' | 'poolOf'> {
  const { services, partition } = settings
  return {
    recipientOf: (name) => {
      const service = ownValue(services, name)
      const audience = service?.protocol === 'saml' ? service.audience : undefined
      return audience ?? partitionFacts(partition).samlAudience
    },
    poolOf: (name) => {
      const service = ownValue(services, name)
      return (service?.protocol === 'cognito' ? service.identityPool : undefined) ?? ''
    },
  }
}
