import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TerraformJson } from './mesh'
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
 * changes.
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
    return await plan(
      new Map(
        [...changes].map(([name, { before, after }]): [string, Snapshots] => {
          const state = before && states.get(names.get(JSON.stringify(before)) ?? '')
          return [
            name,
            { ...(after && { stack: after }), ...(before && state && { existing: { stack: before, state } }) },
          ]
        }),
      ),
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
