import { parseAnyPolicy, PolicyFormatError } from '../../policy/canonical'
import type { PolicyDocument } from '../../policy/document'
import { hasKeyTwice } from '../read/key-twice'
import type { SynthFault } from './stack'

/** A policy as a stack writes it, or why it is none. */
export function readPolicy(address: string, text: string): PolicyDocument | SynthFault {
  try {
    const value: unknown = JSON.parse(text)
    if (hasKeyTwice(text, value)) throw new PolicyFormatError('an object has a key twice')
    return parseAnyPolicy(value)
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof PolicyFormatError)) throw cause
    return { address, message: `holds no policy document: ${cause.message}` }
  }
}

export const isFault = (value: PolicyDocument | SynthFault): value is SynthFault => 'address' in value
