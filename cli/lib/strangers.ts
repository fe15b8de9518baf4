import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Difference } from '../../core/proof/verify'
import { manifest, MANIFEST, readJson, type OutputStack } from './output'

type Named = Pick<OutputStack, 'name' | 'dependencies'>

/** Terraform reads every file of these endings that lies in a stack's folder, but for hidden ones. */
const READ_BY_TERRAFORM =
  /^[^.].*(\.tf|\.tf\.json|\.tofu|\.tofu\.json|\.auto\.tfvars|\.auto\.tfvars\.json)$|^terraform\.tfvars(\.json)?$/

/**
 * What lies in an output, would be applied, and is none of its stacks: files that Terraform reads beside them, folders
 * that no stack has, and a manifest that leads the CDKTF CLI elsewhere or in another order.
 */
export function strangersIn(folder: string, stacks: readonly Named[]): Difference[] {
  const names = new Set(stacks.map((each) => each.name))
  const differs = (environment: string, message: string): Difference => ({
    kind: 'not-understood',
    environment,
    message,
  })
  const wanted = manifest(Object.fromEntries(stacks.map(({ name, dependencies }) => [name, { dependencies }])))
  const beside = folders(join(folder, 'stacks')).flatMap((name) =>
    files(join(folder, 'stacks', name))
      .filter((each) => !(names.has(name) && each === 'cdk.tf.json'))
      .map((each) => {
        const path = join(folder, 'stacks', name, each)
        return differs(name, `${path} is no file of Trustloom, and Terraform reads it with the stack`)
      }),
  )
  // What was read of the manifest's file is plain JSON, and what is wanted must be, too.
  const isWanted = isDeepStrictEqual(readJson(join(folder, MANIFEST)), JSON.parse(JSON.stringify(wanted)))
  const path = join(folder, MANIFEST)
  return [...beside, ...(isWanted ? [] : [differs('hub', `${path} does not name the stacks as Trustloom writes them`)])]
}

const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort()

const files = (path: string): string[] =>
  readdirSync(path)
    .filter((each) => READ_BY_TERRAFORM.test(each))
    .sort()
