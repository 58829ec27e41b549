import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import type { ReleaseTools } from "../../release/change-service.ts";
import { fullServiceName } from "../../release/live-service.ts";
import type { ReadinessTools } from "../../release/readiness/check-readiness.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { VerbContext } from "../verb.ts";
import { registryAsker } from "./ask-registry.ts";
import { connectCloudRun, connectRest, tokenSource } from "./google-clients.ts";
import type { KeyedService, Target } from "./target.ts";

/** What changing a live service takes, on this target. */
export function releaseTools(
  { access }: Pick<Target, "access">,
  { service }: KeyedService,
  { interrupt: { signal }, output }: Pick<VerbContext, "interrupt" | "output">,
): ReleaseTools & { readiness: ReadinessTools } {
  const { project, region } = access;
  return {
    cloudRun: connectCloudRun(access, signal),
    serviceName: fullServiceName(project, region, service.name),
    clock: { now: Date.now, pause: (milliseconds) => setTimeout(milliseconds, undefined, { signal }) },
    signal,
    say: (line) => output.note(`    ${line}`),
    readiness: readinessTools(access, signal),
  };
}

function readinessTools(access: Target["access"], signal: AbortSignal): ReadinessTools {
  const { project, apiUrl } = access;
  const rest = connectRest(access, signal);
  return {
    project,
    registryScheme: apiUrl === undefined ? "https" : "http",
    askRegistry: registryAsker(tokenSource(access), signal),
    async secretState(name) {
      const url = `${apiUrl ?? "https://secretmanager.googleapis.com"}/v1/${name}`;
      try {
        return (await rest<{ state?: string }>({ method: "GET", url })).state;
      } catch (error) {
        if (error instanceof ApiRefusal && error.httpStatus === 404) return undefined;
        throw error;
      }
    },
  };
}

/** The one service that a verb acts on. Fails with the Fault `service-ambiguous` where the settings have several. */
export function onlyService(services: KeyedService[]): KeyedService {
  const [only, ...others] = services;
  if (only && others.length === 0) return only;
  throw new Fault({
    code: "service-ambiguous",
    outcome: "usage",
    summary: "The settings have several services.",
    findings: [
      { path: "--service", expected: services.map(({ key }) => key).join(" or "), actual: "not given" },
    ],
  });
}
