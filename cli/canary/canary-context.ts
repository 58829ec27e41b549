import { createErrorLog } from "../../release/canary/error-lines.ts";
import { createMonitoring } from "../../release/canary/monitoring.ts";
import type { Sources } from "../../release/canary/observe.ts";
import type { ReleaseTools } from "../../release/change-service.ts";
import type { ReadinessTools } from "../../release/readiness/check-readiness.ts";
import type { CanarySettings } from "../../settings/canary.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import type { TrafficSettings } from "../../settings/traffic.ts";
import type { Steps } from "../steps.ts";
import { connectRest } from "../target/google-clients.ts";
import { onlyService, releaseTools } from "../target/release-tools.ts";
import { chosenServices, type KeyedService, type Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { whoActs } from "../who.ts";

/** What every part of `stage canary` acts with. */
export interface CanaryContext {
  verb: VerbContext;
  steps: Steps;
  target: Target;
  chosen: KeyedService;
  tools: ReleaseTools & { readiness: ReadinessTools };
  sources: Sources;
  /** As they stand in the project's file now: a change of them takes effect without a deployment. */
  settings: CanarySettings;
  traffic: TrafficSettings;
  by: string;
}

export function canaryContext(verb: VerbContext, target: Target, steps: Steps): CanaryContext {
  const chosen = onlyService(chosenServices(target.settings, verb.options.service));
  const { settings } = loadSettingsFile(verb.project.settingsFile);
  const service = settings.services[chosen.key] ?? chosen.service;
  const tools = releaseTools(target, chosen, verb);
  const sources = sourcesOf(target, chosen, verb);
  const { canary, traffic } = service;
  return { verb, steps, target, chosen, tools, sources, settings: canary, traffic, by: whoActs() };
}

function sourcesOf(
  { access }: Target,
  { service: { name: service } }: KeyedService,
  { interrupt }: VerbContext,
): Sources {
  const { project, region, apiUrl } = access;
  const rest = connectRest(access, interrupt.signal);
  const at = (host: string) => ({ baseUrl: apiUrl ?? `https://${host}`, project, region, service });
  return {
    readSample: createMonitoring(rest, at("monitoring.googleapis.com")),
    readErrorLines: createErrorLog(rest, at("logging.googleapis.com")),
  };
}
