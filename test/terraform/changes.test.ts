import { CREDENTIALS_VARIABLE } from '../../core/model/run-roles'
import { reviewPlans } from '../../core/review/review-plan'
import type { Review } from '../../core/review/types'
import { type Row } from '../review/changes/change'
import { GROUND } from '../review/changes/base'
import { changedStacks, outputSide, renderedRow, stacksOf, type RenderedRow } from '../review/changes/sides'
import { expectTold, isTold, rowsWith, walk } from '../review/changes/told'
import type { TerraformJson } from '../support/mesh'
import { planChanges, type StackChange } from '../support/plan-changes'
import { runs, some } from '../support/scale'
import { missingTerraform } from '../support/terraform'
import type { Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'

/** What other providers make, which are not there, and what stands beside resources, which tests of plans tell. */
const OTHERS = /^(?:types of other providers|other providers|other blocks|providers of a stack|where the state lies)$/
const LEAST = 60

/** The stacks of a row that a plan tells. */
const ASKED = some(rowsWith(({ kind, change }) => !OTHERS.test(kind) && change.planned !== false)).flatMap((row) => {
  const rendered = renderedRow(row)
  const stacks = changedStacks(rendered, ['resources']).filter((each) => !asksCloud(rendered, each))
  return stacks.length > 0 ? [{ row, rendered, stacks }] : []
})

/** Credentials of a run are a variable that only HCP Terraform sets. */
function asksCloud({ before, after }: RenderedRow, stack: string): boolean {
  return JSON.stringify([before.get(stack), after.get(stack)]).includes(CREDENTIALS_VARIABLE)
}

const planName = (row: Row, stack: string): string =>
  `row${ASKED.findIndex((each) => each.row === row)}_${stack.replaceAll('-', '_')}`

const changeOf = ({ before, after }: RenderedRow, stack: string): StackChange => ({
  before: unprotected(before.get(stack)!),
  after: unprotected(after.get(stack)!),
})

const PROTECTION = ['prevent_destroy', 'postcondition']

/** Without what keeps Terraform from planning what must never be applied. */
const unprotected = (stack: TerraformJson): TerraformJson =>
  JSON.parse(
    JSON.stringify(stack, (key, value: unknown) => (PROTECTION.includes(key) ? undefined : value)),
  ) as TerraformJson

describeWith(missingTerraform(), 'plans that Terraform makes of changes', () => {
  let plans: ReadonlyMap<string, Plan>
  beforeAll(async () => {
    const same = unprotected(stacksOf(GROUND).get('lab')!)
    plans = await planChanges(
      new Map([
        ['same', { before: same, after: same }],
        ...ASKED.flatMap(({ row, rendered, stacks }) =>
          stacks.map((each) => [planName(row, each), changeOf(rendered, each)] as const),
        ),
      ]),
    )
  })

  const reviewed = (row: Row): Review => {
    const { stacks } = ASKED.find((each) => each.row === row)!
    const texts = stacks.map((what) => ({ text: JSON.stringify(plans.get(planName(row, what))), what }))
    return reviewPlans(texts, { levels: {} }).review
  }

  test('tell nothing where nothing changes', () => {
    const plan = { text: JSON.stringify(plans.get('same')), what: 'lab' }
    const mesh = outputSide(stacksOf(GROUND)).side
    expect(reviewPlans([plan], { levels: {}, mesh }).review.findings).toEqual([])
    expect(isTold(reviewPlans([plan], { levels: {} }).review)).toBe(false)
  })

  test('are enough', () => {
    expect(ASKED.length).toBeGreaterThanOrEqual(runs(LEAST))
  })

  describe('tell', () => {
    walk(
      'Terraform',
      ASKED.map((each) => each.row),
      (row) => expectTold({ risk: row.change.riskOfPlan ?? row.risk }, reviewed(row)),
    )
  })
})
