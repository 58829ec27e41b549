import * as secretmanager from "@pulumi/gcp/secretmanager/secretIamMember.js";
import * as pulumi from "@pulumi/pulumi";
import type { SecretReference } from "../settings/secrets.ts";
import type { ServiceSettings } from "../settings/service.ts";
import type { Variable, Volume, VolumeMount } from "./template-parts.ts";

export interface SecretBindingsArgs {
  project: string;
  /** The account that reads the secrets, as IAM policies name it. */
  member: string;
  /** What creates that account. */
  account: pulumi.Resource;
  references: readonly SecretReference[];
}

/** Lets a service account read just the secrets that its service refers to, each by a binding of its own. */
export class SecretBindings extends pulumi.ComponentResource {
  constructor(name: string, args: SecretBindingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:SecretBindings", name, {}, opts);
    for (const secret of distinctSecrets(args.references)) {
      const { project, secretId } = secretAddress(secret, args.project);
      new secretmanager.SecretIamMember(
        `${name}-${secret.replaceAll("/", "-")}`,
        { project, secretId, role: "roles/secretmanager.secretAccessor", member: args.member },
        { parent: this, dependsOn: [args.account] },
      );
    }
    this.registerOutputs();
  }
}

/** Every secret that a service refers to: as a variable, as a file, or as its database's password. */
export function secretReferences(service: ServiceSettings): SecretReference[] {
  return [
    ...Object.values(service.secrets),
    ...Object.values(service.secretFiles),
    ...(service.database ? [service.database.passwordSecret] : []),
  ];
}

export function distinctSecrets(references: readonly SecretReference[]): string[] {
  return [...new Set(references.map(({ secret }) => secret))].sort();
}

/** A variable whose value Cloud Run reads from Secret Manager when an instance starts. */
export function secretVariable(name: string, { secret, version }: SecretReference): Variable {
  return { name, valueSource: { secretKeyRef: { secret, version } } };
}

/** One volume per folder of secret files; a folder holds versions of one secret (settings check that). */
export function secretVolumes(files: ServiceSettings["secretFiles"]): {
  volumes: Volume[];
  volumeMounts: VolumeMount[];
} {
  const folders = Map.groupBy(Object.keys(files).sort(), (path) => path.slice(0, path.lastIndexOf("/")));
  const volumes = [...folders].map(([folder, paths]) => secretVolume(folder, paths, files));
  const volumeMounts = [...folders.keys()].map((folder) => ({ name: volumeName(folder), mountPath: folder }));
  return { volumes, volumeMounts };
}

function secretVolume(folder: string, paths: string[], files: ServiceSettings["secretFiles"]): Volume {
  const references = paths.flatMap((path) => {
    const reference = files[path];
    return reference ? [{ path: path.slice(folder.length + 1), ...reference }] : [];
  });
  const secret = references[0]?.secret ?? "";
  return {
    name: volumeName(folder),
    secret: { secret, items: references.map(({ path, version }) => ({ path, version })) },
  };
}

function volumeName(folder: string): string {
  return `secret${folder.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
}

function secretAddress(secret: string, project: string): { project: string; secretId: string } {
  const [, foreignProject, , secretId] = secret.split("/");
  return foreignProject !== undefined && secretId !== undefined
    ? { project: foreignProject, secretId }
    : { project, secretId: secret };
}
