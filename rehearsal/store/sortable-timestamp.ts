/**
 * An RFC 3339 timestamp as text that sorts in order of time: UTC, always nine fractional digits. RFC 3339 itself does not
 * sort, since fractions vary in length and offsets are allowed. Throws a RangeError for anything else.
 */
export function sortableTimestamp(timestamp: string): string {
  if (FROM_CLOCK.test(timestamp)) return `${timestamp.slice(0, -1)}000000Z`;
  const milliseconds = Date.parse(timestamp);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an RFC 3339 timestamp: ${timestamp}`);
  const fraction = /\.(\d{1,9})/.exec(timestamp)?.[1] ?? "";
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${fraction.padEnd(9, "0")}Z`;
}

/** As `Date` writes it: most timestamps by far, and they need no parsing. */
const FROM_CLOCK = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
