/**
 * The predefined personas. `data` is the Lake Formation level; what a person may do in the account besides comes from
 * `policies`, the names of templates.
 */
export interface PersonaLevel {
  readonly database: readonly DatabasePermission[]
  readonly table: readonly TablePermission[]
}

/** @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html */
export const DATABASE_PERMISSIONS = ['ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'] as const
export const TABLE_PERMISSIONS = ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'] as const
export type DatabasePermission = (typeof DATABASE_PERMISSIONS)[number]
export type TablePermission = (typeof TABLE_PERMISSIONS)[number]

/** What the words of an access entry stand for. */
export const PERMISSION_WORDS = {
  read: ['SELECT', 'DESCRIBE'],
  write: ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE'],
  admin: ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP'],
} as const satisfies Record<string, readonly TablePermission[]>
export type PermissionWord = keyof typeof PERMISSION_WORDS

export interface Persona {
  readonly description?: string
  readonly data: PersonaLevel
  /** `all` datasets of its environment, or only what `access` entries give it. */
  readonly scope: 'all' | 'access'
  /** Names of policy templates. */
  readonly policies: readonly string[]
  /** 1 to 12. */
  readonly sessionHours: number
  /** Cognito services that lead to its roles, too. */
  readonly services: readonly string[]
  /** Whether it holds its grants with grant option where the environment delegates. */
  readonly delegates: boolean
}

export const BUILT_IN_PERSONAS: Readonly<Record<string, Persona>> = {
  owner: {
    description: 'Owns the data of an environment.',
    data: {
      database: ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP'],
      table: ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP'],
    },
    scope: 'all',
    policies: ['data-lake-user', 'data-writer', 'catalog-writer'],
    sessionHours: 1,
    services: [],
    delegates: true,
  },
  steward: {
    description: 'Keeps the catalogue of an environment in order.',
    data: { database: ['DESCRIBE', 'ALTER'], table: ['SELECT', 'DESCRIBE', 'ALTER'] },
    scope: 'all',
    policies: ['data-lake-user', 'catalog-writer'],
    sessionHours: 1,
    services: [],
    delegates: true,
  },
  developer: {
    description: 'Builds the pipelines of an environment.',
    data: { database: ['DESCRIBE', 'CREATE_TABLE'], table: ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER'] },
    scope: 'all',
    policies: ['data-lake-user', 'data-writer', 'catalog-writer', 'pipeline-author'],
    sessionHours: 1,
    services: [],
    delegates: false,
  },
  reader: {
    description: 'Reads what the access entries of a dataset give it.',
    data: { database: ['DESCRIBE'], table: ['SELECT', 'DESCRIBE'] },
    scope: 'access',
    policies: ['data-lake-user'],
    sessionHours: 1,
    services: [],
    delegates: false,
  },
}

/** What a persona of the mesh's own has where its file says nothing: it may see that databases exist, and no more. */
export const PERSONA_DEFAULTS: Persona = {
  data: { database: ['DESCRIBE'], table: [] },
  scope: 'all',
  policies: ['data-lake-user'],
  sessionHours: 1,
  services: [],
  delegates: false,
}
