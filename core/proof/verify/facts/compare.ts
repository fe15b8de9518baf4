import { compareText } from '../../../model/diagnostic'
import type { Difference, Findings } from '../types'
import type { Fact } from './fact'

/** Every difference between what the files declare and what a stack says, in the order of subjects. */
export function compareFacts(declared: readonly Fact[], rendered: readonly Fact[], environment: string): Findings {
  const expected = new Map(declared.map((each) => [each.subject, each]))
  const found = new Map<string, Fact>()
  const differences: [string, Difference][] = []
  const report = (fact: Fact, message: string, other?: Fact): void => {
    differences.push([`${fact.subject}\n${message}`, differenceOf(environment, fact, message, other)])
  }
  for (const fact of rendered) {
    const declaration = expected.get(fact.subject)
    const before = found.get(fact.subject)
    if (before) report(fact, `${fact.subject} is rendered twice, as ${before.address} and ${fact.address}`, declaration)
    else found.set(fact.subject, fact)
    if (!declaration) report(fact, extra(fact))
    else if (declaration.value !== fact.value) {
      for (const message of lineDifferences(declaration, fact)) report(fact, message, declaration)
    }
  }
  for (const fact of expected.values()) if (!found.has(fact.subject)) differences.push(lacking(fact, environment))
  const extras = [...found.keys()].filter((each) => !expected.has(each)).length
  return {
    decisions: expected.size + extras,
    differences: differences.sort(([a], [b]) => compareText(a, b)).map(([, each]) => each),
  }
}

function lacking(fact: Fact, environment: string): [string, Difference] {
  const message = missing(fact)
  return [`${fact.subject}\n${message}`, { ...differenceOf(environment, fact, message, undefined), isMissing: true }]
}

function differenceOf(environment: string, fact: Fact, message: string, other: Fact | undefined): Difference {
  const { kind, address } = fact
  const [role, group, at] = [other?.role ?? fact.role, other?.group ?? fact.group, other?.at ?? fact.at]
  return {
    kind,
    environment,
    message,
    ...(role !== undefined && { role }),
    ...(group !== undefined && { group }),
    ...(address !== undefined && { address }),
    ...(at && { at }),
  }
}

const extra = ({ subject, value }: Fact): string =>
  value === '' ? `${subject}, which no line declares` : `there is ${subject}, which no line declares`

const missing = ({ subject, value }: Fact): string =>
  value === '' ? `it is declared and not rendered that ${subject}` : `${subject} is declared and not rendered`

/** What two values say differently, a message a name. */
function lineDifferences({ value: declared, subject }: Fact, { value: rendered }: Fact): string[] {
  const [before, after] = [linesOf(declared), linesOf(rendered)]
  const messages = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
    const [expected, found] = [before.get(name), after.get(name)]
    if (expected === found) return []
    if (found === undefined) return [`${subject}: ${name} is not written, and ${expected} is declared`]
    const instead = expected === undefined ? 'which no line declares' : `and ${expected} is declared`
    return [`${subject}: ${name} is ${found}, ${instead}`]
  })
  return messages.length > 0 ? messages : [`${subject} says a thing twice, which no line declares`]
}

const linesOf = (value: string): Map<string, string> =>
  new Map(
    value
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const place = line.indexOf(' = ')
        return [line.slice(0, place), line.slice(place + 3)]
      }),
  )
