import * as z from "zod";
import { field } from "./field.ts";

/** The Artifact Registry repository that holds the images of all services. */
export const repositorySchema = field(
  z.strictObject({
    registry: field(z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/), {
      description:
        "Host of the registry that images are pushed to; one of Artifact Registry is that of the region.",
      expected: "a registry host without scheme or path",
      example: "us-central1-docker.pkg.dev",
      source: "https://cloud.google.com/artifact-registry/docs/docker/names",
    }),
    id: field(z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/), {
      description: "ID of the repository; the stack creates it.",
      expected: "a repository ID (up to 63 lower-case letters, digits and hyphens, starting with a letter)",
      example: "netra-backend",
      source: "https://cloud.google.com/artifact-registry/docs/repositories/create-repos",
    }),
    keepRecentVersions: field(z.int().min(1).max(1000).default(20), {
      description:
        "How many versions of each image the clean-up policy keeps: as far back a rollback can reach.",
      expected: "a whole number from 1 to 1000",
      example: "20",
      unit: "versions",
      source: "https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy",
    }),
  }),
  {
    description: "Artifact Registry repository for the images.",
    expected: "a map with registry and id",
    example: "{ registry: us-central1-docker.pkg.dev, id: netra-backend }",
  },
);

export type RepositorySettings = z.output<typeof repositorySchema>;
