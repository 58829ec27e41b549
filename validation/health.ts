/** What was asked and what came back last. */
export interface HealthResult {
  healthy: boolean;
  url: string;
  /** HTTP status of the last answer; undefined when none came. */
  status?: number;
  /** Why there was no answer. */
  error?: string;
  /** From the first request to the last answer. */
  seconds: number;
}

/** What the check needs from outside. */
export interface HealthCheckOptions {
  /** For how long an unhealthy answer is asked again. */
  deadlineMilliseconds: number;
  signal: AbortSignal;
  fetch: typeof fetch;
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

/** What the last request gets even where the deadline is nearer: an answer says more than a timeout. */
const LAST_REQUEST_MILLISECONDS = 1000;

/** Asks the service's health path over the data path until it answers 200 or the deadline passes; never throws for an answer. */
export async function checkHealth(
  serviceUrl: string,
  path: string,
  { deadlineMilliseconds, signal, fetch: request, now, pause }: HealthCheckOptions,
): Promise<HealthResult> {
  const url = new URL(path, serviceUrl).href;
  const started = now();
  for (;;) {
    const left = Math.max(LAST_REQUEST_MILLISECONDS, started + deadlineMilliseconds - now());
    const answer = await ask(url, request, AbortSignal.any([signal, AbortSignal.timeout(left)]));
    signal.throwIfAborted();
    const seconds = (now() - started) / 1000;
    if (answer.status === 200) return { healthy: true, url, ...answer, seconds };
    if (now() - started >= deadlineMilliseconds) return { healthy: false, url, ...answer, seconds };
    await pause(200);
  }
}

async function ask(
  url: string,
  request: typeof fetch,
  signal: AbortSignal,
): Promise<{ status?: number; error?: string }> {
  try {
    const response = await request(url, { signal, redirect: "manual" });
    await response.body?.cancel();
    return { status: response.status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { error: cause instanceof Error ? cause.message : String(cause) };
  }
}
