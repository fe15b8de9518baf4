import { openedIn, type AllSignIns } from './all'
import { counted, number } from './text'

/** Every group and service with how many roles open, for people; `-` where the sign-in is refused. */
export function allText({ counts, services, groups, signIns, differences }: AllSignIns): string[] {
  const cells = new Map(
    signIns.map((each) => [
      JSON.stringify([each.asked.service, each.asked.groups]),
      each.outcome.refused ? '-' : String(openedIn(each)),
    ]),
  )
  const rows = groups.map((group) => [
    group,
    ...services.map((service) => cells.get(JSON.stringify([service, [group]])) ?? ''),
  ])
  const { signIns: alone, together, opened, refused } = counts
  return [
    ...aligned([['', ...services], ...rows]),
    '',
    `${counted(alone, 'sign-in')} of ${counted(counts.groups, 'group')} through ${counted(counts.services, 'service')}: ` +
      `${counted(opened, 'role')} opened, ${number(refused)} refused; ${number(together)} more of several groups at once`,
    differences.length === 0 ? 'everything is as the files say' : counted(differences.length, 'difference'),
  ]
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
