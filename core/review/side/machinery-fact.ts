import { sha256 } from '../../model/hash'
import { Expression } from '../synth/expression'
import type { ReadResource } from '../read/resource'
import type { Fact } from './fact'

/** What the provider computes, or what says nothing about how a hook works. */
const IGNORED = new Set([
  '//',
  'depends_on',
  'description',
  'lifecycle',
  'tags',
  'tags_all',
  'last_modified',
  'provider',
])

/** A resource that hooks run on, as one text: only whether it changes is told. */
export function machineryFact({ type, address, values }: ReadResource): Fact {
  const kept = Object.entries(values).filter(([key]) => !IGNORED.has(key))
  const text = JSON.stringify(
    kept.sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) => (value instanceof Expression ? value.text : value),
  )
  return { kind: 'machinery', subject: address, name: type, value: sha256(text).toString('hex'), address }
}
