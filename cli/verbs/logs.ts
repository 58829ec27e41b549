import { setTimeout } from "node:timers/promises";
import type { Entry, Logging } from "@google-cloud/logging";
import { logFilter, sinceTime } from "../../release/log-filter.ts";
import { logLine } from "../print/log-line.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { connectLogging } from "../target/google-clients.ts";
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
  const logging = await connectLogging(target.access);
  const shown = new Set<string>();
  for (;;) {
    const filter = logFilter({
      serviceNames,
      since,
      ...(options.severity ? { severity: options.severity } : {}),
    });
    for (const entry of await entriesOf(logging, filter)) {
      if (entry.metadata.insertId && shown.has(entry.metadata.insertId)) continue;
      if (entry.metadata.insertId) shown.add(entry.metadata.insertId);
      print(entry, options.json ?? false);
      since = new Date(Math.max(since.getTime(), timeOf(entry) - OVERLAP_MILLISECONDS));
    }
    if (!options.follow) return;
    if (!(await pause(interrupt.signal))) return;
  }
}

async function entriesOf(logging: Logging, filter: string): Promise<Entry[]> {
  const [entries] = await logging.getEntries({ filter, orderBy: "timestamp asc", pageSize: 1000 });
  return entries;
}

function print({ metadata, data }: Entry, json: boolean): void {
  const line = json
    ? JSON.stringify({
        timestamp: metadata.timestamp,
        severity: metadata.severity,
        revision: metadata.resource?.labels?.revision_name,
        instance: metadata.labels?.instanceId,
        logName: metadata.logName,
        httpRequest: metadata.httpRequest ?? undefined,
        payload: data,
      })
    : logLine(metadata, data);
  process.stdout.write(`${line}\n`);
}

function timeOf({ metadata: { timestamp } }: Entry): number {
  return timestamp instanceof Date ? timestamp.getTime() : Date.parse(String(timestamp));
}

/** False on Ctrl-C, which is how following ends. */
async function pause(signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(FOLLOW_MILLISECONDS, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
