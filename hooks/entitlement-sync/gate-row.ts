import * as z from 'zod/mini'
import { readRow } from '../lib/bad-row'
import { group } from '../lib/events/forms'
import type { DatasetGate } from '../lib/live-rows'
import type { Row } from '../lib/table'

const text = z.string()
/** 0 is the time before the first event. */
const version = z.int().check(z.gte(0))
const grants = z.record(text, z.array(group))

const gate = z.object({
  PK: text,
  SK: text,
  version: version.check(z.gte(1)),
  revision: text.check(z.minLength(1)),
  digest: text.check(z.regex(/^[0-9a-f]{64}$/)),
  pending: z.boolean(),
  touched: z.optional(z.set(group)),
  grants,
  before: z.object({ version, grants }),
  by: text,
  reason: text,
  at: text,
  acceptedAt: text,
})

/** `DATASET#<environment>#<dataset> / LIVE`. @throws {BadRow} */
export const readGate = (row: Row): DatasetGate => readRow(gate, row)
