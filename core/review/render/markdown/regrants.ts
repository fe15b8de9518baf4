import { permissionsSaid } from '../lib/words'
import type { Context } from './context'
import { mark, type Markdown } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { namesText, written } from './words'

/** Grants that Terraform takes away and gives again, because Lake Formation changes none in place. */
export function regrantSections(context: Context): Section[] {
  const { ink, several, rest } = context
  if (rest.regranted.length === 0) return []
  return [
    {
      title: mark`Granted again (brief revoke)`,
      intro: mark`Terraform revokes these grants and gives them again: queries may fail for a moment.`,
      head: tableHead('Kept', 'On', 'Group', 'Role', 'Service', ...(several ? ['Environment'] : [])),
      lines: rest.regranted.map(({ first, environments }) => ({
        text: tableRow(
          written(ink, permissionsSaid(first.permissions)),
          onText(context, first),
          namesText(ink, first.groups),
          ink.code(environments.length > 1 ? first.general : first.role),
          namesText(ink, first.services),
          ...(several ? [namesText(ink, environments)] : []),
        ),
      })),
      unit: 'grants',
      weight: 1,
    },
  ]
}

type Regrant = Context['rest']['regranted'][number]['first']

function onText({ ink }: Context, { dataset, database, table, location }: Regrant): Markdown {
  const data = dataset ?? database ?? ''
  if (location !== null) return ink.code(location)
  return table === null ? mark`${ink.code(data)} (the database)` : ink.code(`${data}.${table}`)
}
