import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleHooks } from '../../../cli/lib/hooks/bundle'
import { PROJECT } from '../../support/mesh'
import { startSts } from '../../support/sts'
import { SLOW_CLOCK } from '../../support/token-bundle'
import { absentEvent, LAB, messages, notified, samlEvent, startLab } from './lab'

test('the function as it is deployed, with its credentials from the environment, follows an event', async () => {
  const [lab, sts] = await Promise.all([startLab({ isServed: true }), startSts()])
  const folder = mkdtempSync(join(tmpdir(), 'trust-sync-'))
  try {
    writeFileSync(join(folder, 'index.js'), bundleHooks(PROJECT, ['trust-sync']).get('trust-sync')?.code ?? '')
    writeFileSync(join(folder, 'mesh.json'), JSON.stringify(lab.config))
    const event = messages([notified(lab.config, samlEvent(1)), '{', notified(lab.config, absentEvent(1, 'nobody'))])
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event))
    const answer = `then((answer) => require('node:fs').writeFileSync('answer.json', JSON.stringify(answer)))`
    const call = `require('./index.js').handler(require('./event.json')).${answer}`
    const { stdout, stderr } = await promisify(execFile)('node', ['-r', SLOW_CLOCK, '-e', call], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        AWS_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: 'ASIAHUB',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_SESSION_TOKEN: 'token',
        AWS_ENDPOINT_URL_DYNAMODB: lab.table.endpoint,
        AWS_ENDPOINT_URL_IAM: lab.iam.url,
        AWS_ENDPOINT_URL_STS: sts.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    })
    expect(JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    })
    expect(await lab.service()).toMatchObject({ state: 'active' })
    expect(lab.trust('acme-lab-reader')).toContain(`arn:aws:iam::${LAB}:saml-provider/acme-databricks`)
    const told = `${stdout}${stderr}`.trim().split('\n')
    const events = told.map((line) => (JSON.parse(line) as { event: string }).event)
    expect(events).toEqual(expect.arrayContaining(['trust-written', 'synchronised', 'failed']))
  } finally {
    rmSync(folder, { recursive: true })
    await lab.close()
  }
})
