import { error, type Diagnostic } from './diagnostic'

/** Where Git left a conflict marker, if it did. */
export function findConflictMarker(text: string): { readonly line: number; readonly column: number } | undefined {
  const index = text.search(/^(?:<{7} |={7}$|>{7} )/m)
  return index === -1 ? undefined : { line: text.slice(0, index).split('\n').length, column: 1 }
}

/** The fault of a file that a merge left unfinished. */
export function conflictIn({ file, text }: { readonly file: string; readonly text: string }): Diagnostic | undefined {
  const conflict = findConflictMarker(text)
  const hint = 'choose what each part should say and delete the markers'
  return conflict && error('merge-conflict', 'a merge left its markers here', { file, ...conflict }, hint)
}
