import type { Difference, Findings } from './types'

/** Collects differences, one line a cause: an edit that opens a bucket opens thousands of requests. */
export class Lines {
  decisions = 0
  readonly #lines = new Map<string, { readonly difference: Difference; more: number }>()

  /** `cause` tells lines apart; the first request of a cause is the one that is shown. */
  add(cause: string, difference: () => Difference): void {
    const known = this.#lines.get(cause)
    if (known) known.more++
    else this.#lines.set(cause, { difference: difference(), more: 0 })
  }

  findings(): Findings {
    const differences = [...this.#lines.values()].map(({ difference, more }): Difference => {
      return more === 0 ? difference : { ...difference, message: `${difference.message}; and ${more} more like it` }
    })
    return { decisions: this.decisions, differences }
  }
}
