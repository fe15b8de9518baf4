import { rated } from '../../../cli/lib/review/compare'
import { changedOthers } from '../../../cli/lib/review/synth-input'
import { reviewPlans, type PlanText } from '../../../core/review/review-plan'
import { review } from '../../../core/review/review'
import type { Review } from '../../../core/review/types'
import type { Snapshots } from '../../../core/access/snapshot/snapshot'
import { largePlan } from '../../bench/large-plan'
import { CHANGES } from '../../review/changes'
import { GROUND } from '../../review/changes/base'
import { filesBefore, type Row } from '../../review/changes/change'
import {
  filesAfter,
  meshSideOf,
  outputSide,
  changedStacks,
  renderedRow,
  stacksOf,
  type Part,
  type RenderedRow,
  type Stacks,
} from '../../review/changes/sides'
import { expectOtherDigests, expectTold, nameOf, rowsWith, walk } from '../../review/changes/told'
import { some } from '../../support/scale'

test('there are enough changes, and each has a name', () => {
  expect(CHANGES.length).toBeGreaterThanOrEqual(200)
  expect(new Set(CHANGES.map(nameOf)).size).toBe(CHANGES.length)
})

const ofTypes = (kind: string): number => rowsWith((each) => each.kind === kind).length

test('there are enough types that nobody renders', () => {
  expect(ofTypes('types of AWS that Trustloom never renders')).toBeGreaterThanOrEqual(40)
  expect(ofTypes('types of other providers')).toBeGreaterThanOrEqual(15)
})

describe('a review of two folders tells', () => {
  walk('folders', some(rowsWith(({ change }) => 'files' in change)), (row) => {
    const [before, after] = [meshSideOf(filesBefore(row.change)), meshSideOf(filesAfter(row) ?? {})]
    expectTold(row, rated(before, after).review)
    expectOtherDigests(rated(before, before).review, rated(before, after).review)
  })
})

describe('a review of two outputs tells', () => {
  walk('outputs', some(CHANGES, 1), (row) => {
    const { before, after } = renderedRow(row)
    const found = ofOutputs(before, after)
    expectTold(row, found)
    expectOtherDigests(ofOutputs(before, before), found)
  })
})

function ofOutputs(before: Stacks, after: Stacks): Review {
  const [was, is] = [outputSide(before), outputSide(after)]
  return review(was.side, is.side, { notAnalysed: changedOthers(was.others, is.others) }).review
}

function planned(row: Row, parts: readonly Part[], meshOf: (rendered: RenderedRow) => Snapshots | undefined): void {
  const rendered = renderedRow(row)
  const names = changedStacks(rendered, parts)
  if (names.length === 0) return
  const { before } = rendered
  const plans = (after: Stacks): PlanText[] =>
    names.map((name) => ({
      text: JSON.stringify(largePlan(before.get(name)!, after.get(name)!)),
      what: name,
    }))
  const mesh = meshOf(rendered)
  const of = (after: Stacks): Review => reviewPlans(plans(after), { levels: {}, mesh }).review
  const found = of(rendered.after)
  expectTold({ risk: row.change.riskOfPlan ?? row.risk }, found)
  expectOtherDigests(of(before), found)
}

describe('a plan tells', () => {
  walk('plan', some(CHANGES, 2), (row) => planned(row, ['resources'], () => undefined))
})

describe('a plan beside the files of before tells', () => {
  walk('plan and files', some(CHANGES, 3), (row) =>
    planned(row, ['resources'], ({ before }) => outputSide(before).side),
  )
})

const MADE_WITH = ['provider', 'terraform'] as const

const madeWith = (stacks: Stacks, key: (typeof MADE_WITH)[number]): string => JSON.stringify(stacks.get('lab')?.[key])

describe('providers of a plan beside the files that say others', () => {
  // What a stack requires and makes nothing with, no plan tells.
  const unused = 'a provider of the source of another'
  const ofProviders = rowsWith(({ kind, name }) => kind === 'providers of a stack' && name !== unused)
    .map((row) => ({ row, rendered: renderedRow(row) }))
    .filter(({ rendered }) =>
      MADE_WITH.some((each) => madeWith(rendered.before, each) !== madeWith(rendered.after, each)),
    )
  const differing = ({ before, after }: RenderedRow): string[] => {
    const plan = { text: JSON.stringify(largePlan(before.get('lab')!, after.get('lab')!)), what: 'lab' }
    const { findings } = reviewPlans([plan], { levels: {}, mesh: outputSide(before).side }).review
    return findings.flatMap(({ rule, message }) => (rule === 'plan-differs-from-mesh' ? [message] : []))
  }

  test('are told, whatever is another', () => {
    expect(ofProviders.length).toBeGreaterThan(15)
    const silent = ofProviders.filter(({ rendered }) =>
      differing(rendered).every((each) => !/^(?:provider|terraform)\./.test(each)),
    )
    expect(silent.map(({ row }) => nameOf(row))).toEqual([])
  })

  test('are not told where they are those of the files', () => {
    const before = stacksOf(GROUND)
    expect(differing({ before, after: before })).toEqual([])
  })
})
