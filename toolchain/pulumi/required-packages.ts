import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** A Pulumi package whose resource plugin a program needs. */
export interface RequiredPackage {
  name: string;
  version: string;
  /** Where the plugin is downloaded from; empty for Pulumi's own place. */
  server: string;
}

interface Manifest {
  name?: string;
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  pulumi?: { resource?: boolean; name?: string; version?: string; server?: string };
}

/**
 * The resource plugins that a program's packages declare under `pulumi` in their package.json. Direct dependencies only:
 * nothing here brings in a provider SDK by way of another package.
 */
export function requiredPackages(programDirectory: string): RequiredPackage[] {
  const manifestPath = findPackageJSON(".", join(programDirectory, "package.json"));
  if (!manifestPath) return [];
  const manifest = readManifest(manifestPath);
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return names.flatMap((name) => {
    const found = installedManifest(dirname(manifestPath), name);
    if (!found?.pulumi?.resource) return [];
    const { pulumi } = found;
    return [
      {
        name: pulumi.name ?? name.replace(/^@pulumi\//, ""),
        version: pulumi.version ?? found.version ?? "",
        server: pulumi.server ?? "",
      },
    ];
  });
}

/** Reads straight from node_modules: packages may keep package.json out of their `exports`. */
function installedManifest(from: string, name: string): Manifest | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const path = join(directory, "node_modules", name, "package.json");
    const manifest = readManifestIfThere(path);
    if (manifest) return manifest;
    if (dirname(directory) === directory) return undefined;
  }
}

function readManifestIfThere(path: string): Manifest | undefined {
  try {
    return readManifest(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
