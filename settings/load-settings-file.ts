import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { Fault } from "../faults/fault.ts";
import { parseStackFile } from "./parse-stack-file.ts";
import type { Settings } from "./settings.ts";

export interface LoadedSettings {
  settings: Settings;
  /** The whole file, comments included: what the rehearsal writes its overlay from. */
  document: Document;
}

/**
 * Reads and checks a `Pulumi.<stack>.yaml`.
 *
 * @throws Fault `settings-unreadable`, `settings-not-yaml` (with the line) or `settings-invalid` (with every finding).
 */
export function loadSettingsFile(path: string): LoadedSettings {
  const fileName = basename(path);
  const document = parseYaml(readText(path), fileName);
  return { settings: parseStackFile(document.toJS(), fileName), document };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault({
      code: "settings-unreadable",
      outcome: "usage",
      summary: `cannot read ${path}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      next: "run from the project's folder, or name a stack that has a Pulumi.<stack>.yaml",
      cause,
    });
  }
}

function parseYaml(text: string, fileName: string): Document {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length === 0) return document;
  const findings = document.errors.map((error) => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { path: `${fileName}:${line}:${col}`, expected: "YAML", actual: error.message };
  });
  throw new Fault({
    code: "settings-not-yaml",
    outcome: "usage",
    summary: `${fileName} is not YAML`,
    findings,
  });
}
