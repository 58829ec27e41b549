import { type LogEntryDocument, logPages } from "../log-entries.ts";
import { logFilter } from "../log-filter.ts";
import type { RestClient } from "../rest/rest-client.ts";
import type { MonitoredService } from "./monitoring.ts";
import type { Span } from "./revision-sample.ts";
import { tellingLines } from "./telling-lines.ts";
import { withoutIdentifiers } from "./without-identifiers.ts";

/** Error lines of one kind: alike but for numbers and identifiers. */
export interface ErrorKind {
  kind: string;
  lines: number;
}

/**
 * Error lines of a revision by kind, the most frequent first.
 *
 * @param enough ends the reading early, by the kinds that were seen so far.
 */
export type ReadErrorLines = (
  revision: string,
  span: Span,
  enough?: (kinds: ReadonlySet<string>) => boolean,
) => Promise<ErrorKind[]>;

/** As many of the newest entries are looked at: a revision with more errors than that has other worries. */
const MOST_ENTRIES = 20_000;
/** Of each line that tells something. */
const KIND_LENGTH = 160;
/** What is read of it: what stands for an identifier is shorter than it. */
const READ_LENGTH = 4 * KIND_LENGTH;

/**
 * Reads log entries of severity ERROR and above from Cloud Logging.
 *
 * @param service its `baseUrl` is Logging's, such as `https://logging.googleapis.com`.
 */
export function createErrorLog(rest: RestClient, service: MonitoredService): ReadErrorLines {
  return async (revision, span, enough = () => false) => {
    const filter = logFilter({ serviceNames: [service.service], revision, ...span, severity: "ERROR" });
    const counts = new Map<string, number>();
    let read = 0;
    for await (const entries of logPages(rest, service, { filter, order: "newest first" })) {
      countKinds(counts, entries.map(messageOf));
      read += entries.length;
      if (read >= MOST_ENTRIES || enough(new Set(counts.keys()))) break;
    }
    return [...counts].map(([kind, lines]) => ({ kind, lines })).sort((a, b) => b.lines - a.lines);
  };
}

/** The kinds that the baseline does not know. */
export function newKinds(lines: readonly ErrorKind[], baseline: readonly ErrorKind[]): ErrorKind[] {
  const known = new Set(baseline.map(({ kind }) => kind));
  return lines.filter(({ kind }) => !known.has(kind));
}

/**
 * The words of an entry and the error that was logged with them, under the names that loggers give them; else all of its payload.
 * Empty for Cloud Run's own request entries, which have none and are counted by Cloud Monitoring.
 */
function messageOf({ textPayload, jsonPayload }: LogEntryDocument): string {
  if (textPayload !== undefined) return textPayload;
  if (!jsonPayload) return "";
  const { message, msg, error, err, exception, exc_info, stack_trace, stack } = jsonPayload;
  const words = firstText([message, msg]);
  const logged = firstText([error, err, exception, exc_info, stack_trace, stack].map(wordsOf));
  return [words, logged].filter((text) => text !== undefined).join("\n") || JSON.stringify(jsonPayload);
}

function firstText(values: unknown[]): string | undefined {
  return values.find((each): each is string => typeof each === "string" && each !== "");
}

function wordsOf(error: unknown): unknown {
  const { stack, message } = (typeof error === "object" && error ? error : {}) as Record<string, unknown>;
  return stack ?? message ?? error;
}

function countKinds(counts: Map<string, number>, messages: string[]): void {
  for (const message of messages) {
    const kind = kindOf(message);
    if (kind !== "") counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
}

/** A message without what differs from one time to the next. */
export function kindOf(message: string): string {
  return tellingLines(message).map(kindOfLine).join(": ");
}

function kindOfLine(line: string): string {
  return withoutIdentifiers(line.slice(0, READ_LENGTH)).slice(0, KIND_LENGTH);
}
