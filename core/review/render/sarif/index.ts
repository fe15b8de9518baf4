import { createHash } from 'node:crypto'
import type { Log, Notification, Result, Run } from 'sarif'
import { compareText } from '../../../model/diagnostic'
import type { RiskRuleId } from '../../../model/risk/rules'
import type { Review } from '../../types'
import { maskAccounts } from '../lib/mask'
import { isQuiet, quietText } from '../lib/quiet'
import { alertsOf, type Alert } from './alerts'
import { descriptorOf, LEVELS } from './descriptor'
import { filesOf, locationOf, type FileOf } from './location'
import { plainText } from './words'

export interface SarifOptions {
  /** Trustloom's version. */
  readonly version: string
  /** Whether account ids are cut to their last four digits. */
  readonly maskAccounts: boolean
  /** The folder of the mesh, as the working directory sees it: where alerts stand that no line gives. @default 'environments' */
  readonly mesh?: string
}

/**
 * What GitHub takes: 20 runs a file, and 5,000 results of a run that it shows. A file may have 10 MB as it is sent, in
 * gzip, which gains nothing where names are noise: so much text may stand in all results together.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const RUNS = 20
const RESULTS_A_RUN = 5_000
const RESULTS = 25_000
const BYTES = 8_000_000

/** A review in SARIF 2.1.0: one run an environment, or one of all where there are more than a file may have. */
export function reviewSarif(review: Review, options: SarifOptions): Log {
  const mask = options.maskAccounts ? maskAccounts : (text: string): string => text
  const files = filesOf(review, options.mesh ?? 'environments')
  const alerts = alertsOf(review)
  const kept = new Set(fitting(alerts))
  const names = new Set([...review.environments.map(({ name }) => name), ...alerts.map((each) => each.environment)])
  const parts: Part[] =
    names.size === 0 || names.size > RUNS
      ? [{ id: 'all', alerts }]
      : [...names]
          .sort(compareText)
          .map((id) => ({ id, alerts: alerts.filter(({ environment }) => environment === id) }))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: parts.map(({ id, alerts: all }) => {
      const shown = all.filter((each) => kept.has(each)).slice(0, RESULTS_A_RUN)
      return runOf(mask(id), shown, notesOf(review, all.length - shown.length), {
        files,
        mask,
        version: options.version,
      })
    }),
  }
}

/** The riskiest, as many as a file holds. */
function fitting(alerts: readonly Alert[]): readonly Alert[] {
  let bytes = 0
  const end = alerts.slice(0, RESULTS).findIndex(({ message, address = '', source }) => {
    bytes += Buffer.byteLength(message) + Buffer.byteLength(address) + Buffer.byteLength(source?.file ?? '')
    return bytes > BYTES
  })
  return alerts.slice(0, end === -1 ? RESULTS : end)
}

/** What becomes one run; its id tells it from the others, in every review of the same mesh. */
interface Part {
  readonly id: string
  readonly alerts: readonly Alert[]
}

interface Context {
  readonly files: FileOf
  readonly mask: (text: string) => string
  readonly version: string
}

function runOf(
  id: string,
  alerts: readonly Alert[],
  notes: readonly Notification[],
  { files, mask, version }: Context,
): Run {
  const rules = [...new Set(alerts.map(({ rule }) => rule))].sort(compareText)
  const index = new Map<RiskRuleId, number>(rules.map((rule, at) => [rule, at]))
  const risksOf = (rule: RiskRuleId): Alert['risk'][] =>
    alerts.filter((each) => each.rule === rule).map(({ risk }) => risk)
  return {
    tool: {
      driver: { name: 'Trustloom', version, rules: rules.map((rule) => descriptorOf(rule, risksOf(rule))) },
    },
    automationDetails: { id: `trustloom-review/${id}/` },
    columnKind: 'utf16CodeUnits',
    ...(notes.length > 0 && { invocations: [{ executionSuccessful: true, toolExecutionNotifications: [...notes] }] }),
    results: alerts.map((alert): Result => {
      const fingerprint = fingerprintOf(alert, mask)
      return {
        ruleId: alert.rule,
        ruleIndex: index.get(alert.rule) ?? -1,
        level: LEVELS[alert.risk],
        message: { text: plainText(mask(alert.message)) },
        locations: [locationOf(alert, files, mask)],
        partialFingerprints: { primaryLocationLineHash: fingerprint, 'accessPath/v1': fingerprint },
      }
    }),
  }
}

/** What a run says beside its results: how many are left out, or that there are none, and what was read. */
function notesOf(review: Review, left: number): Notification[] {
  if (left > 0)
    return [
      {
        level: 'warning',
        message: { text: `${left} results of the least risk are left out: a file would be too large.` },
      },
    ]
  return review.read && isQuiet(review) ? [{ level: 'note', message: { text: quietText(review) } }] : []
}

/**
 * Holds from one push to the next: rule and what it is about, and no line. GitHub knows an alert again by the hash that
 * it would else make of the line's text.
 */
function fingerprintOf({ rule, about }: Alert, mask: (text: string) => string): string {
  const hash = createHash('sha256').update(mask(JSON.stringify([rule, ...about])))
  return hash.digest('hex')
}
