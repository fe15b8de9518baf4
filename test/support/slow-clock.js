// Goes before a function that runs as it is deployed: on a busy machine its clock is to be as slow as the machine is.
const SLOWER = 100

const { setTimeout: real } = globalThis
globalThis.setTimeout = Object.assign(
  (run, milliseconds = 0, ...more) => real(run, milliseconds * SLOWER, ...more),
  real,
)

const signal = AbortSignal.timeout
AbortSignal.timeout = (milliseconds) => signal.call(AbortSignal, milliseconds * SLOWER)
