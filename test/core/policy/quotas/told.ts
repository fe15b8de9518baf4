import { quotaOf, type QuotaId } from '../../../../core/model/quotas/table'
import { smallMesh } from '../../../support/mesh'
import { lab } from '../../model/small'
import { compilation } from '../compilation'

export type Files = Readonly<Record<string, string>>

export const times = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => item(i)).join('')

/** What a mesh is told about one quota: how much its fullest owner uses, and the severity. */
export function told(quota: QuotaId, files: Files): [number | undefined, string | undefined] {
  const { usages, diagnostics } = compilation(smallMesh(files))
  const used = usages.filter((each) => each.quota === quota).map((each) => each.used)
  const { subject, unit } = quotaOf(quota)
  const [begin = '', end = ''] = subject.split('{owner}')
  const found = diagnostics.filter(
    ({ message }) => message.startsWith(begin) && message.includes(`${end} `) && ` ${message},`.includes(` ${unit},`),
  )
  return [used.length > 0 ? Math.max(...used) : undefined, found[0]?.severity]
}

/** A dataset that is shared with so many groups more: each has a role. */
export const shares = (count: number): Files =>
  lab([
    '    access:\n',
    `    access:\n${times(count, (index) => `      - { to: { group: S${index} }, tables: [visits] }\n`)}`,
  ])

export const W = 'warning'
export const E = 'error'
