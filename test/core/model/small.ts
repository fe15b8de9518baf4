import { ENVIRONMENT, MESH } from '../../support/mesh'

/** The access entry of the small mesh. */
export const ACCESS = `      - to: { persona: reader }
        tables: [visits]
`

type Edit = readonly [from: string, to: string]

const edited = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`${from} is not in the file`)
    return before.replace(from, () => to)
  }, text)

/** The small mesh's environment with pieces of its text replaced. */
export const lab = (...edits: readonly Edit[]): { 'lab.yaml': string } => ({ 'lab.yaml': edited(ENVIRONMENT, edits) })

/** The small mesh's `mesh.yaml`, likewise. */
export const mesh = (...edits: readonly Edit[]): { 'mesh.yaml': string } => ({ 'mesh.yaml': edited(MESH, edits) })
