import type { Risk } from '../../../model/risk/levels'
import type { Said } from '../lib/said'
import type { Ink } from './ink'
import { joinMarkdown, Markdown, mark } from './markdown'

const SIGNS: Readonly<Record<Risk, string>> = { none: '⚪', low: '🟡', medium: '🟠', high: '🔴', critical: '⛔' }

export const riskText = (risk: Risk): Markdown => Markdown.ours(`${SIGNS[risk]} ${risk}`)

/** A risk, and the ids of what makes it one. */
export const ratedText = (risk: Risk, reasons: readonly string[]): Markdown =>
  reasons.length > 0 ? mark`${riskText(risk)}: ${Markdown.ours(reasons.join(', '))}` : riskText(risk)

/** What is said, as Markdown. */
export const written = (ink: Ink, said: Said): Markdown =>
  joinMarkdown(
    said.map((each) => {
      if (typeof each === 'string') return Markdown.ours(each)
      if ('name' in each) return ink.code(each.name)
      if ('strong' in each) return mark`**${Markdown.ours(each.strong)}**`
      return ink.list(each.list, (one) => written(ink, one), each.most)
    }),
    '',
  )

/** Environments, services or roles; a dash where there are none. */
export const namesText = (ink: Ink, names: readonly string[]): Markdown =>
  names.length > 0 ? ink.list(names) : mark`–`
