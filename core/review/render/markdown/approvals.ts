import { foldApprovals } from '../../fold/approvals'
import type { Context } from './context'
import { mark } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { namesText, riskText } from './words'

/** Who must agree: the owners of the data, or their stewards. */
export function approvalSections({ review, ink, several }: Context): Section[] {
  const approvals = foldApprovals(review.approvals)
  if (approvals.length === 0) return []
  return [
    {
      title: mark`Who must approve`,
      intro: mark`For each dataset its owner or one of its stewards.`,
      head: tableHead('Risk', 'Dataset', 'Owner', 'Stewards', ...(several ? ['Environment'] : [])),
      lines: approvals.map(({ first, environments }) => ({
        text: tableRow(
          riskText(first.risk),
          ink.code(first.dataset),
          ink.code(first.owner),
          namesText(ink, first.stewards),
          ...(several ? [namesText(ink, environments)] : []),
        ),
      })),
      unit: 'datasets',
      weight: 2,
    },
  ]
}
