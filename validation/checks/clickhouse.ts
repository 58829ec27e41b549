import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, notNeeded, passed, skipped, warned } from "../outcome.ts";
import { auditedStart, type StartupContract } from "../probe/startup-audit.ts";
import type { LogEvidence } from "../result/evidence.ts";

const TOLD = /^ClickHouse (?:available|not available|is required and not available)/;

/** Whether ClickHouse is reached, as the service says after its start. Where the settings call it optional, its absence is a warning. */
export function clickHouse(contract: StartupContract): Check {
  return {
    id: "clickhouse",
    title: "ClickHouse is reached",
    group: "dependencies",
    needs: [READY_REVISION],
    timeLimitSeconds: 40,
    async run(context) {
      const { clickhouse } = context.settings;
      if (!clickhouse) return notNeeded("the settings have no ClickHouse");
      if (context.from === "rehearsal" && !clickhouse.required) {
        return notNeeded("a rehearsal has no ClickHouse, and it is optional (clickhouse.required: false)");
      }
      const { entries, waitedSeconds } = await auditedStart(context, contract);
      const line = entries.find(({ text }) => TOLD.test(text));
      if (!line)
        return skipped("the log says nothing of ClickHouse", { waitedSeconds, needed: clickhouse.required });
      const evidence: LogEvidence[] = [
        {
          kind: "log",
          source: context.subject.revision.name,
          lines: [{ severity: line.severity, text: line.text }],
        },
      ];
      if (line.text.startsWith("ClickHouse available")) return passed(line.text, { evidence, waitedSeconds });
      return (clickhouse.required ? failed : warned)(line.text, { evidence, waitedSeconds });
    },
  };
}
