/** What a template may use: a text, a truth value, or an object of those; `list` of any for `{{#each}}`. */
export type Shape = TextShape | ObjectShape | ListShape
export interface TextShape {
  readonly kind: 'text'
}
export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: Readonly<Record<string, Shape>>
}
export interface ListShape {
  readonly kind: 'list'
  readonly items: Shape
}

export const text: TextShape = { kind: 'text' }
export const object = (fields: Readonly<Record<string, Shape>>): ObjectShape => ({ kind: 'object', fields })
export const list = (items: Shape): ListShape => ({ kind: 'list', items })
