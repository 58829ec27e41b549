import type { DockerEngine, ProgressEvent } from "./connect.ts";

/** How many lines of output an error shows. */
const LAST_LINES = 12;
/** Status lines closer together than this are left out, in milliseconds. */
const STATUS_PAUSE_MS = 100;

/** What an engine stream came to. */
export interface Progress {
  /** What Docker calls the result: the image's ID after a build, the manifest's digest after a push. */
  id?: string;
  digest?: string;
}

/**
 * Follows a build or a push to its end and shows its lines as they come.
 *
 * @param failed - the words before the engine's own, such as `error reading build output`.
 */
export async function followed(
  docker: DockerEngine,
  stream: NodeJS.ReadableStream,
  options: { failed: string; show: (line: string) => void; signal: AbortSignal; buildKit?: boolean },
): Promise<Progress> {
  const result: Progress = {};
  const lines: string[] = [];
  const show = throttled(options.show);
  let step: string | undefined;
  const events = await new Promise<ProgressEvent[]>((resolve, reject) => {
    const onEvent = (event: ProgressEvent) => {
      const line = lineOf(event);
      for (const shown of options.buildKit ? decodedLog(line) : [line]) {
        if (shown === "") continue;
        lines.push(shown);
        show(shown);
      }
      step = stepOf(line) ?? step;
      result.digest = event.aux?.Digest ?? result.digest;
      result.id = event.aux?.ID ?? builtImage(line) ?? result.id;
    };
    const onEnd = (error: Error | null, output: ProgressEvent[]) => (error ? reject(error) : resolve(output));
    docker.followProgress(stream, onEnd, onEvent);
  }).catch((error: unknown) => {
    options.signal.throwIfAborted();
    throw streamFailure(options.failed, messageOf(error), step, lines);
  });
  const refused = events.findLast(({ error }) => error !== undefined);
  if (refused)
    throw streamFailure(options.failed, refused.errorDetail?.message ?? refused.error, step, lines);
  return result;
}

function streamFailure(
  failed: string,
  message: string | undefined,
  step: string | undefined,
  lines: string[],
) {
  return new Error(
    [
      `${failed}: ${message}`,
      ...(step ? [`in step ${step}`] : []),
      ...lines.slice(-LAST_LINES).map((line) => `  | ${line}`),
    ].join("\n"),
  );
}

function lineOf({ id, stream, status, progress }: ProgressEvent): string {
  const text = stream ?? [id, status, progress].filter(Boolean).join(" ");
  return text.replace(/^\[sha256:[0-9a-f]+\] /, "").trim();
}

/**
 * The lines of a step's output. dockerode 5.0 decodes BuildKit's messages but leaves the bytes of a log in base64; step names
 * and states always hold a character that base64 has not.
 */
function decodedLog(line: string): string[] {
  const encoded = /^(?:WARNING: )?([A-Za-z0-9+/]+={0,2})$/.exec(line)?.[1];
  if (!encoded || encoded.length % 4 !== 0) return [line];
  return Buffer.from(encoded, "base64").toString().trimEnd().split("\n");
}

/** Both builders number their steps: `[2/5] COPY …`, `Step 2/5 : COPY …`. */
function stepOf(line: string): string | undefined {
  return /^(\[[^\]]*\d+\/\d+\]|Step \d+\/\d+ :)/.test(line) ? line : undefined;
}

function builtImage(line: string): string | undefined {
  return line.match(/^Built image: (sha256:[0-9a-f]+)$/)?.[1];
}

function throttled(show: (line: string) => void): (line: string) => void {
  let last = 0;
  return (line) => {
    const now = Date.now();
    if (now - last < STATUS_PAUSE_MS && !stepOf(line)) return;
    last = now;
    show(line);
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
