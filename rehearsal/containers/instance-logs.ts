import { createInterface } from "node:readline";
import { PassThrough, type Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type Docker from "dockerode";

/** Takes one line that an instance wrote. */
export type LineSink = (stream: "stdout" | "stderr", line: string) => void;

/** The output of a container, line by line as it comes. */
export interface FollowedLogs {
  /** The last lines, oldest first. */
  lastLines(): string[];
  /** Resolves when all that the container wrote has been passed on. */
  ended: Promise<void>;
}

const KEPT_LINES = 20;

/** Follows both output streams from the container's first byte to its last. */
export async function followLogs(container: Docker.Container, sink: LineSink): Promise<FollowedLogs> {
  const output = (await container.logs({ follow: true, stdout: true, stderr: true })) as unknown as Readable;
  const kept: string[] = [];
  const take = (stream: "stdout" | "stderr") => (line: string) => {
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
    sink(stream, line);
  };
  const stdout = lines(take("stdout"));
  const stderr = lines(take("stderr"));
  container.modem.demuxStream(output, stdout.input, stderr.input);
  // A connection that breaks (the engine stopped) ends the logs as well; the exit tells why.
  const ended = finished(output, { writable: false })
    .catch(() => undefined)
    .then(async () => {
      stdout.input.end();
      stderr.input.end();
      await Promise.all([stdout.closed, stderr.closed]);
    });
  return { lastLines: () => [...kept], ended };
}

function lines(take: (line: string) => void): { input: PassThrough; closed: Promise<void> } {
  const input = new PassThrough();
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  reader.on("line", take);
  return { input, closed: new Promise((resolve) => reader.once("close", resolve)) };
}
