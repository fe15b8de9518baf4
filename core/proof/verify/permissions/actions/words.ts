/** A list that is written as text, for it to be read line by line. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/)
