import { verdictOf as verdictOfCommand, STATUS } from '../../../cli/lib/review/expected'
import type { Snapshots } from '../../../core/access/snapshot/snapshot'
import { RISKS } from '../../../core/model/risk/levels'
import { reviewPlans } from '../../../core/review/review-plan'
import type { Review } from '../../../core/review/types'
import { planReviewer } from '../../../hooks/run-task/reviewer'
import { verdictOf as verdictOfTask } from '../../../hooks/run-task/verdict'
import type { RunTaskConfig } from '../../../core/model/hook-config'
import { largePlan } from '../../bench/large-plan'
import { CHANGES } from '../../review/changes'
import type { Row } from '../../review/changes/change'
import { changedStacks, filesAfter, meshSideOf, outputSide, renderedRow } from '../../review/changes/sides'
import { nameOf } from '../../review/changes/told'
import { some } from '../../support/scale'

const { review: ofTask } = planReviewer({ levels: {} } as RunTaskConfig)

/** How the command ends at each risk from which it may be asked to fail, and without one. */
const ends = (found: Review): number[] =>
  [undefined, ...RISKS].map((failOn) => verdictOfCommand(found, failOn, [], []).status)

/** At which risks a run fails. */
const fails = (found: Review): boolean[] =>
  RISKS.map((failOn) => verdictOfTask(found, { failOn, render: () => '' }).status === 'failed')

/** What is told, without the lines and notes that only files have. */
const said = ({ gained, lost, changed, findings, notAnalysed, environments, digest }: Review): unknown => ({
  digest,
  environments: environments.map(({ name, state, risk, changed: is }) => ({ name, state, risk, is })),
  gained: gained.map(({ path: { group, role, permission }, risk }) => ({ group, role, permission, risk })),
  lost: lost.map(({ path: { group, role, permission }, risk }) => ({ group, role, permission, risk })),
  changed: changed.map(({ after: { group, role, permission }, risk }) => ({ group, role, permission, risk })),
  findings: findings.map(({ rule, message, risk }) => ({ rule, message, risk })),
  notAnalysed: notAnalysed.map(({ address, reason, value }) => ({ address, reason, value })),
})

/** The files of a row; of an edited output, what files would be that say it. */
const meshOf = (row: Row): Snapshots => {
  const after = filesAfter(row)
  return after ? meshSideOf(after).side : outputSide(renderedRow(row).after).side
}

const PLANNED = some(CHANGES, 4).flatMap((row) =>
  changedStacks(renderedRow(row), ['resources']).map((stack): [string, string, Row] => [nameOf(row), stack, row]),
)

test.each(PLANNED)(
  '%s in the plan of %s is judged alike with files and without, and by the run task',
  (_, what, row) => {
    const { before, after } = renderedRow(row)
    const text = JSON.stringify(largePlan(before.get(what)!, after.get(what)!))
    const withMesh = reviewPlans([{ text, what }], { levels: {}, mesh: meshOf(row) }).review
    const alone = reviewPlans([{ text, what }], { levels: {} }).review
    expect(said(withMesh)).toEqual(said(alone))
    expect(ends(withMesh)).toEqual(ends(alone))
    const found = ofTask(text)
    expect(found).toEqual(alone)
    expect(fails(found)).toEqual(RISKS.map((failOn) => verdictOfCommand(alone, failOn, [], []).status === STATUS.risk))
  },
)
