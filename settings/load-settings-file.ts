import { basename } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { Fault, type Finding } from "../faults/fault.ts";
import { parseStackFile } from "./parse-stack-file.ts";
import { readStackFile } from "./read-stack-file.ts";
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
  const document = parseYaml(readStackFile(path), fileName);
  return { settings: parseStackFile(contentOf(document, fileName), fileName), document };
}

function parseYaml(text: string, fileName: string): Document {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length === 0) return document;
  const findings = document.errors.map((error) => {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { path: `${fileName}:${line}:${col}`, expected: "YAML", actual: error.message };
  });
  throw notYaml(fileName, findings);
}

/** An alias is looked up only when the content is made. */
function contentOf(document: Document, fileName: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw notYaml(fileName, [{ path: fileName, expected: "YAML", actual: error.message }]);
  }
}

function notYaml(fileName: string, findings: Finding[]): Fault {
  return new Fault({
    code: "settings-not-yaml",
    outcome: "usage",
    summary: `${fileName} is not YAML`,
    findings,
  });
}
