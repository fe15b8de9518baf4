import { Command } from 'commander'
import { guard } from './lib/fail'
import { frozenOption, meshOption, synthOption, verboseOption, type SynthOptions } from './lib/options'
import { synthesize } from './lib/synthesize'

/** `npm run synth`, and the app that the CDKTF CLI runs. */
export async function synth(argv: readonly string[]): Promise<void> {
  const command = new Command('synth')
    .description('Renders the mesh: one Terraform stack for the hub and one for each environment.')
    .argument('[environment...]', 'only these; the others stay as they are')
    .addOption(meshOption())
    .addOption(synthOption())
    .addOption(frozenOption())
    .addOption(verboseOption())
    .action((only: string[], options: SynthOptions & { frozen: boolean; verbose?: boolean }) =>
      guard(() => synthesize({ ...options, only: only.length > 0 ? only : undefined })),
    )
  await command.parseAsync(argv)
}
