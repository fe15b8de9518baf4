import { z } from 'zod'
import { RISKS } from '../risk/levels'
import { RISK_RULES, type RiskRuleId } from '../risk/rules'

const ids = Object.keys(RISK_RULES).sort() as [RiskRuleId, ...RiskRuleId[]]

/** How changes are rated. */
export const review = z
  .strictObject({
    risk: z
      .partialRecord(z.enum(ids), z.enum(RISKS))
      .default({})
      .describe('Reason: level, where it is another than documented.'),
  })
  .describe('How `trustloom review` rates changes of access.')
