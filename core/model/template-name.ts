/** Where policy templates lie, in the project and in a mesh folder alike. */
export const TEMPLATE_FOLDER = 'templates/policies'

/** The name by which a persona's `policies` call a template file; `undefined` for other files. */
export function templateName(path: string): string | undefined {
  return /^templates\/policies\/([a-z][a-z0-9-]*)\.json\.hbs$/.exec(path)?.[1]
}
