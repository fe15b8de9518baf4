/**
 * A document with the ends of lines that every reader of XML makes of them: the same on machines that write others.
 *
 * @see https://www.w3.org/TR/xml/#sec-line-ends
 */
export const xmlText = (document: string): string => document.replace(/\r\n?/g, '\n')
