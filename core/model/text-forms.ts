import { NAME_QUOTAS } from './quotas/table/names'
import { UNSEEN } from './unseen'

/** What a text must look like, whether it stands in a file or in an event. */
export interface TextForm {
  /** The code of the diagnostic where it does not. */
  readonly code: string
  readonly pattern: RegExp
  /** Completes "… must be". */
  readonly is: string
}

const clientIdLength = NAME_QUOTAS['client-id'].limit

export const TEXT_FORMS = {
  /** Names that people give: environments, services, personas, datasets. They become parts of AWS names. */
  name: {
    code: 'bad-name',
    pattern: /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    is: 'a name of 1 to 40 lower-case letters, digits and dashes that begins with a letter',
  },
  /** A directory group's name: any text of one line, without characters that nobody sees. */
  group: {
    code: 'bad-group',
    pattern: new RegExp(`^(?!\\s|__proto__$)[^${UNSEEN}]{1,256}(?<!\\s)$`),
    is: 'the name of a directory group: 1 to 256 characters on one line, without blanks around it',
  },
  issuer: {
    code: 'bad-issuer',
    pattern: /^https:\/\/(?=.{1,247}$)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[\w.~-]+)*\/?$/,
    is: 'the issuer of the tokens: an https URL of at most 255 characters without port, query or fragment',
  },
  clientId: {
    code: 'bad-client-id',
    pattern: new RegExp(`^[\\w.~:/@-]{1,${clientIdLength}}$`),
    is: `a client id of 1 to ${clientIdLength} characters`,
  },
  application: {
    code: 'bad-application',
    pattern: /^[\w.-]{1,128}$/,
    is: 'the id of an application: 1 to 128 letters, digits and _ . -',
  },
  claim: {
    code: 'bad-claim',
    pattern: /^[\w:./-]{1,256}$/,
    is: 'the name of a claim: 1 to 256 letters, digits and _ : . / -',
  },
  httpsUrl: {
    code: 'bad-url',
    pattern: /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[\w.~!$&'()*+,;=:@%/-]*)?$/,
    is: 'an https URL without query or fragment',
  },
} as const satisfies Record<string, TextForm>
