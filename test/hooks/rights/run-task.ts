import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { runTaskKeyName, secretArn } from '../../../core/model/hook-names'
import { keptSecrets } from '../../../hooks/lib/kept-secrets'
import { secretReader } from '../../../hooks/lib/secret-reader'
import { runTaskFunction } from '../../../hooks/run-task/function'
import { handOnTo } from '../../../hooks/run-task/hand-on'
import { runTaskHandler } from '../../../hooks/run-task/handler'
import type { SealedTask } from '../../../hooks/run-task/seal'
import { runTaskWork } from '../../../hooks/run-task/work'
import { hcp, HOST, runRequest } from '../../support/hcp'
import { memoryLog } from '../../support/hook-config'
import { PATIENT } from '../../support/patience'
import { reviewWith } from '../../support/review'
import { apiEvent, KEY, testClock } from '../run-task/lab'
import type { Applied } from './mesh'
import { answering, writeLogs, type Guard, type Subject } from './subject'

/** The function answers a request, hands it to itself, and works on it. */
export function runTaskSubject(mesh: Applied): Subject {
  const names = mesh.function('run_task')
  const { hub } = mesh
  return {
    name: names.name,
    document: names.policies.hook!,
    run: async (guard) => {
      writeLogs(guard, hub, names)
      const [log, clock, cloud] = [memoryLog(), testClock(), hcp()]
      const events: SealedTask[] = []
      const findKey = keptSecrets({ read: keysOf(guard, mesh), now: () => new Date(clock.now()) })
      const credentials = { accessKeyId: 'none', secretAccessKey: 'none' }
      const handOn = handOnTo(
        { name: names.name, region: hub.region },
        { credentials, http: lambda(guard, names.arn, events) },
      )
      const work = {
        http: cloud.http,
        clock,
        host: HOST,
        failOn: 'high',
        log,
        review: () => reviewWith(),
        render: () => '',
      } as const
      const hook = runTaskFunction({
        answer: runTaskHandler({ findKey, host: HOST, handOn, log, now: clock.now, deadline: PATIENT }),
        work: runTaskWork(work),
        findKey,
        log,
      })
      const answer = await hook(apiEvent(JSON.stringify(runRequest())))
      const [event] = events
      if (answer?.statusCode !== 200 || !event) throw new Error(`${answer?.statusCode} and ${events.length} events`)
      await hook(event)
      if (cloud.taken.at(-1)?.status !== 'passed') throw new Error('no result')
    },
  }
}

/** Lambda, which takes events of a function from whoever may invoke it. */
const lambda = (guard: Guard, resource: string, events: SealedTask[]): typeof fetch =>
  ((_: URL, { body }: { body: string }) => {
    try {
      guard.service({ action: 'lambda:InvokeFunction', resource, context: {} })
    } catch {
      return Promise.resolve(new Response(null, { status: 403 }))
    }
    events.push(JSON.parse(body) as SealedTask)
    return Promise.resolve(new Response(null, { status: 202 }))
  }) as unknown as typeof fetch

function keysOf(guard: Guard, { config, hub }: Applied): () => Promise<string[]> {
  const client = answering(new SecretsManagerClient({ region: hub.region }), () => ({ SecretString: KEY }))
  const resource = secretArn(hub, runTaskKeyName(config.mesh)).replace('??????', 'a1B2c3')
  guard.on(client, (command) => [{ action: `secretsmanager:${command.replace('Command', '')}`, resource, context: {} }])
  return secretReader(client, runTaskKeyName(config.mesh))
}
