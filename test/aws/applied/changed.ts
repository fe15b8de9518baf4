import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppliedMesh } from '../../support/applied-mesh'
import { touched } from '../../support/terraform-plan'

/** A later commit: one environment closes, and a group gets a persona in another. */
export async function changeMesh(mesh: AppliedMesh): Promise<readonly string[]> {
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(mesh.project.folder, 'environments', file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
    mesh.project.write(file, text.replace(from, to))
  }
  edit('finance-dev.yaml', 'stage: dev', 'stage: dev\nstate: closed')
  edit('clinical-prod.yaml', '[ADG-CLINICAL-ANALYSTS, ', '[ADG-CLINICAL-ANALYSTS, ADG-QUALITY, ')
  await mesh.render()
  const [plan] = await Promise.all([
    mesh
      .stack('clinical-prod')
      .plan()
      .then(async (made) => {
        await mesh.stack('clinical-prod').apply('plan.bin')
        return made
      }),
    mesh.stack('finance-dev').apply(),
  ])
  return touched(plan)
}
