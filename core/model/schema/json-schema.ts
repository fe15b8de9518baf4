import { z } from 'zod'
import { environmentSchema } from './environment'
import { meshSchema } from './mesh'

/** JSON Schemas for editors, generated from the schemas that files are checked with; file name → schema. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'mesh.schema.json': describe('Trustloom mesh', 'mesh.yaml: what holds for the whole organisation.', meshSchema),
    'environment.schema.json': describe(
      'Trustloom environment',
      '<environment>.yaml: the workplace of a domain team.',
      environmentSchema,
    ),
  }
}

function describe(title: string, description: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'inline' })
  return { $schema, title, description, ...rest }
}
