import type { Location, PhysicalLocation } from 'sarif'
import type { Position } from '../../../model/diagnostic'
import type { Review } from '../../types'
import type { Alert } from './alerts'

/** Environment → its file, as the review's own lines name it; the folder of the mesh says the rest. */
export type FileOf = (environment: string) => string

/**
 * Where an alert stands that no line of the files gives: the first line of its environment's file, or of `mesh.yaml`
 * where that is no longer there. A code scanner shows nothing that has no place.
 */
export function filesOf({ environments, gained, lost, changed, findings }: Review, mesh: string): FileOf {
  const known = new Map<string, string>()
  const seen = (environment: string, source: Position | undefined): void => {
    if (source?.file.split('/').at(-1) === `${environment}.yaml`) known.set(environment, source.file)
  }
  for (const { path } of lost) seen(path.environment, path.source)
  for (const { path } of gained) seen(path.environment, path.source)
  for (const { after } of changed) seen(after.environment, after.source)
  for (const { environment, source } of findings) seen(environment, source)
  const there = new Set(environments.filter(({ state }) => state !== 'gone').map(({ name }) => name))
  const inMesh = (name: string): string => `${mesh.replace(/\/+$/, '')}/${name}.yaml`
  return (environment) => (there.has(environment) ? (known.get(environment) ?? inMesh(environment)) : inMesh('mesh'))
}

export function locationOf(
  { source, address, environment }: Alert,
  files: FileOf,
  mask: (text: string) => string,
): Location {
  const at = source ?? { file: files(environment), line: 1, column: 1 }
  return {
    physicalLocation: physical({ ...at, file: mask(at.file) }),
    ...(address !== undefined && {
      logicalLocations: [{ fullyQualifiedName: mask(address), kind: 'resource' }],
    }),
  }
}

/** Whoever shows it takes a relative file for one of the repository. */
function physical({ file, line, column }: Position): PhysicalLocation {
  const uri = file
    .replace(/^(\.\/)+/, '')
    .split('/')
    .map(encodeSegment)
    .join('/')
  const region = { startLine: line, startColumn: column }
  if (uri.startsWith('/')) return { artifactLocation: { uri: `file://${uri}` }, region }
  return { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region }
}

/** `encodeURIComponent` throws at half a character. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\uFFFD'))
