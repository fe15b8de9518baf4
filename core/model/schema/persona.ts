import { z } from 'zod'
import { DATABASE_PERMISSIONS, TABLE_PERMISSIONS } from '../personas'
import { cognitoServices, group, name, prose, sessionHours } from './common'

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

/** What a file says of a persona: only the keys that it names. */
export type PersonaSettings = z.output<typeof persona>

/** A persona in an environment's file: its groups, or a map with them and the keys that differ here. */
export const environmentPersona = z.union([
  z.array(group),
  persona
    .extend({ groups: z.array(group).default([]).describe('The directory groups of the persona here.') })
    .describe('The groups and, beside them, the keys of the persona that are others in this environment.'),
])
