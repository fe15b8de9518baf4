import { compareText } from '../../model/diagnostic'
import { RISKS } from '../../model/risk/levels'
import type { Approval } from '../types'
import { once, type Once } from './once'

/** Who must approve, once for the environments in which the same people decide; the riskiest first. */
export const foldApprovals = (approvals: readonly Approval[]): Once<Approval>[] =>
  once(approvals, (each) => JSON.stringify([each.dataset, each.owner, each.stewards, each.risk])).sort(
    (a, b) =>
      RISKS.indexOf(b.first.risk) - RISKS.indexOf(a.first.risk) ||
      compareText(a.first.dataset, b.first.dataset) ||
      compareText(a.first.owner, b.first.owner) ||
      compareText(JSON.stringify(a.environments), JSON.stringify(b.environments)),
  )
