import { NotReviewed } from './not-reviewed'

/**
 * The text of an answer, counted while it comes: what is too long is not waited for. A compressed answer is counted as what
 * it becomes.
 *
 * @param most bytes
 * @throws {NotReviewed} `plan-too-large`; `plan-unreadable` for what is no UTF-8; else what the connection throws
 */
export async function readText(answer: Response, most: number): Promise<string> {
  const stated = Number(answer.headers.get('content-length') ?? 0)
  if (stated > most) {
    await answer.body?.cancel()
    throw tooLarge(most)
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parts: string[] = []
  let bytes = 0
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    // Leaving the loop closes the connection.
    if (bytes > most) throw tooLarge(most)
    parts.push(decoded(() => decoder.decode(chunk, { stream: true })))
  }
  parts.push(decoded(() => decoder.decode()))
  return parts.join('')
}

const tooLarge = (most: number): NotReviewed =>
  new NotReviewed('plan-too-large', `the plan has more than ${Math.floor(most / 1_000_000)} MB: split the workspace`)

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new NotReviewed('plan-unreadable', 'the plan is no text in UTF-8')
  }
}
