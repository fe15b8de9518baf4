import { invalidPolicy } from '../errors'
import type { Operators } from './operator'
import { pair } from './operator'

interface Address {
  /** 32 or 128. */
  readonly bits: number
  readonly value: bigint
}

/**
 * IPv4 and IPv6 ranges in CIDR notation. An address without a prefix length stands for itself alone. Addresses of the
 * two families never match each other.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export const ipOperators: Operators = pair('IpAddress', 'NotIpAddress', (value) => {
  const [, text = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(value) ?? []
  const range = parseAddress(text)
  const prefix = length === undefined ? range?.bits : Number(length)
  if (range === undefined || prefix === undefined || prefix > range.bits) {
    throw invalidPolicy(`${JSON.stringify(value)} is no IP address or CIDR range`)
  }
  const shift = BigInt(range.bits - prefix)
  return (candidate) => {
    const address = parseAddress(candidate)
    return address?.bits === range.bits && address.value >> shift === range.value >> shift
  }
})

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text)
}

function parseV4(text: string): Address | undefined {
  const bytes = text.split('.')
  if (bytes.length !== 4 || !bytes.every((byte) => /^(?:0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256)) {
    return undefined
  }
  return { bits: 32, value: join(bytes.map(Number), 8) }
}

function parseV6(text: string): Address | undefined {
  const [before = '', after, ...more] = text.split('::')
  const head = groups(before, after === undefined)
  const tail = groups(after ?? '', true)
  if (head === undefined || tail === undefined || more.length > 0) return undefined
  const zeros = 8 - head.length - tail.length
  if (after === undefined ? zeros !== 0 : zeros < 1) return undefined
  return { bits: 128, value: join([...head, ...new Array<number>(zeros).fill(0), ...tail], 16) }
}

/** Groups of 16 bits; the last two of an address may be written as IPv4. */
function groups(text: string, atEnd: boolean): readonly number[] | undefined {
  if (text === '') return []
  const fields = text.split(':')
  const v4 = atEnd ? parseV4(fields.at(-1) ?? '') : undefined
  if (v4 !== undefined) fields.splice(-1, 1, (v4.value >> 16n).toString(16), (v4.value & 0xffffn).toString(16))
  return fields.every((field) => /^[0-9a-f]{1,4}$/i.test(field))
    ? fields.map((field) => parseInt(field, 16))
    : undefined
}

const join = (fields: readonly number[], bits: number): bigint =>
  fields.reduce((value, field) => (value << BigInt(bits)) | BigInt(field), 0n)
