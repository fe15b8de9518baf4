import { codePoint } from '../../../model/unseen'

/**
 * Characters that are not seen, or that change how others are seen: controls, line breaks, marks of the direction of
 * writing, blanks that are no spaces; and what is no character, which Markdown and HTML replace.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]|(?! )\p{Zs}/gu

/** A text on one line in which nothing is hidden: `ADG-X(U+200D)`. */
export const visible = (text: string): string => text.replace(HIDDEN, (character) => `(${codePoint(character)})`)
