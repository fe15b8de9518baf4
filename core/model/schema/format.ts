import { z } from 'zod'

/** What a schema fault carries beside zod's own data. */
export interface FaultParams {
  readonly code: string
  readonly hint?: string
}

export interface Format {
  /** The code of the diagnostic. */
  readonly code: string
  /** What the text must look like; becomes the `pattern` of the JSON Schema. */
  readonly pattern: RegExp
  /** Completes "… must be". */
  readonly is: string
  readonly hint?: string
  /** Completes the message with what is wrong in a text. @default - the message says it all */
  readonly because?: (value: string) => string | undefined
}

let formatsMatter = true

/**
 * Runs a parse in which texts of the wrong form pass. A file whose only faults are such texts can then be checked
 * further, so that all its faults are told at once.
 */
export function withoutFormats<T>(parse: () => T): T {
  formatsMatter = false
  try {
    return parse()
  } finally {
    formatsMatter = true
  }
}

/** A text of a given form. */
export function format({ code, pattern, is, hint, because }: Format): z.ZodString {
  return z
    .string()
    .superRefine((value, context) => {
      if (!formatsMatter || pattern.test(value)) return
      const why = because?.(value)
      const params: FaultParams = { code, ...(hint && { hint }) }
      const message = `must be ${is}${why === undefined ? '' : `: ${why}`}`
      context.addIssue({ code: 'custom', message, params, input: value })
    })
    .meta({ pattern: pattern.source })
}

/** A rule over a whole value; the fault stands at `path` inside it. */
export function fault(
  context: z.RefinementCtx,
  code: string,
  message: string,
  path: (string | number)[] = [],
  hint?: string,
): void {
  const params: FaultParams = { code, ...(hint && { hint }) }
  context.addIssue({ code: 'custom', message, params, path, input: undefined })
}

/** A rule over the key of a map, whose fault stands at the key: `path` leads to it from the value that is judged. */
export function keyFormat(context: z.RefinementCtx, { code, pattern, is, hint }: Format, path: string[]): void {
  const key = path.at(-1) ?? ''
  if (!formatsMatter || pattern.test(key)) return
  const params: FaultParams = { code, ...(hint && { hint }) }
  const issue = { code: 'custom' as const, message: `must be ${is}`, params, path: [], input: key }
  context.addIssue({ code: 'invalid_key', origin: 'record', issues: [issue], path, input: key })
}

/** A key that the format knows and this version refuses, so that nobody believes that it does something. */
export function later(what: string): z.ZodOptional<z.ZodUnknown> {
  return z
    .unknown()
    .superRefine((value, context) => {
      if (value !== undefined) fault(context, 'not-supported-yet', 'is not supported yet', [], 'remove it for now')
    })
    .optional()
    .meta({ description: `Not supported yet: ${what}`, not: {} })
}

/** Whether a key's schema is one of `later`. */
export const isLater = (schema: z.ZodType): boolean => schema.meta()?.not !== undefined
