import { reviewPlans } from '../../core/review/review-plan'
import { type Row } from '../review/changes/change'
import { changedStacks, renderedRow, type RenderedRow } from '../review/changes/sides'
import { expectTold, nameOf, rowsWith, walk } from '../review/changes/told'
import type { TerraformJson } from '../support/mesh'
import { planChanges, type StackChange } from '../support/plan-changes'
import { runs, SEED, some } from '../support/scale'
import { missingTerraform } from '../support/terraform'
import type { Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'

/** Kinds of which the real Terraform is not asked: what stands beside resources, what other providers make, and the cloud. */
const OTHERS =
  /^(?:types of other providers|other providers|other blocks|what multiplies|where the state|providers of a|trust of runs|run tasks)/
/** So many changes are planned at least, and each in one of so many runs: the seed says in which. */
const LEAST = 60
const PARTS = 3

const PLANNED = some(
  rowsWith(({ kind, change }) => !OTHERS.test(kind) && change.planned !== false).filter(
    (_, index) => (index + Math.abs(SEED)) % PARTS === 0,
  ),
).flatMap((row) => {
  const rendered = renderedRow(row)
  const stacks = changedStacks(rendered, ['resources']).filter((each) => !each.startsWith('bootstrap-'))
  return stacks.length > 0 ? [{ row, rendered, stacks }] : []
})
const planName = (row: Row, stack: string): string =>
  `row${PLANNED.findIndex((each) => each.row === row)}_${stack.replaceAll('-', '_')}`

const changeOf = ({ before, after }: RenderedRow, stack: string): Required<StackChange> => ({
  before: unprotected(before.get(stack)!),
  after: unprotected(after.get(stack)!),
})

/** Without what keeps Terraform from planning what must never be applied. */
const unprotected = (stack: TerraformJson): TerraformJson =>
  JSON.parse(JSON.stringify(stack, (key, value: unknown) => (key === 'lifecycle' ? undefined : value))) as TerraformJson

describeWith(missingTerraform(), 'plans that Terraform makes of changes', () => {
  let plans: ReadonlyMap<string, Plan>
  beforeAll(async () => {
    plans = await planChanges(
      new Map(
        PLANNED.flatMap(({ row, rendered, stacks }) =>
          stacks.map((each) => [planName(row, each), changeOf(rendered, each)] as const),
        ),
      ),
    )
  })

  test('are enough', () => {
    expect(PLANNED.length).toBeGreaterThanOrEqual(runs(LEAST))
  })

  describe('tell', () => {
    walk(
      'Terraform',
      PLANNED.map((each) => each.row),
      (row) => {
        const { stacks } = PLANNED.find((each) => each.row === row)!
        const texts = stacks.map((what) => ({ text: JSON.stringify(plans.get(planName(row, what))), what }))
        const { review } = reviewPlans(texts, { levels: {} })
        expect({ name: nameOf(row), texts: texts.length }).toEqual({ name: nameOf(row), texts: stacks.length })
        expectTold({ risk: row.change.riskOfPlan ?? row.risk }, review)
      },
    )
  })
})
