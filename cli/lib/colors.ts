import { createColors } from 'picocolors'
import { inCi } from './ci'

type Colors = ReturnType<typeof createColors>

/** Colours of what goes to stdout, and of what goes to stderr. */
export const outColors = (): Colors => colorsOf(process.stdout)
export const noteColors = (): Colors => colorsOf(process.stderr)

/** For people at a terminal only; `FORCE_COLOR` asks for them elsewhere, and `NO_COLOR` goes before everything. */
function colorsOf({ isTTY }: NodeJS.WriteStream): Colors {
  const { NO_COLOR: never = '', FORCE_COLOR: always = '', TERM: terminal } = process.env
  if (never !== '') return createColors(false)
  if (always !== '') return createColors(!/^(?:0|false)$/i.test(always))
  // Off a terminal it is undefined, and picocolors would decide for itself.
  return createColors(Boolean(isTTY) && terminal !== 'dumb' && !inCi())
}
