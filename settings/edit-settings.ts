import { type Document, isMap, parseDocument } from "yaml";
import { Fault } from "../faults/fault.ts";
import { withoutNamespaces } from "./namespaces.ts";
import { parseSettings } from "./parse-settings.ts";

/** A value to write into a settings file, or to take out of it. */
export interface SettingEdit {
  /** Key of the service. */
  serviceKey: string;
  /** Path below the service. */
  path: string[];
  /** Undefined takes the setting out. */
  value: unknown;
}

/**
 * The text of a settings file with some values changed, and everything else, comments and order included, as it was.
 *
 * @throws Fault `settings-invalid` where the result would not be valid, `settings-not-editable` where a value comes from an alias
 *   or the file has none of the services.
 */
export function editSettings(text: string, edits: readonly SettingEdit[], fileName: string): string {
  const document = parseDocument(text);
  for (const { serviceKey, path, value } of edits) {
    const whole = ["config", servicesKey(document, fileName), serviceKey, ...path];
    try {
      if (value === undefined) document.deleteIn(whole);
      else document.setIn(whole, typeof value === "object" ? document.createNode(value) : value);
    } catch (cause) {
      throw notEditable(fileName, `${serviceKey}.${path.join(".")}`, cause);
    }
  }
  const content = document.toJS() as { config?: Record<string, unknown> };
  parseSettings(withoutNamespaces(content.config ?? {}), { fileName });
  return document.toString({ lineWidth: 0 });
}

/** With or without the project's name before it. */
function servicesKey(document: Document, fileName: string): string {
  const config = document.get("config");
  const keys = isMap(config) ? config.items.map(({ key }) => String(key)) : [];
  const key = keys.find((each) => /^([^:]+:)?services$/.test(each));
  if (key !== undefined) return key;
  throw notEditable(fileName, "services", undefined);
}

function notEditable(fileName: string, path: string, cause: unknown): Fault {
  return new Fault({
    code: "settings-not-editable",
    outcome: "usage",
    summary: `${fileName} cannot be changed at ${path}`,
    findings: [
      { path, expected: "a value of its own", actual: cause instanceof Error ? cause.message : "none" },
    ],
    next: "change the file by hand",
    cause,
  });
}
