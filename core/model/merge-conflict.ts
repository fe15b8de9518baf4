/** Where Git left a conflict marker, if it did. */
export function findConflictMarker(text: string): { readonly line: number; readonly column: number } | undefined {
  const index = text.search(/^(?:<{7} |={7}$|>{7} )/m)
  return index === -1 ? undefined : { line: text.slice(0, index).split('\n').length, column: 1 }
}
