import { compareText } from '../../core/model/diagnostic'
import { HUB } from '../../core/model/stack-names'
import { reviewPlans } from '../../core/review/review-plan'
import { review } from '../../core/review/review'
import type { Review } from '../../core/review/types'
import { expectedOf, reviewedOf } from '../review/difference'
import type { Pair } from '../review/pair'
import { PAIRS } from '../review/pairs'
import { sideOf } from '../review/sides'
import { planAlone, planChanges, type StackChange } from '../support/plan-changes'
import { missingTerraform } from '../support/terraform'
import type { Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'

const environmentsOf = ({ before, after }: Pair): string[] =>
  [...new Set([...sideOf(before).stacks.keys(), ...sideOf(after).stacks.keys()])]
    .filter((each) => each !== HUB)
    .sort(compareText)

/** What a pair's change of an environment is called among all of them. */
const changeName = (pair: Pair, environment: string): string => `pair${PAIRS.indexOf(pair)}_${environment}`

function changeOf(pair: Pair, environment: string): StackChange {
  const before = sideOf(pair.before).stacks.get(environment)
  const after = sideOf(pair.after).stacks.get(environment)
  return { ...(before && { before }), ...(after && { after }) }
}

/** Several changes at once: updates, a replacement, and what is made. */
const MANY = 'one group and one service more, INSERT added, and files of a further table'

function pairOf(name: string): Pair {
  const found = PAIRS.find((each) => each.name === name)
  if (!found) throw new Error(`there is no pair ${name}`)
  return found
}

describeWith(missingTerraform(), 'small changes in plans of Terraform', () => {
  let plans: ReadonlyMap<string, Plan>
  beforeAll(async () => {
    plans = await planChanges(
      new Map(
        PAIRS.flatMap((pair) => environmentsOf(pair).map((each) => [changeName(pair, each), changeOf(pair, each)])),
      ),
    )
  })

  const planned = (pair: Pair): Review => {
    const texts = environmentsOf(pair).map((each) => ({
      text: JSON.stringify(plans.get(changeName(pair, each))),
      what: each,
    }))
    return reviewPlans(texts, { levels: {}, mesh: sideOf(pair.after).mesh }).review
  }

  test('a grant that is replaced is said to be revoked and given again', () => {
    expect(planned(pairOf(MANY)).regranted).toMatchObject([
      { role: 'acme-lab-reader', dataset: 'sales', table: 'orders', permissions: ['DESCRIBE', 'SELECT'] },
    ])
  })

  describe.each(PAIRS.map((each): [string, Pair] => [each.name, each]))('%s', (_, pair) => {
    let found: Review
    beforeAll(() => {
      found = planned(pair)
    })

    test('the plan says what is expected', () => {
      expect(reviewedOf(found)).toEqual(expectedOf(pair))
      expect(found.notAnalysed).toEqual([])
    })

    test('the plan and the files say the same', () => {
      expect(found.findings.filter((each) => each.rule === 'plan-differs-from-mesh')).toEqual([])
      const ofFiles = review(sideOf(pair.before).mesh, sideOf(pair.after).mesh).review
      expect(digestsOf(found)).toEqual(digestsOf(ofFiles))
    })
  })
})

const digestsOf = ({ environments }: Review): Record<string, string> =>
  Object.fromEntries(environments.filter((each) => each.name !== HUB).map(({ name, digest }) => [name, digest]))

describeWith(missingTerraform(), 'a plan that was made together with others', () => {
  test('is the plan of the stack alone', async () => {
    const pair = pairOf(MANY)
    const change = changeOf(pair, 'lab') as Required<StackChange>
    const [together, alone] = await Promise.all([
      planChanges(
        new Map([
          ['one', change],
          ['other', { before: change.after, after: change.before }],
        ]),
      ),
      planAlone(change),
    ])
    expect(comparable(together.get('one')!)).toEqual(comparable(alone))
  })
})

/** Without what differs from run to run, and what is left out where a plan is taken apart. */
function comparable(plan: Plan): unknown {
  const byAddress = (a: { address: string }, b: { address: string }): number => compareText(a.address, b.address)
  const parsed = JSON.parse(JSON.stringify(plan), withoutWaiting) as Record<string, unknown> & Plan
  const { timestamp: _, relevant_attributes: __, checks: ___, variables: ____, ...rest } = parsed
  const { resource_changes: changes = [] } = rest
  const { variables: _____, ...module } = rest.configuration.root_module as Record<string, unknown>
  return {
    ...rest,
    resource_changes: [...changes].sort(byAddress),
    configuration: { ...rest.configuration, root_module: module },
  }
}

/** Of what a state has, which waits for which. */
const withoutWaiting = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'values')) return value
  return { ...value, depends_on: undefined }
}
