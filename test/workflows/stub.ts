import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a command that stands in for the real one answers: the first whose `when` is in the arguments does. */
export interface Answer {
  readonly name: string
  readonly when: string
  readonly stdout?: string
  readonly status?: number
  /** Format → what `--output FORMAT=FILE` becomes. */
  readonly outputs?: Readonly<Record<string, string>>
  /** What `--dump-header` becomes. */
  readonly head?: string
  /** File → what it holds in a downloaded artifact. */
  readonly download?: Readonly<Record<string, string>>
}

export interface Call {
  readonly name: string
  readonly args: readonly string[]
  /** What the files held that the call named. */
  readonly files: readonly string[]
}

/** The command that stands in for any: its name says which. */
export const STUB = readFileSync(join(__dirname, 'stub.sh'), 'utf8')

/** The answers as the shell that `stub.sh` reads. */
export const answersText = (answers: readonly Answer[]): string => answers.map(answerText).join('\n')

function answerText({ name, when, stdout = '', status = 0, outputs = {}, head, download }: Answer): string {
  const formats = Object.entries(outputs).map(
    ([format, text]) => `    ${format}=*) ${print(text)} > "\${each#*=}" ;;\n`,
  )
  return [
    `if [ "$name" = ${quoted(name)} ] && asked ${quoted(when)}; then`,
    ...(head ? [`  ${print(head)} > "$(after --dump-header "$@")"`] : []),
    ...(download
      ? [
          `  mkdir -p "$(after --dir "$@")"`,
          ...Object.entries(download).map(([file, text]) => `  ${print(text)} > "$(after --dir "$@")/${file}"`),
        ]
      : []),
    `  for each; do`,
    `    case $each in`,
    ...formats,
    // Where Terraform would write its plan, and which providers it has found.
    `    -chdir=*)`,
    `      if asked ' -out=tfplan'; then echo 'a plan' > "\${each#*=}/tfplan"; fi`,
    `      if asked ' init ' && ! [ -f "\${each#*=}/.terraform.lock.hcl" ]; then echo 'aws 6' > "\${each#*=}/.terraform.lock.hcl"; fi ;;`,
    `    esac`,
    `  done`,
    `  ${print(stdout)}`,
    `  exit ${status}`,
    `fi`,
  ].join('\n')
}

const print = (text: string): string => `printf %s ${quoted(text)}`
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** What `stub.sh` has recorded: words, each ended by a zero byte. */
export function callsOf(recorded: string): Call[] {
  const words = recorded.split('\0').slice(0, -1)
  const calls: Call[] = []
  while (words.length > 0) {
    const [name = '', count = ''] = words.splice(0, 2)
    const args = words.splice(0, Number(count))
    const files: string[] = []
    while (words.shift() === 'file') files.push(words.shift() ?? '')
    calls.push({ name, args, files })
  }
  return calls
}
