import { join } from "node:path";
import { baseImage } from "./base-image.ts";
import { browserBinary } from "./browser.ts";
import { type DockerEngine, dockerEngine } from "./docker-engine.ts";
import { languageHost } from "./language-host.ts";
import { type Machine, pinnedVersion, thisMachine } from "./machine.ts";
import { ensureOwnFolder } from "./own-folder.ts";
import { providerPlugin } from "./provider-plugin.ts";
import { pulumiCli } from "./pulumi-cli.ts";
import { redisBinary, registryBinary } from "./server-binary.ts";
import { showPlain } from "./show-plain.ts";
import type { BaseImage } from "./stand-in-base.ts";
import { type Found, type ShowStep, type Step, take } from "./step.ts";
import type { StandInBase, Toolchain } from "./toolchain.ts";

export { type InventoryRow, inventory } from "./inventory.ts";
export { installedPlugin } from "./provider-plugin.ts";
export type { BaseImage } from "./stand-in-base.ts";
export type { Found, Report, ShowStep, Step } from "./step.ts";
export type { PluginInPlace, StandInBase, Toolchain } from "./toolchain.ts";

/** What {@link ensureToolchain} works on. */
export interface ToolchainOptions {
  /** The folder of package.json; what is got goes into its `.rehearsal/`. */
  projectDir: string;
  /** The base images that the settings name. Default: `node:24-alpine`. */
  baseImages?: string[];
  /** Shows the steps that have something to do; default: plain lines on stderr. */
  show?: ShowStep;
  /** Tries again what failed to download within the last day. Default: false. */
  refresh?: boolean;
  /** Ends what is being got; its reason is thrown then. */
  signal?: AbortSignal;
}

/**
 * Finds every tool that the commands need, and gets those that are missing: downloads where the machine can, builds and
 * stand-ins where it cannot, system packages by apt as root. With everything in place it takes some 0.1 s, and shows nothing.
 *
 * @throws a Fault that names what is missing, the command that failed to get it, and what to do
 */
export async function ensureToolchain(options: ToolchainOptions): Promise<Toolchain> {
  ensureOwnFolder(options.projectDir);
  const machine = thisMachine(options.projectDir, options.signal);
  if (options.refresh) machine.facts.forgetFailures();
  return provideToolchain(machine, options.baseImages ?? ["node:24-alpine"], options.show ?? showPlain());
}

/** What deploying to the real project takes: there plugins, registry and Redis are the cloud's and the engine's own affair. */
export async function ensureDeployTools({
  projectDir,
  show = showPlain(),
  signal,
}: Pick<ToolchainOptions, "projectDir" | "show" | "signal">): Promise<
  Pick<Toolchain, "pulumiBinary" | "docker">
> {
  ensureOwnFolder(projectDir);
  const machine = thisMachine(projectDir, signal);
  const pulumi = await take(pulumiCli(machine), show);
  await take(languageHost(machine), show);
  const { version, host } = await take(dockerEngine(machine), show);
  return { pulumiBinary: pulumi.where, docker: { version, host } };
}

/**
 * The Pulumi CLI alone, for what neither builds nor runs the program; its path.
 *
 * @throws a Fault that names what was tried
 */
export async function ensurePulumiCli({ projectDir, show, signal }: ToolchainOptions): Promise<string> {
  ensureOwnFolder(projectDir);
  return (await take(pulumiCli(thisMachine(projectDir, signal)), show ?? showPlain())).where;
}

/** The Docker engine alone, for what looks at images. */
export function ensureDockerEngine({ projectDir, show, signal }: ToolchainOptions): Promise<DockerEngine> {
  return take(dockerEngine(thisMachine(projectDir, signal)), show ?? showPlain());
}

/** The path of a browser, for tests that look at pages; no command needs one. */
export async function ensureBrowser({ projectDir, show, signal }: ToolchainOptions): Promise<string> {
  return (await take(browserBinary(thisMachine(projectDir, signal)), show ?? showPlain())).where;
}

/** {@link ensureToolchain} on a given machine. */
export async function provideToolchain(
  machine: Machine,
  baseImageNames: string[],
  show: ShowStep,
): Promise<Toolchain> {
  const found: Found[] = [projectNode(machine)];
  const has = async <F extends Found>(step: Step<F>): Promise<F> => {
    machine.signal.throwIfAborted();
    try {
      const tool = await take(step, show);
      found.push(tool);
      return tool;
    } catch (error) {
      // What an abort has ended fails; that failure is not what went wrong.
      machine.signal.throwIfAborted();
      throw error;
    }
  };
  const pulumi = await has(pulumiCli(machine));
  await has(languageHost(machine));
  const gcp = await has(providerPlugin(machine, "gcp"));
  const docker = await has(providerPlugin(machine, "docker"));
  const engine: DockerEngine = await has(dockerEngine(machine));
  const registry = await has(registryBinary(machine));
  const redis = await has(redisBinary(machine));
  const baseImages: Record<string, BaseImage> = {};
  for (const name of baseImageNames) baseImages[name] = await has(baseImage(machine, name, engine.host));
  return {
    pulumiHome: machine.pulumiHome,
    pulumiBinary: pulumi.where,
    node: projectNode(machine).where,
    docker: { version: engine.version, host: engine.host },
    registryBinary: registry.where,
    redisBinary: redis.where,
    plugins: { gcp, docker },
    baseImages,
    ...standInAmong(baseImages),
    found,
  };
}

function projectNode({ projectDir }: Machine): Found {
  const where = join(projectDir, "node_modules", "node", "bin", "node");
  return { what: "Node", version: pinnedVersion(projectDir, "node"), where };
}

function standInAmong(baseImages: Record<string, BaseImage>): { standInBase?: StandInBase } {
  for (const { image, standsInFor, sizeBytes } of Object.values(baseImages)) {
    if (standsInFor) return { standInBase: { image, standsInFor, sizeBytes } };
  }
  return {};
}
