import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { readPreview } from "../../preview/plan/read-preview.ts";
import type { PreviewFacts } from "../../preview/preview-facts.ts";
import { withoutNamespaces } from "../../settings/namespaces.ts";
import { parseSettings } from "../../settings/parse-settings.ts";
import type { Settings } from "../../settings/settings.ts";

/** Where the streams are kept. */
export const RECORDED = join(import.meta.dirname, "recorded");

/** Names of the streams that record.ts recorded, and of the one that write-bridged.ts derived from them. */
export const recordedNames = readdirSync(RECORDED).map((file) => file.replace(/\.ndjson(\.gz)?$/, ""));

/** The engine's events of a recorded preview. */
export function recordedEvents(name: string): EngineEvent[] {
  const file = readdirSync(RECORDED).find((one) => one.startsWith(`${name}.ndjson`));
  if (file === undefined) throw new Error(`${name} was not recorded`);
  const bytes = readFileSync(join(RECORDED, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as EngineEvent);
}

/** The facts of a recorded preview, with the settings that it was run with. */
export function recordedFacts(name: string): PreviewFacts {
  const events = recordedEvents(name);
  return {
    preview: readPreview("staging", events),
    environment: "rehearsal",
    settings: settingsOf(events),
    commit: "4f1c2d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e",
    runUrl: "https://github.com/netra/backend/actions/runs/1201",
  };
}

/** The engine hands settings over as text, lists and maps as JSON; what is secret it masks. */
function settingsOf(events: readonly EngineEvent[]): Settings {
  const config = events.find(({ preludeEvent }) => preludeEvent)?.preludeEvent?.config ?? {};
  const entries = Object.entries(config)
    .filter(([key]) => /^(netra-backend:|gcp:(project|region)$)/.test(key))
    .map(([key, text]) => [key, text.startsWith("{") ? (JSON.parse(text) as unknown) : text] as const);
  return parseSettings(withoutNamespaces(Object.fromEntries(entries)));
}
