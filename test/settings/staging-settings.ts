import { join } from "node:path";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { withoutNamespaces } from "../../settings/namespaces.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import type { ServiceSettings } from "../../settings/service.ts";
import type { Settings } from "../../settings/settings.ts";

export const STAGING_FILE = join(import.meta.dirname, "..", "..", "Pulumi.staging.yaml");

/** The settings of staging as they are written, for tests to change. */
export interface RawSettings {
  services: Record<string, RawService>;
  [key: string]: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: tests write what the types would refuse
export type RawService = Record<string, any>;

export function rawStaging(): RawSettings & { services: { backend: RawService } } {
  const { config } = loadSettingsFile(STAGING_FILE).document.toJS();
  return withoutNamespaces(config) as RawSettings & { services: { backend: RawService } };
}

/** Staging with some settings of its service replaced. */
export function stagingWith(changes: RawService): Settings {
  const raw = rawStaging();
  Object.assign(raw.services.backend, changes);
  return parseSettings(raw);
}

export function backendWith(changes: RawService = {}): ServiceSettings {
  const { backend } = stagingWith(changes).services;
  if (!backend) throw new Error("staging has no backend");
  return backend;
}
