import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TerraformJson } from './mesh'
import { partOf, stateOfPart, touchedBy, wholePlan } from './planned-part'
import { plannedState } from './planned-state'
import { aliasesOf, writeTogether, type Snapshots, type Sides } from './planned-together'
import { splitPlan } from './split-plan'
import { startSts, type StsOptions } from './sts'
import { terraformStack } from './terraform'
import type { Plan } from './terraform-plan'

/** A stack before and after a change; without `before` it is made, without `after` it goes. */
export interface StackChange {
  readonly before?: TerraformJson
  readonly after?: TerraformJson
}

/**
 * The plans that the real Terraform and the real provider make of changes, by name, though nothing exists: what is there
 * before is what the plan of the stack before says (`planned-state.ts`). Two plans in all, whatever the number of
 * changes, and of each change the second plans what it touches (`planned-part.ts`).
 */
export async function planChanges(changes: ReadonlyMap<string, StackChange>): Promise<ReadonlyMap<string, Plan>> {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const sts = await startSts()
  const stack = terraformStack(folder, { AWS_ENDPOINT_URL_STS: sts.url })
  const aliases = aliasesOf([...changes.values()].flatMap((each) => [each.before, each.after]).filter(isThere))
  const plan = async (sides: Sides): Promise<ReadonlyMap<string, Plan>> => {
    writeTogether(folder, sides, aliases)
    await stack.init()
    return splitPlan(await stack.plan('-refresh=false'), sides, aliases)
  }
  try {
    const { stacks, names } = distinct([...changes.values()].map((each) => each.before).filter(isThere))
    const first = await plan(stacks)
    const schemas = await stack.schemas()
    const states = new Map([...first].map(([name, each]) => [name, plannedState(each, schemas)]))
    const unchanged = new Map(
      [...stacks].map(([name, { stack: same }]): [string, Snapshots] => [
        name,
        { stack: same!, existing: { stack: same!, state: states.get(name)! } },
      ]),
    )
    const of = [...changes].map(([name, { before, after }]) => {
      const known = before && names.get(JSON.stringify(before))
      const state = known === undefined ? undefined : states.get(known)
      const part = before && after && touchedBy(before, after)
      const existing =
        before && state && (part ? { stack: before, state: stateOfPart(state, part) } : { stack: before, state })
      const planned = after && part ? partOf(after, part) : after
      return { name, known, part, after, side: { ...(planned && { stack: planned }), ...(existing && { existing }) } }
    })
    const second = await plan(new Map([...unchanged, ...of.map(({ name, side }) => [name, side] as const)]))
    return new Map(
      of.map(({ name, known = '', part, after }): [string, Plan] => {
        const own = second.get(name)!
        return [name, part && after ? wholePlan(own, second.get(known)!, part, after) : own]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first plans of stacks, by name, of which nothing exists. */
export async function planStacks(
  stacks: ReadonlyMap<string, TerraformJson>,
  options?: StsOptions,
): Promise<ReadonlyMap<string, Plan>> {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const sts = await startSts(options)
  const together = terraformStack(folder, { AWS_ENDPOINT_URL_STS: sts.url })
  const aliases = aliasesOf(stacks.values())
  const sides: Sides = new Map([...stacks].map(([name, stack]) => [name, { stack }]))
  try {
    writeTogether(folder, sides, aliases)
    await together.init()
    return splitPlan(await together.plan('-refresh=false'), sides, aliases)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The plan of one change as Terraform makes it of the stack as it is rendered. */
export async function planAlone({ before, after }: Required<StackChange>): Promise<Plan> {
  const folder = mkdtempSync(join(tmpdir(), 'trustloom-'))
  const sts = await startSts()
  const [below, state] = [join(folder, 'out', 'stacks', 'stack'), join(folder, 'state')]
  const { path } = (before.terraform.backend as { local: { path: string } }).local
  for (const each of [below, state]) mkdirSync(each, { recursive: true })
  const stack = terraformStack(below, { AWS_ENDPOINT_URL_STS: sts.url })
  try {
    stack.write(JSON.stringify(before))
    await stack.init()
    const first = await stack.plan('-refresh=false')
    writeFileSync(join(below, path), JSON.stringify(plannedState(first, await stack.schemas())))
    stack.write(JSON.stringify(after))
    return await stack.plan('-refresh=false')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Each stack once: many changes begin with the same one. */
function distinct(stacks: readonly TerraformJson[]): { stacks: Sides; names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>()
  const sides = new Map<string, Snapshots>()
  for (const stack of stacks) {
    const text = JSON.stringify(stack)
    if (names.has(text)) continue
    names.set(text, `before${names.size}`)
    sides.set(`before${sides.size}`, { stack })
  }
  return { stacks: sides, names }
}

const isThere = (stack: TerraformJson | undefined): stack is TerraformJson => stack !== undefined
