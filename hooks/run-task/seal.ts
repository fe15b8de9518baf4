import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Task } from './task'

/** A task on its way from the invocation that answers to the one that works. */
export interface SealedTask {
  /** In Base64: nonce, tag, and the task, encrypted. */
  readonly sealed: string
}

export const isSealed = (event: unknown): event is SealedTask =>
  typeof event === 'object' && event !== null && typeof (event as Partial<SealedTask>).sealed === 'string'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/**
 * Encrypts a task with what is derived from the key of signatures: Lambda keeps an event until it is taken, and whoever may
 * see it there, or make one, must neither read the token nor make the hook work.
 */
export function seal(task: Task, key: string): SealedTask {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, derived(key), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(task), 'utf8'), cipher.final()])
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64') }
}

/** The task; `undefined` where it was not sealed with the key. */
export function unseal({ sealed }: SealedTask, key: string): Task | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  const [nonce, tag] = [bytes.subarray(0, NONCE), bytes.subarray(NONCE, NONCE + TAG)]
  if (key === '' || tag.length < TAG) return undefined
  try {
    const decipher = createDecipheriv(CIPHER, derived(key), nonce, { authTagLength: TAG })
    decipher.setAuthTag(tag)
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])
    return JSON.parse(text.toString('utf8')) as Task
  } catch {
    return undefined
  }
}

/** A key of its own for this purpose: one that signs must not encrypt. */
const derived = (key: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key, 'utf8'), '', 'trustloom run task', 32))
