import type { Check, CheckContext } from "../check.ts";
import type { InstanceEnd } from "../cloud-questions.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, notNeeded, passed } from "../outcome.ts";
import { rounded } from "../probe/percentiles.ts";
import type { Evidence, LogEvidence } from "../result/evidence.ts";
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
const SHUTDOWN_SECONDS = 10;

/**
 * Whether instances that are asked to end do so in time: an instance that ignores SIGTERM takes its requests and WebSockets down with
 * it. The log tells of those of this revision that have ended. Where none has, a rehearsal ends one that is idle; on Cloud Run, which
 * has no such call, nothing is known yet.
 */
export const gracefulShutdown: Check = {
  id: "graceful-shutdown",
  title: "Instances end when they are asked to",
  group: "revision",
  needs: [READY_REVISION],
  alone: true,
  timeLimitSeconds: 30,
  async run(context) {
    const { name } = context.subject.revision;
    const entries = await loggedOf(context);
    const late = entries.filter((entry) => isLate(entry, entries));
    if (late.length > 0) {
      const finding = killedFinding(late.length);
      const rest = { evidence: [evidenceOf(name, late)], findings: [finding] };
      return failed(`${late.length} × ${late.at(-1)?.text}`, rest);
    }
    const drained = entries.filter(({ source, text }) => source === "container" && DRAINED.test(text));
    if (drained.length > 0) {
      const evidence = [evidenceOf(name, drained)];
      return passed(`${drained.length} ended in time, none was killed`, { evidence });
    }
    const end = await context.cloud.endInstance?.(name);
    if (end) return judge(end);
    return notNeeded("no instance of this revision has been ended yet, as far as the log tells");
  },
};

/** What the platform says is little; what the program says may be more than one page, of which the first is read. */
async function loggedOf({ cloud, subject: { revision } }: CheckContext): Promise<LogEntry[]> {
  const since = new Date(revision.createdAt.getTime() - 5000);
  const [said, platform] = await Promise.all([
    cloud.logEntries(revision.name, { since }),
    cloud.logEntries(revision.name, { since, platformOnly: true }),
  ]);
  return [...said.filter(({ source }) => source === "container"), ...platform];
}

/** Killed for another reason than its memory, which another check tells of. */
function isLate({ source, text, instance }: LogEntry, all: readonly LogEntry[]): boolean {
  if (source === "container") return NOT_DRAINED.test(text);
  if (source !== "platform" || !KILLED.test(text)) return false;
  return !all.some((other) => other.instance === instance && FOR_MEMORY.test(other.text));
}

function judge({ seconds, killed }: InstanceEnd) {
  const value = rounded(seconds);
  const evidence: Evidence[] = [
    {
      kind: "measurement",
      ...{ name: "End of an idle instance", unit: "s", n: 1, value, budget: SHUTDOWN_SECONDS },
      method: "from SIGTERM, sent by the rehearsal, to the end of the process",
    },
  ];
  const rest = { evidence, waitedSeconds: value };
  if (!killed) return passed(`an idle instance ended ${value} s after SIGTERM`, rest);
  const reason = `an idle instance went on after SIGTERM, and was killed after ${value} s`;
  return failed(reason, { ...rest, findings: [killedFinding(1)] });
}

function killedFinding(count: number) {
  const actual = count === 1 ? "an instance was killed" : `${count} instances were killed`;
  return { path: "SIGTERM", expected: `an end within ${SHUTDOWN_SECONDS} s`, actual };
}

function evidenceOf(source: string, entries: readonly LogEntry[]): LogEvidence {
  const lines = entries
    .slice(-5)
    .map(({ time, severity, text }) => ({ ...(time ? { time } : {}), severity, text }));
  return { kind: "log", source, lines };
}
