import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { notNeeded, passed } from "../outcome.ts";
import { rounded } from "../probe/percentiles.ts";
import { auditedStart, type StartupContract } from "../probe/startup-audit.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";

const BEGAN = /Starting new instance/i;
const STARTED = /STARTUP (?:HTTP|TCP|GRPC) probe succeeded/i;

/**
 * How long a request that needs a new instance waits for it, from the log: from the platform's first word of the instance, or where it
 * has none the program's, to the startup probe's success. A figure to know, not one to judge: `startup-time` has the budget.
 */
export function coldStart(contract: StartupContract): Check {
  return {
    id: "cold-start",
    title: "Cold start",
    group: "performance",
    needs: [READY_REVISION],
    needed: false,
    timeLimitSeconds: 40,
    async run(context) {
      const { entries, audit, waitedSeconds } = await auditedStart(context, contract);
      const between = platformSeconds(entries);
      const seconds = between ?? audit.totalSeconds;
      if (seconds === undefined)
        return notNeeded("the log does not tell when the instance began and was ready", { waitedSeconds });
      const source =
        between === undefined
          ? "the service's own log, from the start of the process"
          : "Cloud Run's log, from the new instance to its startup probe";
      const evidence = [
        { kind: "measurement", name: "Cold start", unit: "s", n: 1, value: seconds, method: source } as const,
      ];
      return passed(`${seconds} s by ${source}`, {
        evidence,
        waitedSeconds,
        measured: { coldStart: { seconds, n: 1, source } },
      });
    },
  };
}

function platformSeconds(entries: readonly LogEntry[]): number | undefined {
  const timeOf = (pattern: RegExp) =>
    entries.find(
      ({ source, text, time }) => source === "platform" && time !== undefined && pattern.test(text),
    )?.time;
  const [began, started] = [timeOf(BEGAN), timeOf(STARTED)];
  if (began === undefined || started === undefined) return undefined;
  return rounded((Date.parse(started) - Date.parse(began)) / 1000);
}
