const tasks: (() => void)[] = []

/** Runs a task once all tests of a suite have ended, wherever it was asked for: in a test, too. */
export const atEnd = (task: () => void): void => void tasks.push(task)

/** Runs what was asked for; the set-up of every suite calls it. */
export const end = (): void => tasks.splice(0).forEach((task) => task())
