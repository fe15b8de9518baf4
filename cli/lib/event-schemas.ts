import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJSONSchema, type ZodMiniType } from 'zod/mini'
import { jsonSchemas } from '../../core/model/schema/json-schema'
import { reviewJsonSchemas } from '../../core/review/render/json/schema'
import { datasetEvent } from '../../hooks/lib/events/dataset-event'
import { serviceEvent } from '../../hooks/lib/events/service-event'
import { PROJECT } from './project'

/** JSON Schemas of what is published to the hub's topics; file name → schema. */
export function eventSchemas(): Readonly<Record<string, object>> {
  return {
    'dataset-event.schema.json': describe('Trustloom dataset event', 'dataset-event', datasetEvent),
    'service-event.schema.json': describe('Trustloom service event', 'service-event', serviceEvent),
  }
}

/** Every JSON Schema, of files, of events and of reviews. */
export const allSchemas = (): Readonly<Record<string, object>> => ({
  ...jsonSchemas(),
  ...eventSchemas(),
  ...reviewJsonSchemas(),
})

function describe(title: string, example: string, schema: ZodMiniType): object {
  const { $schema, ...rest } = toJSONSchema(schema, { io: 'input', reused: 'inline' })
  const text = readFileSync(join(PROJECT, 'examples', 'hooks', `${example}.json`), 'utf8')
  return { $schema, title, ...rest, examples: [JSON.parse(text) as unknown] }
}
