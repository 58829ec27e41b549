import type { Json } from "../../contract.ts";
import type { Cloud, Handler, Handlers } from "../cloud.ts";
import { alreadyExists, invalidArgument, notFound, unimplemented } from "../google-error.ts";
import { permissionHandlers, policyHandlers } from "../iam/policy-handlers.ts";
import { applyUpdateMask } from "../messages/update-mask.ts";
import { type PageRequest, page } from "../pagination.ts";
import { locationOf, partsOf } from "../resource-name.ts";

/** google.devtools.artifactregistry.v1.Repository, the fields that are acted on. */
interface Repository {
  name: string;
  format?: string;
  mode?: string;
  createTime: string;
  updateTime: string;
  registryUri: string;
  labels?: Record<string, string>;
}

interface CreateRequest {
  parent: string;
  repositoryId: string;
  repository?: Partial<Repository>;
}

interface UpdateRequest {
  repository: Partial<Repository> & { name: string };
  updateMask?: string;
}

const REGISTRY = "google.devtools.artifactregistry.v1.ArtifactRegistry";
const MUTABLE =
  "description,labels,cleanupPolicies,cleanupPolicyDryRun,dockerConfig,vulnerabilityScanningConfig";

/** Docker repositories: https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories */
export function repositoryHandlers(cloud: Cloud): Handlers {
  const nameOf = (resource: string) => existing(cloud, resource).name;
  return {
    [`${REGISTRY}.CreateRepository`]: (request: CreateRequest) => createRepository(cloud, request),
    [`${REGISTRY}.GetRepository`]: ({ name }: { name: string }) => existing(cloud, name),
    [`${REGISTRY}.ListRepositories`]: (request: PageRequest & { parent: string }) =>
      listRepositories(cloud, request),
    [`${REGISTRY}.UpdateRepository`]: (request: UpdateRequest) => updateRepository(cloud, request),
    [`${REGISTRY}.DeleteRepository`]: ({ name }: { name: string }) =>
      deleteRepository(cloud, existing(cloud, name)),
    ...policyHandlers(cloud, REGISTRY, nameOf),
    ...permissionHandlers(REGISTRY, nameOf),
  } satisfies Record<string, Handler>;
}

function createRepository(cloud: Cloud, { parent, repositoryId, repository = {} }: CreateRequest): object {
  if (!/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(repositoryId)) {
    const description = `Invalid repository ID '${repositoryId}': it must start with a letter, use lowercase letters, digits and hyphens, and end with a letter or digit.`;
    throw invalidArgument([{ field: "repository_id", description }]);
  }
  if (repository.format !== "DOCKER") {
    if (!repository.format)
      throw invalidArgument([
        { field: "repository.format", description: "Required field format is not set." },
      ]);
    throw unimplemented(`Artifact Registry repositories of format ${repository.format}`);
  }
  const name = `${parent}/repositories/${repositoryId}`;
  const now = cloud.clock().toISOString();
  const stored: Repository = {
    ...repository,
    name,
    mode: repository.mode ?? "STANDARD_REPOSITORY",
    createTime: now,
    updateTime: now,
    registryUri: `${cloud.registry ?? `${partsOf(parent).locations}-docker.pkg.dev`}/${cloud.project}/${repositoryId}`,
  };
  cloud.store.transaction(() => {
    if (cloud.store.get("repositories", name)) throw alreadyExists("the repository already exists");
    cloud.store.put("repositories", name, stored);
  });
  return cloud.operations.done(parent, name, typed(stored));
}

function listRepositories({ store }: Cloud, request: PageRequest & { parent: string }): object {
  const all = store.list<Repository>("repositories", `${request.parent}/repositories/`);
  const { items, nextPageToken } = page(all, request);
  return { repositories: items, nextPageToken };
}

function updateRepository(cloud: Cloud, { repository, updateMask = "" }: UpdateRequest): object {
  const current = existing(cloud, repository.name);
  const masked = applyUpdateMask(
    current,
    repository,
    updateMask === "" || updateMask === "*" ? MUTABLE : updateMask,
  );
  const { name, format, mode, createTime } = current;
  const next = { ...masked, name, format, mode, createTime, updateTime: cloud.clock().toISOString() };
  cloud.store.put("repositories", name, next);
  return next;
}

function deleteRepository(cloud: Cloud, { name }: Repository): object {
  cloud.store.transaction(() => {
    cloud.store.delete("repositories", name);
    cloud.store.delete("iamPolicies", name);
  });
  return cloud.operations.done(locationOf(name), name, {
    "@type": "type.googleapis.com/google.protobuf.Empty",
  });
}

function existing({ store }: Cloud, name: string): Repository {
  const repository = store.get<Repository>("repositories", name);
  if (!repository) throw notFound("Requested entity was not found.");
  return repository;
}

function typed(repository: Repository): Json {
  return { "@type": "type.googleapis.com/google.devtools.artifactregistry.v1.Repository", ...repository };
}
