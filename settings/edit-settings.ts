import { type Document, isMap, parseDocument } from "yaml";
import { Fault } from "../faults/fault.ts";
import { parseStackFile } from "./parse-stack-file.ts";

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
 * The text of a settings file with some values changed, and everything else, comments, order and spacing included, as it was.
 *
 * @throws Fault `settings-invalid` where the result would not be valid, `settings-not-editable` where a value comes from an alias
 *   or the file has none of the services.
 */
export function editSettings(text: string, edits: readonly SettingEdit[], fileName: string): string {
  const after = edits.reduce((edited, one) => edit(edited, one, fileName), text);
  parseStackFile(parseDocument(after).toJS(), fileName);
  return after;
}

function edit(text: string, { serviceKey, path, value }: SettingEdit, fileName: string): string {
  const document = parseDocument(text);
  const written = document.toString(WRITING);
  const whole = ["config", servicesKey(document, fileName), serviceKey, ...path];
  try {
    if (value === undefined) document.deleteIn(whole);
    else document.setIn(whole, typeof value === "object" ? document.createNode(value) : value);
  } catch (cause) {
    throw notEditable(fileName, `${serviceKey}.${path.join(".")}`, cause);
  }
  return withChangedLines(text, written, document.toString(WRITING));
}

const WRITING = { lineWidth: 0 };

/** The library writes a document in its own spacing: of what it wrote, only the lines that an edit changed are taken. */
function withChangedLines(text: string, before: string, after: string): string {
  const [lines, old, changed] = [text, before, after].map((each) => each.split("\n")) as [
    string[],
    string[],
    string[],
  ];
  if (lines.length !== old.length) return after;
  const shorter = Math.min(old.length, changed.length);
  let head = 0;
  while (head < shorter && old[head] === changed[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === changed.at(-1 - tail)) tail++;
  const middle = changed.slice(head, changed.length - tail);
  return [...lines.slice(0, head), ...middle, ...lines.slice(lines.length - tail)].join("\n");
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
