import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, notNeeded, passed } from "../outcome.ts";
import type { LogEvidence } from "../result/evidence.ts";
import type { LogEntry } from "../startup-log/log-entry.ts";

/**
 * The platform's line for an instance that was still there ten seconds after SIGTERM, and the line of a killed process.
 * https://cloud.google.com/run/docs/container-contract#instance-shutdown
 */
const KILLED = /Container terminated on signal 9|Container called exit\(137\)/i;
const FOR_MEMORY = /Memory limit of .{1,40} exceeded/i;
/** What a program says that has let requests finish, and one that was too late. */
const DRAINED = /^Drained$/;
const NOT_DRAINED = /Not drained within/i;

/**
 * Whether instances that were asked to end did so in time, as far as any of this revision's were: nothing here ends one. An instance
 * that ignores SIGTERM takes its requests and WebSockets down with it.
 */
export const gracefulShutdown: Check = {
  id: "graceful-shutdown",
  title: "Instances end when they are asked to",
  group: "revision",
  needs: [READY_REVISION],
  async run({ cloud, subject: { revision } }) {
    const since = new Date(revision.createdAt.getTime() - 5000);
    // What the platform says is little; what the program says may be more than one page, of which the first is read.
    const [said, platform] = await Promise.all([
      cloud.logEntries(revision.name, { since }),
      cloud.logEntries(revision.name, { since, platformOnly: true }),
    ]);
    const entries = [...said.filter(({ source }) => source === "container"), ...platform];
    const late = entries.filter((entry) => isLate(entry, entries));
    if (late.length > 0) {
      const finding = {
        path: "SIGTERM",
        expected: "an end within 10 s",
        actual: `${late.length} instances were killed`,
      };
      return failed(`${late.length} × ${late.at(-1)?.text}`, {
        evidence: [evidenceOf(revision.name, late)],
        findings: [finding],
      });
    }
    const drained = entries.filter(({ source, text }) => source === "container" && DRAINED.test(text));
    if (drained.length === 0)
      return notNeeded("no instance of this revision has been ended yet, as far as the log tells");
    return passed(`${drained.length} ended in time, none was killed`, {
      evidence: [evidenceOf(revision.name, drained)],
    });
  },
};

/** Killed for another reason than its memory, which another check tells of. */
function isLate({ source, text, instance }: LogEntry, all: readonly LogEntry[]): boolean {
  if (source === "container") return NOT_DRAINED.test(text);
  if (source !== "platform" || !KILLED.test(text)) return false;
  return !all.some((other) => other.instance === instance && FOR_MEMORY.test(other.text));
}

function evidenceOf(source: string, entries: readonly LogEntry[]): LogEvidence {
  const lines = entries
    .slice(-5)
    .map(({ time, severity, text }) => ({ ...(time ? { time } : {}), severity, text }));
  return { kind: "log", source, lines };
}
