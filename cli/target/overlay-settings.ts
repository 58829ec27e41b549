import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemError } from "../../faults/system-error.ts";
import type { Settings } from "../../settings/settings.ts";
import type { Project } from "../project.ts";

/** What the settings were read from, and the settings. */
interface Kept {
  overlay: string;
  schemas: string;
  settings: Settings;
}

/**
 * The settings of the overlay as they were checked, kept as JSON beside it: reading YAML and checking it takes longer than traffic takes
 * to move. Anything else in the overlay, or another state of the schemas, and they are read and checked anew.
 */
export async function overlaySettings(
  project: Pick<Project, "dir" | "overlayFile" | "rehearsalDir">,
): Promise<Settings> {
  const file = join(project.rehearsalDir, "settings.json");
  const overlay = readFileSync(project.overlayFile, "utf8");
  const schemas = stateOf(join(project.dir, "settings"));
  const kept = readKept(file);
  if (kept?.overlay === overlay && kept.schemas === schemas) return kept.settings;
  const { loadSettingsFile } = await import("../../settings/load-settings-file.ts");
  const { settings } = loadSettingsFile(project.overlayFile);
  keep(file, { overlay, schemas, settings });
  return settings;
}

/** Undefined where there is none, or none of ours: it is learnt anew then. */
function readKept(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Kept;
  } catch {
    return undefined;
  }
}

/**
 * The overlay holds a token, if an encrypted one: its copy is for its owner only as well. Where it cannot be written, the settings are
 * read and checked anew by every command.
 */
function keep(file: string, kept: Kept): void {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Changes with every file of a folder. */
function stateOf(folder: string): string {
  return readdirSync(folder)
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .join("\n");
}
