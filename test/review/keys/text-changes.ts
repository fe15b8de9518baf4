import type { Risk } from '../../../core/model/risk/levels'
import { metadata } from '../pair'
import { CERTIFICATE } from '../changes/base'
import { keyChanges, nothing, told, type Places } from './change'

const entity = (xml: string): string => xml.replace(/entityID="[^"]*"/, 'entityID="urn:x"')
const certificate = (xml: string): string => xml.replace(CERTIFICATE, CERTIFICATE.exec(metadata('powerbi'))?.[0] ?? '')
const address = (xml: string): string => xml.replaceAll(/Location="[^"]*"/g, 'Location="https://evil.example.com/sso"')

/** What is read of metadata → how it is changed. */
export const METADATA: Readonly<Record<string, (xml: string) => string>> = {
  entityId: entity,
  certificates: certificate,
  signIn: address,
}

const ofMetadata = (file: string): ReturnType<typeof keyChanges> =>
  Object.values(METADATA).flatMap((change) => keyChanges({ [file]: told('high', change) }))

/** One statement more. */
const further =
  (statement: string) =>
  (text: string): string =>
    text.replace(/"Statement": \[/, (start) => `${start}\n${statement},`)

/** What no rule about policies stops. */
const allowing = (action: string): string => `{ "Effect": "Allow", "Action": "${action}", "Resource": "*" }`
const streams = allowing('kinesis:PutRecord')
const buckets = allowing('s3:GetBucketNotification')
const functions = allowing('lambda:ListFunctions')
const keys = allowing('kms:ListKeys')
const stranger = (action: string, resource: string): string =>
  `{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::999999999999:root" }, "Action": "${action}", "Resource": ${resource} }`

const WITH_FILES: Places = { 'lab.yaml/datasets/trials/access/0/files': true }

/** Built-in template → how risky a statement more is, where it is no policy of a role what the statement is, and what needs it. */
export const TEMPLATES: Readonly<
  Record<string, { readonly risk: Risk; readonly statement?: string; readonly before?: Places }>
> = {
  bucket: { risk: 'high', statement: stranger('s3:GetObject', '{{json bucket "/*"}}') },
  'catalog-reader': { risk: 'high' },
  'catalog-writer': { risk: 'high' },
  'data-grantor': { risk: 'high', before: { 'lab.yaml/delegation': true } },
  'data-lake-user': { risk: 'high' },
  'data-writer': { risk: 'high' },
  'files-reader': { risk: 'high', before: WITH_FILES },
  home: { risk: 'high' },
  key: { risk: 'high', statement: stranger('kms:Decrypt', '"*"') },
  location: { risk: 'high' },
  'pipeline-author': { risk: 'high' },
  'pipeline-job': { risk: 'high' },
  'run-environment-read': { risk: 'high', statement: buckets },
  'run-environment-write': { risk: 'high', statement: buckets },
  'run-hub-read': { risk: 'high', statement: functions },
  'run-hub-write': { risk: 'high', statement: functions },
  'run-rows-read': { risk: 'high', statement: keys },
  'run-rows-write': { risk: 'high', statement: keys },
}

export const textChanges = [
  ...ofMetadata('saml/databricks.xml'),
  ...ofMetadata('saml/rstudio.xml'),
  ...Object.entries(TEMPLATES).flatMap(([name, { risk, statement = streams, before }]) =>
    keyChanges({ [`templates/policies/${name}.json.hbs`]: told(risk, further(statement), before && { before }) }),
  ),
  ...keyChanges({
    'templates/policies/queue.json.hbs': told('high', (text) =>
      text.replace('kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'),
    ),
    'groups.txt': nothing('a name there has nothing; what a file gives it is told', (text) => `${text}ADG-OTHERS\n`),
  }),
]
