/**
 * An RFC 3339 timestamp as text that sorts in order of time: UTC, always nine fractional digits. RFC 3339 itself does not
 * sort, since fractions vary in length and offsets are allowed. Throws a RangeError for anything else.
 */
export function sortableTimestamp(timestamp: string): string {
  const milliseconds = Date.parse(timestamp);
  if (Number.isNaN(milliseconds)) throw new RangeError(`not an RFC 3339 timestamp: ${timestamp}`);
  const fraction = /\.(\d{1,9})/.exec(timestamp)?.[1] ?? "";
  return `${new Date(milliseconds).toISOString().slice(0, 19)}.${fraction.padEnd(9, "0")}Z`;
}
