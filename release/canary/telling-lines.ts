/**
 * The lines of an error message that say what went wrong, one or two: its first, which may say no more than that there was an error,
 * and of a stack trace the exception. That stands below the frames in Python, above them in JavaScript and .NET, and in Java the
 * last cause is what began it.
 */
export function tellingLines(message: string): string[] {
  const lines = message.trim().replace(JAVA_THREAD, "").split("\n").map(withoutMargin);
  const [first = ""] = lines;
  const exception = pythonException(lines) ?? lastCause(lines) ?? aboveFrames(lines) ?? belowPanic(lines);
  if (!exception) return [first];
  return PYTHON_HEADER.test(first) ? [exception] : [...new Set([first, exception])];
}

/** https://docs.python.org/3/library/traceback.html, that of a group of exceptions too. */
const PYTHON_HEADER = /Traceback \(most recent call last\):$/;
const JAVA_THREAD = /^Exception in thread "[^"]*" /;
const JAVA_CAUSE = /^Caused by: /;
/** `    at handle (/app/main.js:1:1)`, `\tat Main.main(Main.java:3)`, `   at Program.Main()` */
const FRAME = /^\s+at \S/;
/** Since Rust 1.73 the message is on the line below the place. */
const RUST_PANIC = /\bpanicked at .*:$/;

/** Python draws a frame of `|` around each exception of a group. */
function withoutMargin(line: string): string {
  return line.trimEnd().replace(/^ +[|+] ?/, "");
}

/** The exception that was raised last; what comes below it are further lines of its message. */
function pythonException(lines: readonly string[]): string | undefined {
  const header = lines.findLastIndex((line) => PYTHON_HEADER.test(line));
  return header < 0 ? undefined : lines.slice(header + 1).find((line) => /^\S/.test(line));
}

function lastCause(lines: readonly string[]): string | undefined {
  return lines.findLast((line) => JAVA_CAUSE.test(line))?.replace(JAVA_CAUSE, "");
}

function aboveFrames(lines: readonly string[]): string | undefined {
  const frame = lines.findIndex((line) => FRAME.test(line));
  return lines[frame - 1]?.trim();
}

function belowPanic([first = "", second]: readonly string[]): string | undefined {
  return RUST_PANIC.test(first) ? second : undefined;
}
