import { formatPosition } from '../../../model/diagnostic'
import { changesOf, takesAway } from '../../fold/change'
import { isNoise } from '../../fold/noise'
import { newWays } from '../../fold/ways'
import { FINDING_RULES } from '../../../model/risk/rules'
import type { Finding, NotAnalysed, Regrant, Review, ReviewedEnvironment } from '../../types'
import { count, digits } from '../lib/count'
import { changeLists, type ChangeLists } from './changes'
import { names, type Show } from '../lib/said'
import { leadOf, type LeadRow } from '../lib/lead'
import { isQuiet, quietText } from '../lib/quiet'
import { RISKS } from '../../../model/risk/levels'
import { plain } from './plain'

/** What the template of the page may use: texts that it escapes, and lists of them. */
export interface PageView {
  readonly risk: string
  readonly headline: readonly string[]
  readonly digest: string
  readonly causes: Shown<CauseView>
  readonly environments: readonly EnvironmentView[]
  readonly changes: ChangeLists
  readonly drift: ChangeLists
  readonly findings: Shown<FindingView>
  readonly notAnalysed: Shown<NotAnalysed>
  readonly regranted: Shown<RegrantView>
  readonly approvals: Shown<ApprovalView>
  readonly folded: readonly string[]
}

/** The first items of a list, and how many more there are: `1,200`, or empty. */
interface Shown<T> {
  readonly items: readonly T[]
  readonly more: string
}

interface CauseView {
  readonly risk: string
  readonly reasons: string
  readonly who: string
  readonly what: string
  readonly through: string
  /** What the filters of the page ask, as JSON. */
  readonly filter: string
}

interface EnvironmentView {
  readonly name: string
  readonly account: string
  readonly state: string
  readonly risk: string
  readonly digest: string
}

interface FindingView {
  readonly rule: string
  readonly what: string
  readonly risk: string
  readonly environment: string
  readonly message: string
  readonly places: readonly string[]
}

interface RegrantView {
  readonly environment: string
  readonly permissions: string
  readonly target: string
  readonly role: string
  readonly groups: string
}

interface ApprovalView {
  readonly environment: string
  readonly dataset: string
  readonly owner: string
  readonly stewards: string
  readonly risk: string
}

const ITEMS = 500

const shown = <T, V>(items: readonly T[], view: (item: T) => V): Shown<V> => ({
  items: items.slice(0, ITEMS).map(view),
  more: items.length > ITEMS ? digits(items.length - ITEMS) : '',
})

export function pageView(review: Review, show: Show): PageView {
  return {
    risk: review.risk,
    headline: headlineOf(review),
    digest: review.digest,
    causes: shown(leadOf(review), (each) => causeView(each, show)),
    environments: review.environments.map((each) => environmentView(each, show)),
    changes: changeLists(review, show),
    drift: changeLists(review.drift, show),
    findings: shown(review.findings, (each) => findingView(each, show)),
    notAnalysed: shown(review.notAnalysed, ({ environment, address, reason }) => ({
      environment: show(environment),
      address: show(address),
      reason: show(reason),
    })),
    regranted: shown(review.regranted, (each) => regrantView(each, show)),
    approvals: shown(review.approvals, ({ environment, dataset, owner, stewards, risk }) => ({
      environment: show(environment),
      dataset: show(dataset),
      owner: show(owner),
      stewards: plain([names(stewards)], show),
      risk,
    })),
    folded: foldedOf(review),
  }
}

function causeView({ risk, reasons, who, what, through, environments, services }: LeadRow, show: Show): CauseView {
  return {
    risk,
    reasons: reasons.join(', '),
    who: plain(who, show),
    what: plain(what, show),
    through: plain(through, show),
    filter: JSON.stringify({
      environments: environments.map(show),
      // What is about no service is hidden by none.
      ...(services.length > 0 && { services: services.map(show) }),
      risk: RISKS.indexOf(risk),
    }),
  }
}

function environmentView({ state, changed, ...each }: ReviewedEnvironment, show: Show): EnvironmentView {
  return {
    name: show(each.name),
    account: show(each.account),
    state: state === 'kept' ? (changed ? 'changed' : 'unchanged') : state,
    risk: each.risk,
    digest: each.digest,
  }
}

function findingView({ rule, risk, environment, message, source, address }: Finding, show: Show): FindingView {
  const places = [...(source ? [formatPosition(source)] : []), ...(address === undefined ? [] : [address])]
  const { what } = FINDING_RULES[rule]
  return { rule, what, risk, environment: show(environment), message: show(message), places: places.map(show) }
}

function regrantView({ environment, role, groups, permissions, ...on }: Regrant, show: Show): RegrantView {
  const target = on.location ?? [on.dataset ?? on.database, on.table].filter((each) => each !== null).join('.')
  return {
    environment: show(environment),
    permissions: plain([names(permissions)], show),
    target: show(target),
    role: show(role),
    groups: plain([names(groups)], show),
  }
}

/** What a reader must know first, in one line of phrases. */
function headlineOf(review: Review): string[] {
  const changes = changesOf(review).filter(({ path }) => !isNoise(path))
  const groupsOf = (isLoss: boolean): number =>
    new Set(changes.filter((each) => takesAway(each) === isLoss).map(({ path }) => path.group)).size
  const [gain, lose, ways] = [groupsOf(false), groupsOf(true), newWays(review).length]
  const { findings, notAnalysed, regranted } = review
  const phrases = [
    gain > 0 ? `${count(gain, 'group gains', 'groups gain')} access` : '',
    lose > 0 ? `${count(lose, 'group loses', 'groups lose')} some` : '',
    ways > 0 ? count(ways, 'new way in', 'new ways in') : '',
    findings.length > 0 ? count(findings.length, 'finding') : '',
    notAnalysed.length > 0 ? `${digits(notAnalysed.length)} not analysed` : '',
    regranted.length > 0 ? `${count(regranted.length, 'grant')} given again` : '',
  ].filter((each) => each !== '')
  return isQuiet(review) ? [quietText(review)] : phrases
}

function foldedOf({ folded: { tags, descriptions, metadata, others } }: Review): string[] {
  return [
    tags > 0 ? `tags of ${count(tags, 'resource')}` : '',
    descriptions > 0 ? `descriptions of ${count(descriptions, 'resource')}` : '',
    metadata > 0 ? `SAML metadata of ${count(metadata, 'provider')}` : '',
    others > 0 ? `${count(others, 'other resource')}` : '',
  ].filter((each) => each !== '')
}
