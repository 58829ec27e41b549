import { Fault } from "../faults/fault.ts";

/** Which log entries are wanted. */
export interface LogQuery {
  serviceNames: readonly string[];
  /** Short name; all revisions when left out. */
  revision?: string;
  since?: Date;
  until?: Date;
  /** Full name of one log; all when left out. */
  logName?: string;
  /** This severity and above; all when left out. */
  severity?: string;
}

/**
 * The filter of `entries:list`.
 * https://cloud.google.com/logging/docs/view/logging-query-language
 */
export function logFilter({ serviceNames, revision, since, until, logName, severity }: LogQuery): string {
  const names = serviceNames.map((name) => `"${name}"`).join(" OR ");
  return [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name=${serviceNames.length === 1 ? names : `(${names})`}`,
    ...(revision ? [`resource.labels.revision_name="${revision}"`] : []),
    ...(since ? [`timestamp>="${since.toISOString()}"`] : []),
    ...(until ? [`timestamp<="${until.toISOString()}"`] : []),
    ...(logName ? [`logName="${logName}"`] : []),
    ...(severity ? [`severity>=${severity}`] : []),
  ].join(" AND ");
}

const SECONDS_PER_UNIT: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `15m`, `2h`, `1d` before now, or an RFC 3339 time, not before 1970. Fails with the Fault `since-invalid`. */
export function sinceTime(text: string, now: Date): Date {
  const time = timeOf(text, now);
  // A span that leaves the range of dates has no time at all; Cloud Logging takes none before the year 0.
  if (time.getTime() >= 0) return time;
  throw new Fault({
    code: "since-invalid",
    outcome: "usage",
    summary: "--since is no time.",
    findings: [
      {
        path: "--since",
        expected: "a span or an RFC 3339 time, not before 1970",
        actual: text,
        example: "15m",
      },
    ],
  });
}

/** An invalid date where the text is none. */
function timeOf(text: string, now: Date): Date {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount && unit) return new Date(now.getTime() - Number(amount) * (SECONDS_PER_UNIT[unit] ?? 0) * 1000);
  return new Date(/^\d{4}-\d{2}-\d{2}/.test(text) ? text : Number.NaN);
}
