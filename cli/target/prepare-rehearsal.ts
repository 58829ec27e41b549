import { startLocalCloud } from "../../rehearsal/index.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { ensureToolchain, type Toolchain } from "../../toolchain/index.ts";
import type { Steps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";
import { landscapeOf } from "./landscape.ts";
import { overlayText } from "./overlay.ts";
import { policyPackOf } from "./policy-pack.ts";
import { rehearsalEngine } from "./rehearsal-engine.ts";
import { ensureRehearsalStack } from "./rehearsal-stack.ts";
import { readStackPolicies } from "./stack-policies.ts";
import { chosenServices, type DeployTarget } from "./target.ts";

/** What the rehearsal's own helper containers run on, whatever the services are built on. */
const SIDECAR_BASE = "node:24-alpine";

/**
 * Brings everything up that a rehearsal is deployed to: tools, local cloud, settings overlay, stack. Settings and
 * policies are checked before anything is touched. With all in place it takes some tenths of a second.
 *
 * @param settingsFile - what is deployed; for taking down what was deployed before, the overlay.
 */
export async function prepareRehearsal(
  { project, interrupt, options }: VerbContext,
  steps: Steps,
  settingsFile: string = project.settingsFile,
): Promise<DeployTarget> {
  const { settings, document } = loadSettingsFile(settingsFile);
  chosenServices(settings, options.service);
  const deploys = settingsFile === project.settingsFile;
  if (deploys) await readStackPolicies(project);
  const builds = deploys ? Object.values(settings.services) : [];
  const baseImages = builds.flatMap(({ image }) => image.baseImage ?? []);
  const toolchain = await ensureToolchain({
    projectDir: project.dir,
    baseImages: [...new Set([...baseImages, SIDECAR_BASE])],
    show: (title, work) => steps.run(title, ({ progress }) => work(progress)),
    signal: interrupt.signal,
  });
  interrupt.signal.throwIfAborted();
  const standInBases = standInsOf(toolchain);
  const endpoint = await steps.run("Local Google Cloud", async ({ progress, retitle }) => {
    const started = await startLocalCloud({
      projectDir: project.dir,
      landscape: landscapeOf(settings),
      dockerHost: toolchain.docker.host,
      registryBinary: toolchain.registryBinary,
      redisBinary: toolchain.redisBinary,
      sidecarImage: toolchain.baseImages[SIDECAR_BASE]?.image ?? SIDECAR_BASE,
      report: progress,
    });
    retitle(`Local Google Cloud at ${started.apiUrl}`);
    return started;
  });
  interrupt.signal.throwIfAborted();
  const rehearsal = { registry: endpoint.registry, standInBases: [...new Set(standInBases.values())] };
  // Taking down asks no policies, and a mistake in them must not keep anybody from it.
  const policies = deploys
    ? { policies: await policyPackOf(project, { rehearsal, remediate: options.remediate ?? false }) }
    : {};
  const engine = { ...rehearsalEngine(project, toolchain.pulumiBinary), ...policies };
  await ensureRehearsalStack(project, engine, endpoint.accessToken, (former) =>
    overlayText(document, settings, endpoint, standInBases, former),
  );
  return {
    kind: "rehearsal",
    settings: loadSettingsFile(project.overlayFile).settings,
    access: {
      project: settings.project,
      region: settings.region,
      apiUrl: endpoint.apiUrl,
      accessToken: endpoint.accessToken,
    },
    standInBases,
    engine,
    dockerHost: toolchain.docker.host,
  };
}

function standInsOf({ baseImages }: Toolchain): Map<string, string> {
  return new Map(
    Object.entries(baseImages).flatMap(([wanted, { image, standsInFor }]) =>
      standsInFor ? [[wanted, image] as const] : [],
    ),
  );
}
