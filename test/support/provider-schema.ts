/**
 * What a provider says of itself, less what nobody asks: hashicorp/aws tells of 1,500 types in 5 MB, which cost both it
 * and Terraform a second and more at each command. What is left is byte for byte as the provider said it.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.9.proto `GetProviderSchema.Response`
 */
export function schemaOf(told: Buffer, types: ReadonlySet<string>): Buffer {
  const kept: Buffer[] = []
  for (const { number, from, content, to } of fieldsOf(told))
    if (!BY_TYPE.has(number) || types.has(keyOf(content))) kept.push(told.subarray(from, to))
  return Buffer.concat(kept)
}

/** `resource_schemas` and `data_source_schemas`: maps by type. */
const BY_TYPE = new Set([2, 3])

interface Field {
  readonly number: number
  readonly content: Buffer
  /** Where it begins and ends in the message. */
  readonly from: number
  readonly to: number
}

/** @see https://protobuf.dev/programming-guides/encoding/ */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(at++)
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const from = at
    const tag = varint()
    if (tag % 8 !== 2) throw new Error(`wire type ${tag % 8} in what a provider says of itself`)
    const length = varint()
    const start = at
    at += length
    yield { number: Math.floor(tag / 8), content: message.subarray(start, at), from, to: at }
  }
}

/** The key of an entry of a map. */
function keyOf(entry: Buffer): string {
  for (const { number, content } of fieldsOf(entry)) if (number === 1) return content.toString()
  return ''
}
