import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf'

/** Where Terraform keeps a stack's state: one state a stack. */
export type BackendProps = LocalBackendProps | S3BackendProps | CloudBackendProps

export interface LocalBackendProps {
  readonly type: 'local'
  /** The folder of the state files, relative to the stack's own folder. */
  readonly folder: string
}

export interface S3BackendProps {
  readonly type: 's3'
  readonly bucket: string
  readonly region: string
  /** Key prefix, without a slash at the end. @default - the stack's name is the whole key */
  readonly prefix?: string | undefined
}

export interface CloudBackendProps {
  readonly type: 'cloud'
  readonly organization: string
  /** @default - the organization's default project */
  readonly project?: string | undefined
  /** @default app.terraform.io */
  readonly hostname?: string | undefined
}

/** Adds the backend block; the workspace, the key and the file are named after the stack. */
export function addBackend(stack: TerraformStack, name: string, props: BackendProps): void {
  switch (props.type) {
    case 'local':
      new LocalBackend(stack, { path: `${props.folder}/${name}.tfstate` })
      return
    case 's3': {
      const { bucket, region, prefix } = props
      const key = prefix === undefined ? `${name}.tfstate` : `${prefix}/${name}.tfstate`
      // CDKTF's type does not know `use_lockfile`; it passes it through.
      new S3Backend(stack, { bucket, key, region, encrypt: true, ...({ useLockfile: true } as object) })
      return
    }
    case 'cloud': {
      const { organization, project, hostname } = props
      new CloudBackend(stack, {
        organization,
        ...(hostname !== undefined && { hostname }),
        workspaces: new NamedCloudWorkspace(name, project),
      })
      return
    }
  }
}
