import { verdictOf } from '../../../cli/lib/review/expected'
import { atLeast } from '../../../core/model/risk/levels'
import { isQuiet } from '../../../core/review/render/lib/quiet'
import type { Review } from '../../../core/review/types'
import type { Row } from './change'
import { CHANGES } from './index'
import { OPEN } from './open'

/** Whether a review tells something, and ends as one of a change does. */
export const isTold = (review: Review): boolean => !isQuiet(review) && verdictOf(review, undefined, [], []).status !== 0

/** Expects that a review tells, and is at least as risky as the row says. */
export function expectTold({ risk }: Pick<Row, 'risk'>, review: Review): void {
  const found = { isTold: isTold(review), isRisky: atLeast(review.risk, risk) }
  if (!found.isTold || !found.isRisky) throw new Error(`${risk} is asked for, and it says ${saidBy(review)}`)
}

const saidBy = ({ risk, gained, lost, changed, findings, notAnalysed }: Review): string =>
  JSON.stringify([
    risk,
    { gained: gained.length, lost: lost.length, changed: changed.length },
    findings.map((each) => `${each.rule}: ${each.message}`),
    notAnalysed.map((each) => `${each.address} ${each.reason}`),
  ])

/** Expects that an environment has another digest wherever something is new in it that is not understood. */
export function expectOtherDigests(was: Review, is: Review): void {
  const known = new Set(was.notAnalysed.map(textOf))
  const names = new Set(is.notAnalysed.filter((each) => !known.has(textOf(each))).map((each) => each.environment))
  const digests = new Map(was.environments.map((each) => [each.name, each.digest]))
  const same = is.environments.filter(({ name, digest }) => names.has(name) && digests.get(name) === digest)
  expect(same.map((each) => each.name)).toEqual([])
}

const textOf = ({ environment, address, reason, value }: Review['notAnalysed'][number]): string =>
  JSON.stringify([environment, address, reason, value])

export const nameOf = ({ kind, name }: Row): string => `${kind}: ${name}`

/** A test for each of some rows; what is open is expected to fail, until it no longer does. */
export function walk(input: string, all: readonly Row[], how: (row: Row) => void): void {
  const [open, told] = [true, false].map((isOpen) =>
    all
      .filter((each) => OPEN.has(`${nameOf(each)}, ${input}`) === isOpen)
      .map((each): [string, Row] => [nameOf(each), each]),
  )
  if (told?.length) test.each(told)('%s', (_, row) => how(row))
  if (open?.length) test.failing.each(open)('%s', (_, row) => how(row))
}

export const rowsWith = (asks: (row: Row) => boolean): Row[] => CHANGES.filter(asks)
