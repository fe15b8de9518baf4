const tasks: (() => unknown)[] = []

/** Runs a task once all tests of a suite have ended, wherever it was asked for: in a test, too. */
export const atEnd = (task: () => unknown): void => void tasks.push(task)

/** Runs what was asked for; the set-up of every suite calls it. */
export const end = async (): Promise<void> => void (await Promise.all(tasks.splice(0).map((task) => task())))
