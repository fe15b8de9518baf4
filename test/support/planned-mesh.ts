import { openQuestions } from './known-plan'
import type { TerraformJson } from './mesh'
import { planStacks } from './plan-changes'
import type { Project } from './project'
import { startSts, type StsOptions } from './sts'
import { describeWith } from './tools'
import { missingTerraform } from './terraform'
import type { Plan } from './terraform-plan'

/** What the real Terraform says of one stack, before anything exists. */
export interface PlannedStack {
  /** Errors and warnings of `terraform validate`. */
  readonly diagnostics: readonly unknown[]
  readonly plan: Plan
  /** Whether the rendered file is still what it was. */
  readonly untouched: boolean
}

export type PlannedMesh = ReadonlyMap<string, PlannedStack>

/**
 * Renders a mesh with the real command, validates each stack as it is, and plans all of them in one, as AWS accounts
 * that are empty.
 */
export async function planMesh(project: Project, options: StsOptions = {}): Promise<PlannedMesh> {
  await project.synth()
  const names = project.stacks()
  const stacks = new Map(names.map((name) => [name, JSON.parse(project.stack(name, {}).text()) as TerraformJson]))
  const diagnostics = new Map<string, readonly unknown[]>()
  const untouched = new Map<string, boolean>()
  const sts = await startSts(options)
  for (const name of names) {
    const stack = project.stack(name, { AWS_ENDPOINT_URL_STS: sts.url })
    const before = stack.text()
    await stack.init()
    diagnostics.set(name, await stack.validate())
    untouched.set(name, stack.text() === before)
  }
  const plans = await planStacks(stacks, options)
  return new Map(
    names.map((name) => [
      name,
      { diagnostics: diagnostics.get(name)!, plan: plans.get(name)!, untouched: untouched.get(name)! },
    ]),
  )
}

/** Tests what holds for every stack of every mesh, and then what is special to this one. */
export function testPlannedMesh(
  name: string,
  { project, stacks, sts }: { project: () => Project; stacks: readonly string[]; sts?: StsOptions },
  more: (mesh: () => PlannedMesh) => void = () => undefined,
): void {
  describeWith(missingTerraform(), name, () => {
    let made: Project | undefined
    let mesh: PlannedMesh
    beforeAll(async () => {
      made = project()
      mesh = await planMesh(made, sts)
    })
    afterAll(() => made?.remove())

    test('each environment is a stack, and the hub', () => {
      expect([...mesh.keys()].sort()).toEqual([...stacks].sort())
    })
    describe.each(stacks)('%s', (stack) => testStack(() => mesh.get(stack) as PlannedStack, stack))
    more(() => mesh)
  })
}

function testStack(stack: () => PlannedStack, name: string): void {
  test('Terraform takes it as it is, without a warning', () => {
    expect(stack()).toMatchObject({ diagnostics: [], untouched: true })
  })

  test('the plan tells all that decides about access', () => {
    expect(openQuestions(stack().plan)).toEqual([])
  })

  test('the plan tells the names that it is read by', () => {
    const { actions, after, after_unknown } = stack().plan.output_changes?.trustloom ?? {}
    expect({ actions, after_unknown }).toEqual({ actions: ['create'], after_unknown: false })
    expect(after).toMatchObject({ schemaVersion: 1, environment: name })
  })

  test('no account is reached that is not named', () => {
    for (const { expressions } of Object.values(stack().plan.configuration.provider_config)) {
      expect(expressions.allowed_account_ids).toEqual({ constant_value: [expect.stringMatching(/^\d{12}$/)] })
    }
  })
}
