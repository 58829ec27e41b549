import { type LogEntryDocument, logPages } from "../../release/log-entries.ts";
import { logFilter, sinceTime } from "../../release/log-filter.ts";
import { pause } from "../pause.ts";
import { logLine, payloadOf } from "../print/log-line.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { connectRest, logSource } from "../target/google-clients.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** How often new entries are asked for; Cloud Logging itself takes seconds to have them. */
const FOLLOW_MILLISECONDS = 1000;
/** Entries of this long before the newest are asked for again while following: they may arrive out of order. */
const OVERLAP_MILLISECONDS = 5000;
const DEFAULT_SINCE = "1h";

/** Prints log entries, oldest first; under `--json` one JSON document per line. */
export async function logs(context: VerbContext): Promise<void> {
  const { options, interrupt } = context;
  let since = sinceTime(options.since ?? DEFAULT_SINCE, new Date());
  const target = await reachTarget(context, "logs", createSteps(canShowLive(false)));
  const serviceNames = chosenServices(target.settings, options.service).map(({ service }) => service.name);
  const rest = connectRest(target.access, interrupt.signal);
  const shown = new Set<string>();
  for (;;) {
    const filter = logFilter({
      serviceNames,
      since,
      ...(options.severity ? { severity: options.severity } : {}),
    });
    for await (const page of logPages(rest, logSource(target.access), { filter, order: "oldest first" })) {
      for (const entry of page) {
        if (entry.insertId && shown.has(entry.insertId)) continue;
        if (entry.insertId) shown.add(entry.insertId);
        process.stdout.write(`${options.json ? asJson(entry) : logLine(entry)}\n`);
        const timeMs = Date.parse(entry.timestamp ?? "") || 0;
        since = new Date(Math.max(since.getTime(), timeMs - OVERLAP_MILLISECONDS));
      }
    }
    if (!options.follow) return;
    if (!(await pause(FOLLOW_MILLISECONDS, interrupt.signal))) return;
  }
}

function asJson(entry: LogEntryDocument): string {
  const { timestamp, severity, resource, labels, logName, httpRequest } = entry;
  return JSON.stringify({
    ...{ timestamp, severity, revision: resource?.labels?.revision_name, instance: labels?.instanceId },
    ...{ logName, httpRequest, payload: payloadOf(entry) },
  });
}
