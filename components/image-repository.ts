import * as artifactregistry from "@pulumi/gcp/artifactregistry/repository.js";
import * as pulumi from "@pulumi/pulumi";
import type { Labels } from "../settings/labels.ts";
import type { RepositorySettings } from "../settings/repository.ts";

export interface ImageRepositoryArgs {
  project: string;
  region: string;
  repository: RepositorySettings;
  labels: Labels;
}

/** The Artifact Registry repository of all images, with a policy that keeps the recent versions of each. */
export class ImageRepository extends pulumi.ComponentResource {
  /** What image names start with: `<registry>/<project>/<repository>`. */
  readonly url: string;

  constructor(name: string, args: ImageRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:components:ImageRepository", name, {}, opts);
    const { project, region, repository, labels } = args;
    new artifactregistry.Repository(
      name,
      {
        project,
        location: region,
        repositoryId: repository.id,
        format: "DOCKER",
        description: "Images of the Cloud Run services",
        labels,
        cleanupPolicies: cleanupPolicies(repository.keepRecentVersions),
      },
      { parent: this },
    );
    this.url = repositoryUrl(project, repository);
    this.registerOutputs({ url: this.url });
  }
}

/** https://cloud.google.com/artifact-registry/docs/docker/names */
export function repositoryUrl(project: string, { registry, id }: RepositorySettings): string {
  return `${registry}/${project.replace(":", "/")}/${id}`;
}

/**
 * Keeps the most recent versions and deletes older ones; what is kept wins over what is deleted.
 * https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy
 */
export function cleanupPolicies(keepCount: number) {
  return [
    { id: "delete-old", action: "DELETE", condition: { tagState: "ANY", olderThan: "2592000s" } },
    { id: "keep-recent", action: "KEEP", mostRecentVersions: { keepCount } },
  ];
}
