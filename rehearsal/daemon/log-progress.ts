/**
 * Passes on each message of a growing log of JSON lines, once; what is not a JSON line (a crash) is left to who reads the
 * whole log. Call it with all of the log so far.
 */
export function progressReporter(report: (line: string) => void): (log: string) => void {
  let seen = 0;
  return (log) => {
    const complete = log.slice(seen, log.lastIndexOf("\n") + 1);
    seen += complete.length;
    for (const line of complete.split("\n")) {
      if (!line.startsWith("{")) continue;
      const { msg } = JSON.parse(line) as { msg?: string };
      if (msg) report(msg);
    }
  };
}
