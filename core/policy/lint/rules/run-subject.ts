import { withFacts, found } from '../judge'
import { openedBy, providerName } from '../providers'
import { forPeople, runsOf } from '../runs'
import type { LintRule } from '../types'

export const runSubject: LintRule = {
  id: 'run-subject',
  severity: 'error',
  what: 'A role of runs whose Allow does not compare the whole subject of the token: StringEquals <host>:sub with the organization, project, workspace and phase that it is for.',
  reason: 'With a part of it, or a pattern, another workspace opens the role, or the plan of a pull request applies.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  check: withFacts(
    (statement, facts, subject) => {
      const run = runsOf(subject, facts)
      if (!run) return undefined
      const isPeople = forPeople(run)
      const opened = openedBy(statement).filter((each) => !isPeople(each))
      if (opened.length === 0) return undefined
      const key = `${run.issuer}:sub`.toLowerCase()
      const isPinned = statement.tests.some(
        ({ lowerKey, base, set, ifExists, values }) =>
          lowerKey === key &&
          base === 'StringEquals' &&
          set === 'one' &&
          !ifExists &&
          values.every((each) => each === run.subject),
      )
      if (isPinned) return []
      const hint = `write StringEquals ${run.issuer}:sub ${JSON.stringify(run.subject)}`
      return opened.map(({ id }) => found(`${providerName(id)} may open the role for other runs`, hint))
    },
    ['trust'],
  ),
}
