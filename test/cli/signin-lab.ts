import { signInAll, type AllSignIns } from '../../cli/lib/sign-in/all'
import type { Asked } from '../../cli/lib/sign-in/asked'
import { startLab, type Lab, type Tried } from '../../cli/lib/sign-in/lab'
import { labConfig } from '../../cli/lib/sign-in/lab-config'
import { synthesize, type Built, type TerraformJson } from '../support/mesh'

/** Resources of a stack as they are written: type → name → arguments. */
export type Resources = Record<string, Record<string, Record<string, unknown>>>

/** Edits of stacks, by the stack's name. */
export type Edits = Readonly<Record<string, (resources: Resources) => void>>

const rendered = new WeakMap<Built, ReadonlyMap<string, TerraformJson>>()

function stacksOf(built: Built): ReadonlyMap<string, TerraformJson> {
  const stacks = rendered.get(built) ?? synthesize(built)
  rendered.set(built, stacks)
  return stacks
}

/** Renders a mesh, edits the output, and signs people in on it. */
export async function inLab<T>(built: Built, edits: Edits, use: (lab: Lab) => Promise<T>): Promise<T> {
  const { mesh, registry, graph } = built
  const stacks = [...stacksOf(built)].map(([name, json]) => {
    const copy = structuredClone(json) as unknown as { resource: Resources }
    edits[name]?.(copy.resource)
    return { name, text: JSON.stringify(copy) }
  })
  const lab = await startLab({ mesh, graph, config: labConfig(mesh, registry), stacks })
  try {
    return await use(lab)
  } finally {
    await lab.close()
  }
}

export const everybody = (built: Built, edits: Edits = {}): Promise<AllSignIns> =>
  inLab(built, edits, (lab) => signInAll(lab))

export const somebody = (built: Built, asked: Partial<Asked>, edits: Edits = {}): Promise<Tried> =>
  inLab(built, edits, (lab) =>
    lab.try({ service: 'databricks', user: 'anna@novonordisk.com', groups: [], attributes: {}, ...asked }),
  )

/** `service group environment role` of each role that opened in a sign-in of one group, sorted. */
export const openedBy = ({ signIns }: AllSignIns): string[] =>
  signIns
    .filter(({ asked }) => asked.groups.length === 1)
    .flatMap(({ asked, outcome }) =>
      outcome.refused
        ? []
        : outcome.roles
            .filter((each) => each.shut === undefined)
            .map(({ role }) => `${asked.service} ${asked.groups[0]} ${role?.environment.environment} ${role?.name}`),
    )
    .sort()

/** Changes text in an argument. */
export const put =
  (type: string, name: string, argument: string, from: string, to: string) =>
  (resources: Resources): void => {
    const resource = resources[type]?.[name]
    const text = resource?.[argument]
    if (!resource || typeof text !== 'string' || !text.includes(from)) throw new Error(`${type}.${name} has no ${from}`)
    resource[argument] = text.replaceAll(from, () => to)
  }
