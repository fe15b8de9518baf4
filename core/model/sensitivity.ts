/** How sensitive a dataset is, by where its classification stands among those of the mesh. */
export type Sensitivity = 'public' | 'ordinary' | 'sensitive'

/** What a mesh has that names no classifications of its own, least sensitive first. */
export const DEFAULT_CLASSIFICATIONS: readonly string[] = ['public', 'internal', 'confidential', 'restricted']

/** The first classification counts as public and the last two as sensitive; one that is not known is taken for sensitive. */
export function sensitivityOf(classification: string, classifications: readonly string[]): Sensitivity {
  const place = classifications.indexOf(classification)
  if (place < 0 || place >= classifications.length - 2) return 'sensitive'
  return place === 0 ? 'public' : 'ordinary'
}
