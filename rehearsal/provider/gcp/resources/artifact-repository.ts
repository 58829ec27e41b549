import {
  COMPUTED,
  flag,
  integer,
  list,
  notEmulated,
  OUTPUT,
  REPLACES,
  REQUIRED,
  record,
  text,
} from "../../schema/property.ts";
import { LABELS } from "../labels.ts";
import { restResource } from "../rest-resource.ts";

const cleanupPolicy = record({
  id: text(REQUIRED),
  action: text({ oneOf: ["DELETE", "KEEP"] }),
  condition: record(
    {
      newerThan: text(),
      olderThan: text(),
      packageNamePrefixes: list(text()),
      tagPrefixes: list(text()),
      tagState: text({ oneOf: ["TAGGED", "UNTAGGED", "ANY"], default: "ANY" }),
      versionNamePrefixes: list(text()),
    },
    COMPUTED,
  ),
  mostRecentVersions: record({ keepCount: integer(), packageNamePrefixes: list(text()) }),
});

/** Names in the update mask that differ from the property's. */
const MASKED_AS: Record<string, string> = { pulumiLabels: "labels", effectiveLabels: "labels" };

/**
 * gcp:artifactregistry/repository:Repository
 *
 * @see https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories
 */
export const artifactRepository = restResource({
  noun: "Repository",
  endpoints: ["artifactRegistryCustomEndpoint"],
  schema: {
    ...LABELS,
    cleanupPolicies: list(cleanupPolicy, { order: "by-id", restShape: "map-by-id" }),
    cleanupPolicyDryRun: flag(),
    createTime: text(OUTPUT),
    deletionPolicy: text({ default: "DELETE", rest: false, oneOf: ["DELETE", "ABANDON", "PREVENT"] }),
    description: text(),
    dockerConfig: record({ immutableTags: flag() }),
    format: text({ ...REQUIRED, ...REPLACES, sameWhen: "equal-ignoring-case" }),
    kmsKeyName: text(REPLACES),
    location: text({ ...COMPUTED, ...REPLACES, rest: false }),
    mavenConfig: notEmulated(),
    mode: text({ ...REPLACES, default: "STANDARD_REPOSITORY" }),
    name: text(OUTPUT),
    project: text({ ...COMPUTED, ...REPLACES, rest: false }),
    registryUri: text(OUTPUT),
    remoteRepositoryConfig: notEmulated(),
    repositoryId: text({ ...REQUIRED, ...REPLACES, rest: false }),
    updateTime: text(OUTPUT),
    virtualRepositoryConfig: notEmulated(),
    vulnerabilityScanningConfig: record(
      {
        enablementConfig: text({ oneOf: ["INHERITED", "DISABLED"] }),
        enablementState: text(OUTPUT),
        enablementStateReason: text(OUTPUT),
      },
      COMPUTED,
    ),
  },
  create: ({ project, location, repositoryId }) => ({
    path: `projects/${project}/locations/${location}/repositories`,
    query: { repository_id: String(repositoryId) },
  }),
  path: ({ project, location, repositoryId }) =>
    `projects/${project}/locations/${location}/repositories/${repositoryId}`,
  parseId: (id) =>
    id.match(
      /^projects\/(?<project>[^/]+)\/locations\/(?<location>[^/]+)\/repositories\/(?<repositoryId>[^/]+)$/,
    )?.groups,
  update: (document, { names }) => ({
    query: { updateMask: [...new Set(names.map((name) => MASKED_AS[name] ?? name))].join(",") },
    body: document,
  }),
  readable: (document) => ({ ...document, name: String(document.name).split("/").at(-1) }),
});
