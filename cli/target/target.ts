import { Fault } from "../../faults/fault.ts";
import type { ServiceSettings } from "../../settings/service.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Engine } from "../engine/engine.ts";
import type { CloudAccess } from "./google-clients.ts";

/** What a verb acts on: the real staging project, or its rehearsal on this machine. */
export interface Target {
  kind: "rehearsal" | "staging";
  /** The settings that are in force there: in a rehearsal those of the overlay. */
  settings: Settings;
  access: CloudAccess;
  /** Base images of the settings, each with what stands in for it. */
  standInBases: ReadonlyMap<string, string>;
}

/** A target whose engine and tools are in place, so that it can be deployed to. */
export interface DeployTarget extends Target {
  engine: Engine;
  /** The Docker engine that builds, as DOCKER_HOST has it. */
  dockerHost: string;
}

/** A service of the settings with its key there. */
export interface KeyedService {
  key: string;
  service: ServiceSettings;
}

/** The services that a verb is about: the one that `--service` names, or all. Fails with the Fault `service-unknown`. */
export function chosenServices(settings: Settings, name: string | undefined): KeyedService[] {
  const all = Object.entries(settings.services).map(([key, service]) => ({ key, service }));
  if (name === undefined) return all;
  const chosen = all.filter(({ key, service }) => key === name || service.name === name);
  if (chosen.length > 0) return chosen;
  throw new Fault({
    code: "service-unknown",
    outcome: "usage",
    summary: `There is no service ${name} in the settings.`,
    findings: [{ path: "--service", expected: all.map(({ key }) => key).join(" or "), actual: name }],
  });
}
