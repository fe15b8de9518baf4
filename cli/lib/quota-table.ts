import { warnsFrom, type Quota } from '../../core/model/quotas/quota'
import { quotaOf } from '../../core/model/quotas/table'
import { shareOf, type Usage } from '../../core/model/quotas/usage'
import { outColors } from './colors'
import { count, visible } from './terminal'

/** Lines of the short table. */
const MOST_LINES = 20

/** The ledger as JSON, every line of it. */
export function quotasJson(usages: readonly Usage[]): object[] {
  return usages.map((usage) => {
    const { quota, environment, account, owner, used, limit, at } = usage
    const { unit } = quotaOf(quota)
    return { quota, environment, account, owner, used, limit, unit, percent: percentOf(usage), ...(at && { at }) }
  })
}

/** Every line of the ledger, in its order. */
export const allQuotas = (usages: readonly Usage[]): string => table(usages.map((usage) => ({ usage, others: 0 })))

/**
 * What is half used or more, the fullest first: of each quota in each environment its fullest owner, and how many others
 * use half of it, too. Of a mesh that uses half of nothing, the fullest there is.
 */
export function highestQuotas(usages: readonly Usage[]): string {
  const fullest = [...usages.filter(({ quota }) => isTight(quotaOf(quota)))].sort((a, b) => shareOf(b) - shareOf(a))
  const half = fullest.filter((each) => shareOf(each) >= 0.5)
  const lines = new Map<string, { usage: Usage; others: number }>()
  for (const usage of half.length > 0 ? half : fullest.slice(0, 1)) {
    const key = JSON.stringify([usage.environment, usage.quota])
    const line = lines.get(key)
    if (line) line.others++
    else lines.set(key, { usage, others: 0 })
  }
  const all = [...lines.values()]
  const more = all.length - MOST_LINES
  const title = half.length > 0 ? 'quotas that are half used' : 'no quota is half used; the fullest'
  return [
    `${title} (all: check --quotas):`,
    table(all.slice(0, MOST_LINES)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n')
}

/** Not one whose whole use is fine. */
const isTight = (quota: Quota): boolean => warnsFrom(quota, quota.limit) <= quota.limit

const percentOf = (usage: Usage): number => Math.floor(shareOf(usage) * 100)

function table(lines: readonly { readonly usage: Usage; readonly others: number }[]): string {
  const rows = lines.map(({ usage, others }) => {
    const { quota, environment, owner, used, limit } = usage
    const { unit, scope } = quotaOf(quota)
    const more = others > 0 ? ` and ${count(others, `more ${scope}`)}` : ''
    const cells = [`${percentOf(usage)} %`.padStart(6), environment, quota, visible(owner) + more]
    return { usage, cells, end: `${used} of ${limit} ${unit}` }
  })
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)))
  return rows
    .map(({ usage, cells, end }) => {
      const text = `${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}  ${end}`
      return colorOf(usage)(text)
    })
    .join('\n')
}

function colorOf(usage: Usage): (text: string) => string {
  const quota = quotaOf(usage.quota)
  return usage.used >= warnsFrom(quota, usage.limit) ? outColors().yellow : (text) => text
}
