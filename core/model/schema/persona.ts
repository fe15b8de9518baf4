import { z } from 'zod'
import { DATABASE_PERMISSIONS, TABLE_PERMISSIONS } from '../personas'
import { cognitoServices, name, prose, sessionHours } from './common'

export const persona = z
  .strictObject({
    description: prose.optional().describe('What the persona is for.'),
    data: z
      .strictObject({
        database: z
          .array(z.enum(DATABASE_PERMISSIONS))
          .optional()
          .describe('On each database in which it has something.'),
        table: z
          .array(z.enum(TABLE_PERMISSIONS))
          .optional()
          .describe('On each table; what an access entry gives by default.'),
      })
      .optional()
      .describe('The Lake Formation level: permissions on databases and on tables.'),
    scope: z
      .enum(['all', 'access'])
      .optional()
      .describe('All datasets of its environment, or only what access entries give it.'),
    policies: z.array(name).optional().describe('Names of policy templates: templates/policies/<name>.json.hbs.'),
    sessionHours: sessionHours.optional(),
    services: cognitoServices.optional(),
  })
  .describe('A persona of the mesh, or the keys of a built-in one that you change.')
