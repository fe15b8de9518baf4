import { didYouMean, listKnown } from './suggest'

/** Where policy templates lie, in the project and in a mesh folder alike. */
export const TEMPLATE_FOLDER = 'templates/policies'

/** The name by which a persona's `policies` call a template file; `undefined` for other files. */
export function templateName(path: string): string | undefined {
  return /^templates\/policies\/([a-z][a-z0-9-]*)\.json\.hbs$/.exec(path)?.[1]
}

/** Templates of what is no role of a persona: buckets, keys, locations, home storage, and runs of HCP Terraform. */
const NOT_OF_PERSONAS = /^(?:bucket|key|location|home|run-.+)$/

/** What to do about a name in a persona's `policies` that is none of the templates. */
export function policyHint(name: string, templates: Iterable<string>): string {
  const usable = [...templates].filter((each) => !NOT_OF_PERSONAS.test(each))
  const meant = didYouMean(name, usable)
  const make = NOT_OF_PERSONAS.test(name)
    ? 'choose another name for a template of your own'
    : `or make the file ${TEMPLATE_FOLDER}/${name}.json.hbs in the mesh folder`
  return `${meant ?? listKnown('template for personas', usable)}; ${make}`
}
