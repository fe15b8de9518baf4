import { appliedRow, entitlementRows, type AppliedRow, type EntitledRole } from '../../core/model/entitlements'
import { hookConfig, type HookConfig } from '../../core/model/hook-config'
import type { Registry } from '../../core/model/registry'
import { declaredKey, type TableKey } from '../../core/model/table-keys'
import type { Log, LoggedEvent, LogFields } from '../../hooks/lib/log'
import type { Row, TableReader } from '../../hooks/lib/table'
import { build, exampleFolder, type Built } from './mesh'

/** What a mesh's hooks are given. */
export interface Hooks {
  readonly built: Built
  readonly config: HookConfig
  /** The rows that Terraform writes for sign-ins: every environment is applied in revision r1. */
  readonly rows: readonly TableKey[]
  /** Group → code: the lock file's. */
  readonly codes: Codes
}

/** Group → code. */
export type Codes = Readonly<Record<string, string>>

export const codesOf = ({ groups }: Pick<Registry, 'groups'>): Codes =>
  Object.fromEntries(Object.entries(groups).map(([name, { code }]) => [name, code]))

/** What environments are applied with which all name these groups. */
export const appliedRows = (groups: Codes, environments: readonly string[] = ['lab'], revision = 'r1'): AppliedRow[] =>
  environments.map((each) => ({
    ...declaredKey.environment(each),
    revision,
    groups: Object.entries(groups).map(([name, code]) => ({ name, code })),
  }))

export function hooksOf(built: Built): Hooks {
  const { mesh, registry, graph } = built
  return {
    built,
    config: hookConfig(mesh, registry),
    rows: graph.environments.flatMap((each) => [...entitlementRows(each), appliedRow(each, 'r1')]),
    codes: codesOf(registry),
  }
}

/** The hooks of the README's mesh. */
export const exampleHooks = (): Hooks => hooksOf(build(exampleFolder()))

/** What was logged. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: LoggedEvent
  readonly fields: LogFields
}

/** A log that keeps its lines. */
export function memoryLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const at =
    (level: LogLine['level']) =>
    (event: LoggedEvent, fields: LogFields): void =>
      void lines.push({ level, event, fields })
  return { lines, info: at('info'), warn: at('warn'), error: at('error') }
}

/** A table that is a list of rows in memory, and counts what is asked of it. */
export function memoryTable(rows: readonly object[]): TableReader & { readonly asked: readonly string[] } {
  const all = rows as readonly Row[]
  const asked: string[] = []
  return {
    asked,
    partition: (key) => {
      asked.push(key)
      return Promise.resolve(all.filter(({ PK }) => PK === key))
    },
    rows: (keys) => {
      asked.push(...keys.map(({ PK, SK }) => `${PK} / ${SK}`))
      return Promise.resolve(all.filter(({ PK, SK }) => keys.some((key) => key.PK === PK && key.SK === SK)))
    },
  }
}

/** A mesh with one service of each protocol; the rest as given. */
export function hookConfigOf(changes: Partial<HookConfig> = {}): HookConfig {
  return {
    mesh: 'acme',
    partition: 'aws',
    hub: { account: '000000000000', region: 'eu-central-1' },
    sourceIdentity: '*@example.com',
    table: 'acme-entitlements',
    sync: false,
    retired: {},
    services: {
      lake: { protocol: 'saml', application: 'app-lake', maxGroups: 51, groupsClaim: 'groups' },
      notebooks: {
        protocol: 'oidc',
        issuer: 'https://login.example.com/oauth2/aus1',
        clientIds: ['notebooks'],
        maxGroups: 20,
        groupsClaim: 'groups',
      },
    },
    attributes: {},
    environments: { lab: { account: '111111111111', region: 'eu-central-1' } },
    ...changes,
  }
}

/** A role as rows have it; its provider is that of its account. */
export function rowRole(name: string, changes: Partial<EntitledRole> = {}): EntitledRole {
  return {
    arn: `arn:aws:iam::111111111111:role/acme/${name}`,
    persona: 'reader',
    sessionHours: 1,
    services: { lake: 'arn:aws:iam::111111111111:saml-provider/acme-lake' },
    datasets: [],
    ...changes,
  }
}
