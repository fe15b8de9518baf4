/**
 * `describe` for what needs a tool. Where it is missing, everything inside is skipped, and the reason stands in the
 * name and on stderr: jest tells neither where several files run.
 */
export function describeWith(missing: string | undefined, name: string, body: () => void): void {
  if (missing === undefined) return void describe(name, body)
  process.stderr.write(`SKIPPED ${name}: ${missing}\n`)
  describe.skip(`${name} [skipped: ${missing}]`, body)
}
