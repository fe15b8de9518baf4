'use strict'
// Stands in for a command: records how it was called and what its files held, and answers as STUBS/answers.json says.
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const folder = process.env.STUBS
const [name, ...args] = process.argv.slice(2)

/** What a call hands over in a file: `--input FILE` of gh, `@FILE` of curl. */
const files = args
  .map((arg, at) => (arg.startsWith('@') ? arg.slice(1) : args[at - 1] === '--input' ? arg : undefined))
  .filter((path) => path !== undefined && existsSync(path))
  .map((path) => readFileSync(path, 'utf8'))
appendFileSync(join(folder, 'calls.jsonl'), `${JSON.stringify({ name, args, files })}\n`)

const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))
const answer = answers.find((each) => each.name === name && args.join(' ').includes(each.when))
if (!answer) {
  process.stderr.write(`stub: no answer for ${name} ${args.join(' ')}\n`)
  process.exit(99)
}

const after = (option) => args[args.indexOf(option) + 1]
if (answer.head) writeFileSync(after('--dump-header'), answer.head)
if (answer.download) {
  require('node:fs').mkdirSync(after('--dir'), { recursive: true })
  writeFileSync(join(after('--dir'), 'review.json'), answer.download)
}
for (const [format, text] of Object.entries(answer.outputs ?? {})) {
  const to = args.find((each) => each.startsWith(`${format}=`))
  if (to) writeFileSync(to.slice(format.length + 1), text)
}
const chdir = args.find((each) => each.startsWith('-chdir='))
if (chdir && args.includes('-out=tfplan')) writeFileSync(join(chdir.slice('-chdir='.length), 'tfplan'), 'a plan')
process.stdout.write(answer.stdout ?? '')
process.exit(answer.status ?? 0)
