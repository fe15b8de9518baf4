import { compareText } from '../../model/diagnostic'
import { CAUSE_KINDS } from '../types'
import type { Candidate } from './candidates'

interface Offer {
  readonly candidate: Candidate
  readonly items: number[]
  /** How many of the items nothing explains yet. */
  open: number
}

/**
 * Chooses one cause an item: again and again that which explains the most of what is left. Takes as long as there are
 * candidates.
 *
 * @param candidates of each item; at least one
 * @returns the chosen cause of each item
 */
export function explain(candidates: readonly (readonly Candidate[])[]): Candidate[] {
  const offers = new Map<Candidate, Offer>()
  candidates.forEach((own, item) => {
    for (const each of own) {
      const offer = offers.get(each) ?? { candidate: each, items: [], open: 0 }
      offers.set(each, offer)
      offer.items.push(item)
      offer.open++
    }
  })
  const chosen: (Candidate | undefined)[] = candidates.map(() => undefined)
  const bySize = new Map<number, Offer[]>()
  const put = (offer: Offer): void => {
    const same = bySize.get(offer.open)
    if (same) same.push(offer)
    else bySize.set(offer.open, [offer])
  }
  for (const each of offers.values()) put(each)
  const largest = [...bySize.keys()].reduce((most, each) => Math.max(most, each), 0)
  // What an offer explains only shrinks: it is put where it then belongs, and met again there.
  for (let size = largest; size > 0; size--) {
    const same =
      bySize.get(size)?.sort((a, b) => rank(a) - rank(b) || compareText(a.candidate.key, b.candidate.key)) ?? []
    for (const offer of same) {
      if (offer.open < size) {
        put(offer)
        continue
      }
      for (const item of offer.items) {
        if (chosen[item]) continue
        chosen[item] = offer.candidate
        for (const each of candidates[item] ?? []) {
          const other = offers.get(each)
          if (other) other.open--
        }
      }
    }
  }
  return chosen.flatMap((each) => each ?? [])
}

/** The most general kind comes first: it is preferred where two explain as much. */
const rank = ({ candidate }: Offer): number => CAUSE_KINDS.indexOf(candidate.cause.kind)
