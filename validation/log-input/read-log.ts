import { isRecord } from "../startup-log/cloud-logging-entry.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";
import { DocumentSplitter } from "./document-splitter.ts";
import { entryOfLine, isCutOff } from "./entry-of-line.ts";
import { entryOfObject } from "./entry-of-object.ts";
import { LineSplitter } from "./line-splitter.ts";
import { formOf, type LogForm } from "./log-form.ts";
import { ObjectSplitter } from "./object-splitter.ts";
import { refuseForeign } from "./refuse-foreign.ts";
import type { Splitter } from "./splitter.ts";
import { cutOff, logUnreadable, UnreadableLog } from "./unreadable-log.ts";

/** Enough to tell the form by: Cloud Logging's entries begin with short keys. */
const BEGINNING_CHARACTERS = 4096;

/**
 * Entries of a log in any of the forms of {@link LogForm}, as many at a time as a chunk holds. Memory does not grow with the
 * input. Fails with the Fault `log-unreadable` where an entry is broken or the input is no log at all.
 *
 * @param name what the fault calls the input.
 */
export async function* readLog(chunks: AsyncIterable<string>, name = "input"): AsyncGenerator<LogEntry[]> {
  try {
    yield* readEntries(chunks);
  } catch (error) {
    throw error instanceof UnreadableLog ? logUnreadable(name, error) : error;
  }
}

async function* readEntries(chunks: AsyncIterable<string>): AsyncGenerator<LogEntry[]> {
  let beginning = "";
  let reader: Reader | undefined;
  for await (const chunk of chunks) {
    if (reader) yield reader.push(chunk);
    else beginning += chunk;
    if (reader || beginning.length < BEGINNING_CHARACTERS) continue;
    reader = await createReader(withoutMark(beginning));
    yield reader.push(withoutMark(beginning));
  }
  if (!reader) {
    reader = await createReader(withoutMark(beginning));
    yield reader.push(withoutMark(beginning));
  }
  yield reader.end();
}

interface Reader {
  push(chunk: string): LogEntry[];
  end(): LogEntry[];
}

async function createReader(beginning: string): Promise<Reader> {
  refuseForeign(beginning);
  const form = formOf(beginning);
  const splitter = SPLITTERS[form]();
  const toEntry = form === "lines" ? entryOfLine : await objectReader(form);
  const entries = (pieces: string[]) => pieces.map(toEntry).filter((entry) => entry !== undefined);
  const end = () => {
    const rest = splitter.end();
    if (form === "lines" && rest.some(isCutOff)) throw cutOff();
    return entries(rest);
  };
  return { push: (chunk) => entries(splitter.push(chunk)), end };
}

const SPLITTERS: Record<LogForm, () => Splitter> = {
  json: () => new ObjectSplitter(),
  lines: () => new LineSplitter(),
  yaml: () => new DocumentSplitter(),
};

/** The parser of YAML takes a while to load, and is seldom needed. */
async function objectReader(form: "json" | "yaml"): Promise<(piece: string) => LogEntry | undefined> {
  const parse: (text: string) => unknown = form === "json" ? JSON.parse : (await import("yaml")).parse;
  let entries = 0;
  return (piece) => {
    entries += 1;
    const value = parsed(() => parse(piece), `entry ${entries}`);
    if (!isRecord(value)) throw new UnreadableLog("an object for every entry", `entry ${entries} is none`);
    return entryOfObject(value);
  };
}

function parsed(parse: () => unknown, what: string): unknown {
  try {
    return parse();
  } catch {
    // The parser's words may quote the entry, and with it a secret.
    throw new UnreadableLog("well-formed entries", `${what} not well-formed`);
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
