import { QUOTA_IDS, type QuotaId } from '../../../../core/model/quotas/table'
import { sortUsages, type Usage } from '../../../../core/model/quotas/usage'
import { ledger } from '../../../../core/policy/quotas/ledger'
import { build, exampleFolder, MESH, smallMesh } from '../../../support/mesh'
import { lab } from '../../model/small'
import { compilation } from '../compilation'

type Files = Readonly<Record<string, string>>

describe('the ledger', () => {
  const { mesh: example, compiled } = build(exampleFolder())
  const usages = ledger(example, compiled)
  const used = (quota: QuotaId, environment: string, owner?: string): number | undefined =>
    usages.find(
      (each) => each.quota === quota && each.environment === environment && (owner ?? each.owner) === each.owner,
    )?.used

  test('has every quota of the table', () => {
    expect([...new Set(usages.map(({ quota }) => quota))].sort()).toEqual([...QUOTA_IDS].sort())
  })

  test('is the same every time, sorted whatever the order', () => {
    expect(ledger(example, compiled)).toEqual(usages)
    expect(sortUsages([...usages].reverse())).toEqual(usages)
    const environments = usages.map(({ environment }) => environment)
    expect(environments).toEqual([...environments].sort())
  })

  test('counts the example as a person would', () => {
    expect({
      roles: used('roles', 'clinical-prod'),
      saml: used('saml-providers', 'manufacturing-prod'),
      oidc: used('oidc-providers', 'clinical-prod'),
      issuer: used('client-ids', 'clinical-prod', 'novo.okta.com/oauth2/aus1abc'),
      rows: used('entitlement-rows', 'finance-dev'),
      filter: used('row-filter', 'clinical-prod'),
      filters: used('data-filters', 'clinical-prod'),
      tags: used('resource-tags', 'mesh'),
      metadata: used('saml-metadata', 'mesh', 'databricks'),
      hub: used('resources-per-state', 'hub'),
      sessionTags: used('session-tags', 'mesh', 'home'),
    }).toEqual({
      roles: 14,
      saml: 2,
      oidc: 1,
      issuer: 1,
      rows: 4,
      filter: "country = 'DK'".length,
      filters: 1,
      tags: 11,
      metadata: example.metadata.get('saml/databricks.xml')?.text.length,
      hub: 59,
      sessionTags: 3,
    })
  })

  test('counts no provider that no role trusts', () => {
    const closed = { ...lab(['domain: research', 'domain: research\nstate: closed']) }
    const of = (files: Files): (number | undefined)[] => {
      const all = compilation(smallMesh(files)).usages
      return ['oidc-providers', 'roles', 'entitlement-rows'].map(
        (quota) => all.find((each) => each.quota === quota)?.used,
      )
    }
    expect(of(closed)).toEqual([0, 1, 0])
    expect(of({})).toEqual([1, 3, 2])
  })

  test('has what the environment says was raised, before what the mesh says', () => {
    const files = {
      'mesh.yaml': `${MESH}quotas: { trustPolicy: 8192, oidcProviders: 700 }`,
      ...lab(['domain: research', 'domain: research\nquotas: { trustPolicy: 4096 }']),
    }
    const all = compilation(smallMesh(files)).usages
    const limit = (quota: QuotaId): number | undefined => all.find((each: Usage) => each.quota === quota)?.limit
    expect([limit('trust-policy'), limit('oidc-providers'), limit('roles')]).toEqual([4096, 700, 1000])
  })

  test('counts the longest name of a kind', () => {
    expect(usages.find((each) => each.quota === 'role-name' && each.environment === 'clinical-prod')?.owner).toBe(
      'novo-clinical-prod-share-adg-pharmacovigilance',
    )
  })
})
