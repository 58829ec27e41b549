import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import type { VerbContext } from "../verb.ts";
import { findCredentials } from "./credentials.ts";
import { chosenServices, type Target } from "./target.ts";

/** The real staging project, as far as looking at it takes: settings and credentials. */
export function reachStaging({ project, options }: VerbContext, verb: string): Target {
  const { settings } = loadSettingsFile(project.settingsFile);
  chosenServices(settings, options.service);
  const credentials = findCredentials(verb);
  return {
    kind: "staging",
    settings,
    access: {
      project: settings.project,
      region: settings.region,
      ...(credentials.kind === "access-token" ? { accessToken: credentials.accessToken } : {}),
    },
    standInBases: new Map(),
  };
}
