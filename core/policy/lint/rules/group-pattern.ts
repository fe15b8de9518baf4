import { CODE_LENGTH } from '../../../model/codes'
import { codeOf, groupPatterns } from '../group-codes'
import { eachStatement, found } from '../judge'
import type { LintRule } from '../types'

export const groupPattern: LintRule = {
  id: 'group-pattern',
  severity: 'error',
  what: `A pattern of GroupHash that is not *.code.* with a code of ${CODE_LENGTH} letters and digits, under StringLike or StringNotLike.`,
  reason:
    'The dots keep codes apart. A pattern without them, or of another length, also matches sessions of other groups, and * matches everybody.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
  check: eachStatement(
    (statement) => {
      const patterns = groupPatterns(statement)
      if (patterns.length === 0) return undefined
      return patterns.flatMap(({ operator, pattern }) => {
        const fault = faultOf(operator, pattern)
        return fault === undefined
          ? []
          : [found(`the group pattern ${JSON.stringify(pattern)} ${fault}`, 'write "*.code.*" under StringLike')]
      })
    },
    ['trust'],
  ),
}

function faultOf(operator: string, pattern: string): string | undefined {
  if (!/^String(?:Not)?Like$/.test(operator)) return `stands under ${operator}`
  if (codeOf(pattern) !== undefined) return undefined
  if (/^[*.]*$/.test(pattern)) return 'holds no code'
  const [, code] = /^\*\.(.*)\.\*$/.exec(pattern) ?? []
  if (code === undefined) return 'is not anchored with dots'
  if (/[^0-9A-Za-z]/.test(code)) return 'holds more than letters and digits'
  return `has a code of ${code.length} characters, not ${CODE_LENGTH}`
}
