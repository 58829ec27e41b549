import type { Finding } from "../faults/fault.ts";

/**
 * The stack creates the repository in its own region, and a host of Artifact Registry serves the repositories of one location only.
 * Any other registry is nobody's business here. https://cloud.google.com/artifact-registry/docs/docker/names
 */
export function checkRegistryRegion(region: string, registry: string): Finding[] {
  const [, location = region] = /^(.+)-docker\.pkg\.dev$/.exec(registry) ?? [];
  if (location === region) return [];
  return [
    {
      path: "repository.registry",
      expected: `the registry of gcp:region (${region}), where the repository is created`,
      actual: registry,
      example: `${region}-docker.pkg.dev`,
    },
  ];
}
