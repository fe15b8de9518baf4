import { HUB } from '../../../model/stack-names'
import { administrativeBecause } from '../administrative'
import { dutiesOf, isDuty } from '../duties'
import { escalatesBecause } from '../escalations'
import { found, withFacts } from '../judge'
import type { LintRule } from '../types'

export const privilegeEscalation: LintRule = {
  id: 'privilege-escalation',
  severity: 'error',
  what: "An Allow of an action by which somebody gets the rights or the data of another role: what AWS does not count as reading or listing in a service that runs code, commands, queries, jobs or deliveries with a role that it was handed (those of pathfinding.cloud, and their like), and what hands out secrets, passwords, tokens or credentials. Roles of runs may do what a stack needs, to the hub's own functions, rules and secrets.",
  reason:
    "Whoever changes what runs as another role has that role's rights, and no path of the files shows them: lambda:UpdateFunctionCode, ssm:SendCommand, secretsmanager:GetSecretValue.",
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html',
  check: withFacts(
    ({ allows, actions, resources }, facts, subject) => {
      // Hooks have policies of code, and no template.
      if (!allows || actions.length === 0 || subject.environment === HUB) return undefined
      return actions.flatMap((action) => {
        const lower = action.toLowerCase()
        const because = escalatesBecause(lower)
        if (because === undefined || administrativeBecause(lower) !== undefined) return []
        if (isDuty(dutiesOf(subject, facts), lower, resources)) return []
        const hint = 'leave it to a role that the files give its rights, or waive it with a reason'
        return [found(`${action} is allowed: ${because}`, hint, action)]
      })
    },
    ['permission'],
  ),
}
