import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, notNeeded, passed, warned } from "../outcome.ts";
import type { Evidence, LogEvidence } from "../result/evidence.ts";

/** The platform's line for an instance that was killed: https://cloud.google.com/run/docs/configuring/memory-limits */
const EXCEEDED = /Memory limit of .{1,40} exceeded/i;
const WARN_PERCENT = 90;

/** Whether the instances get by with their memory: none was killed for it, and none is near its limit. */
export const memory: Check = {
  id: "memory",
  title: "Instances get by with their memory",
  group: "performance",
  needs: [READY_REVISION],
  alone: true,
  async run({ cloud, settings, subject: { revision } }) {
    const since = new Date(revision.createdAt.getTime() - 5000);
    const [entries, used] = await Promise.all([
      cloud.logEntries(revision.name, { since, platformOnly: true }),
      cloud.memoryPercent(revision.name, since),
    ]);
    const killed = entries.filter(({ text }) => EXCEEDED.test(text));
    if (killed.length > 0) {
      const lines = killed
        .slice(-3)
        .map(({ time, severity, text }) => ({ ...(time ? { time } : {}), severity, text }));
      const evidence: LogEvidence[] = [{ kind: "log", source: revision.name, lines }];
      const finding = {
        path: "memoryMiB",
        expected: "no instance killed for its memory",
        actual: `${killed.length} killed`,
      };
      return failed(`${killed.length} × ${killed.at(-1)?.text}`, { evidence, findings: [finding] });
    }
    if (!used)
      return notNeeded(
        "none was killed for its memory; how much they use, Cloud Monitoring does not tell yet",
      );
    const usedMiB = Math.round((used.percent / 100) * settings.memoryMiB);
    const evidence: Evidence[] = [
      {
        kind: "measurement",
        name: "Memory",
        unit: "MiB",
        n: used.n,
        max: usedMiB,
        budget: settings.memoryMiB,
        method: SOURCE,
      },
    ];
    const measured = { memory: { usedMiB, limitMiB: settings.memoryMiB, n: used.n, source: SOURCE } };
    const told = `${usedMiB} MiB of ${settings.memoryMiB} MiB used (${Math.round(used.percent)} %, n ${used.n})`;
    return (used.percent > WARN_PERCENT ? warned : passed)(told, { evidence, measured });
  },
};

const SOURCE = "Cloud Monitoring, run.googleapis.com/container/memory/utilizations";
