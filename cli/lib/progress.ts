/** Tells on a terminal how far a long task is, once it has taken a second. */
export function progress(task: string, total: number): { step(): void; end(): void } {
  const started = Date.now()
  let done = 0
  let shown = false
  const write = (text: string): void => void process.stderr.write(`\r\u001B[K${text}`)
  return {
    step() {
      done++
      if (!process.stderr.isTTY || Date.now() - started < 1000) return
      shown = true
      write(`${task} ${done} of ${total}`)
    },
    end() {
      if (shown) write('')
    },
  }
}
