import { GROUP_TAG } from '../../model/codes'
import { formatPosition, type Position } from '../../model/diagnostic'
import { missingText } from './text-missing'
import { resourcesText } from './text-resources'
import { HOME, type Explanation, type GroupHop, type Question, type ServiceHop, type Way } from './types'
import { field, wrap, WIDTH } from './wrap'

/**
 * An explanation for people, a line each. Names are as people wrote them: whoever prints the lines makes control
 * characters visible.
 */
export function explanationText(explanation: Explanation): string[] {
  const { question, access, group, ways, missing } = explanation
  const verdict = `${question.group} has ${access ? 'access' : 'no access'}${about(question)}`
  const several = ways.length > 1
  return [
    ...wrap(verdict, WIDTH),
    '',
    ...groupText(group),
    ...ways.flatMap((way, index) => [
      ...(several ? ['', `way ${index + 1} of ${ways.length}`] : []),
      ...wayText(way, ways[index - 1]),
    ]),
    ...(missing ? ['', ...missingText(missing)] : []),
  ]
}

function about({ service, target }: Question): string {
  const through = service === undefined ? '' : ` through ${service}`
  if (!target) return through
  const { environment, dataset, table, column } = target
  const of = dataset === HOME ? `the home storage of ${environment}` : `${environment}/${dataset}`
  return ` to ${of}${table === undefined ? '' : `.${table}`}${column === undefined ? '' : `, column ${column}`}${through}`
}

const groupText = ({ name, code, at }: GroupHop): string[] => [
  `group ${name}`,
  ...field('code', code ?? 'none: no role trusts it'),
  ...(at ? field('first named', formatPosition(at)) : []),
]

function wayText(way: Way, before: Way | undefined): string[] {
  const { member, environment, account, role, services } = way
  const known = before?.environment === environment && sameServices(before, way)
  return [
    `${memberWords(way)} in ${environment}, account ${account}`,
    ...places(member.kind === 'share' ? 'shared by' : 'given by', member.at),
    ...member.changed.flatMap(({ key, at }) => (at ? field('changed by', `${formatPosition(at)} (${key})`) : [])),
    ...(known
      ? [`services as above: ${services.map((each) => each.name).join(', ')}`]
      : services.flatMap((each) => serviceText(each))),
    `role ${role.name}`,
    ...field('arn', role.arn),
    ...trustedText(way),
    ...field('sessions', `${role.sessionHours} ${role.sessionHours === 1 ? 'hour' : 'hours'}`),
    ...(role.jobs === undefined ? [] : field('jobs run as', role.jobs)),
    ...renderedText(way),
    ...resourcesText(way.resources),
  ]
}

function memberWords({ member }: Way): string {
  if (member.kind === 'persona') return `persona ${member.persona}`
  return { home: 'home storage', share: 'share', live: 'live role' }[member.kind]
}

function serviceText({ name, protocol, provider, sourceIdentity, at }: ServiceHop): string[] {
  const carries =
    sourceIdentity === null
      ? 'carries no source identity, which its protocol cannot'
      : `carries a source identity like ${sourceIdentity}`
  return [
    `service ${name} (${protocol})`,
    ...field('provider', provider),
    ...field('session', carries),
    ...places('named by', at),
  ]
}

/** Which tag the output asks for; a policy that admits nobody is told by service. */
function trustedText({ role: { pattern }, services }: Way): string[] {
  if (services.every((each) => each.shut !== undefined)) return []
  return field('trusts', `${pattern === '' ? 'any value or none' : pattern} in the session tag ${GROUP_TAG}`)
}

/** What the output says of the role. */
function renderedText({ services }: Way): string[] {
  const open = services.filter((each) => each.shut === undefined).map((each) => each.name)
  return [
    ...(open.length > 0 ? field('rendered', `admits the group through ${open.join(', ')}`) : []),
    ...services.flatMap(({ name, shut }) => (shut === undefined ? [] : field('shut', `through ${name}: ${shut}`))),
  ]
}

const places = (label: string, at: Position | undefined): string[] => (at ? field(label, formatPosition(at)) : [])

const sameServices = (a: Way, b: Way): boolean =>
  JSON.stringify(a.services.map(({ name, at }) => [name, at])) ===
  JSON.stringify(b.services.map(({ name, at }) => [name, at]))
