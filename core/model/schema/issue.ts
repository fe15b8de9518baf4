import type { z } from 'zod'
import { error, type Diagnostic, type Position } from '../diagnostic'
import { hintFor } from '../suggest'
import type { YamlFile } from '../yaml-file'
import type { ValuePath } from '../yaml-path'
import type { FaultParams } from './format'
import { kindOf, nameOf, valueAt } from './value-words'
import { describeChoice, describeType } from './value-issue'

export type Issue = z.core.$ZodIssue

/** Faults of a key, whatever its value says. */
const keyFaults = new Set(['missing-key', 'not-supported-yet', 'duplicate-column', 'duplicate-tag', 'tag-clash'])

/** What zod found, in words for somebody who knows YAML by sight only. `base` leads to the value that was parsed. */
export function describeIssue(issue: Issue, file: YamlFile, base: ValuePath = []): Diagnostic[] {
  const path = [...base, ...issue.path] as (string | number)[]
  const what = nameOf(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => {
        const place = file.locateKey([...path, unknown])
        return error(
          'unknown-key',
          `unknown key \`${unknown}\``,
          place,
          hintFor('key', unknown, issue.message.split(' ')),
        )
      })
    case 'custom': {
      const params = issue.params as FaultParams | undefined
      const code = params?.code ?? 'bad-value'
      const text = /^(must|is|needs) /.test(issue.message) ? `${what} ${issue.message}` : issue.message
      const place = keyFaults.has(code) ? file.locateKey(path) : file.locate(path)
      return [error(code, text, place, params?.hint)]
    }
    case 'invalid_type':
      return [describeType([issue.expected], file, path)]
    case 'invalid_value':
      return [describeChoice(issue.values.map(String), file, path)]
    case 'invalid_union':
      return describeUnion(issue, file, path)
    case 'too_small':
    case 'too_big':
      return [describeSize(issue, file, path)]
    case 'invalid_key':
      return issue.issues.map((inner) => describeKey(inner, String(path.at(-1)), file.locateKey(path)))
    default:
      return [error('bad-value', `${what} is not valid: ${issue.message}`, file.locate(path))]
  }
}

function describeKey(inner: Issue, key: string, at: Position): Diagnostic {
  const params = inner.code === 'custom' ? (inner.params as FaultParams | undefined) : undefined
  const hint = /[()<>]/.test(key) ? 'quote a type that holds a comma: "decimal(10,2)"' : params?.hint
  return error(params?.code ?? 'bad-name', `\`${key}\` ${inner.message}`, at, hint)
}

/** Faults of what is in a value, which has the right type. */
const INSIDE: ReadonlySet<Issue['code']> = new Set(['custom', 'unrecognized_keys'])

const depth = (issues: readonly Issue[]): number =>
  Math.max(...issues.map((each) => each.path.length + (INSIDE.has(each.code) ? 1 : 0)))

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>

/** Branches with faults, the one that got furthest first. */
const branchesOf = ({ errors }: UnionIssue): (readonly Issue[])[] =>
  [...errors].filter((each) => each.length > 0).sort((a, b) => depth(b) - depth(a))

const bestBranch = ([best]: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  best && depth(best) > 0 ? best : undefined

/** Issues with those inside unions, as far as one branch of a union is the one that was meant. */
export const withoutUnions = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue) => {
    const best = issue.code === 'invalid_union' && !('options' in issue) ? bestBranch(branchesOf(issue)) : undefined
    return best ? withoutUnions(best.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))) : [issue]
  })

/** Of the branches of a union, the one that got furthest says what is wrong. */
function describeUnion(issue: UnionIssue, file: YamlFile, path: ValuePath): Diagnostic[] {
  // Where the key that decides between branches is none of them, `path` leads to it and `options` are what it may be.
  if ('options' in issue) return [describeChoice((issue.options as unknown[]).map(String), file, path)]
  const branches = branchesOf(issue)
  const best = bestBranch(branches)
  if (best) return best.flatMap((inner) => describeIssue(inner, file, path))
  const choices = branches.flat().flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : []))
  const types = branches.flat().flatMap((each) => (each.code === 'invalid_type' ? [each.expected] : []))
  if (choices.length === 0) return [describeType(types, file, path)]
  const [other] = types
  return [describeChoice(choices, file, path, other === undefined ? '' : ` or ${kindOf(other)}`)]
}

function describeSize(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  file: YamlFile,
  path: ValuePath,
): Diagnostic {
  const least = issue.code === 'too_small'
  const bound = Number(least ? issue.minimum : issue.maximum)
  const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
    string: ['character', 'characters'],
    array: ['entry', 'entries'],
  }
  const unit = units[issue.origin]?.[bound === 1 ? 0 : 1]
  const size = `at ${least ? 'least' : 'most'} ${bound}`
  const must = unit === undefined ? `be ${size}, not ${String(valueAt(file, path))}` : `have ${size} ${unit}`
  return error('out-of-range', `${nameOf(path)} must ${must}`, file.locate(path))
}
