import type { CheckContext } from "../check.ts";
import type { HttpEvidence } from "../result/evidence.ts";

export interface Question {
  method?: string;
  /** Path, or a whole address. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a bearer token. */
  token?: string;
}

/** What came back, with the evidence of it. */
export interface Answer {
  evidence: HttpEvidence;
  /** Undefined where no whole answer came; `evidence.error` says why. */
  status: number | undefined;
  text: string;
  /** Undefined where the body is no JSON. */
  json: unknown;
  headers: Headers;
  milliseconds: number;
}

const ANSWER_MILLISECONDS = 10_000;
const EXCERPT = 600;
/** Headers that tell something; all others stay out of evidence. */
const SHOWN_HEADERS = ["content-type", "location", "retry-after", "server", "www-authenticate"];

/** One HTTP exchange with the service. No answer is an outcome too: nothing is thrown for it. */
export async function ask(context: CheckContext, question: Question): Promise<Answer> {
  const { method = "GET", path, token, json } = question;
  const url = new URL(path, context.url).href;
  const body = json === undefined ? undefined : JSON.stringify(json);
  const headers = {
    ...question.headers,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const request: HttpEvidence["request"] = {
    ...{ method, url },
    ...(Object.keys(headers).length > 0 ? { headers: shownRequest(headers) } : {}),
    ...(body === undefined ? {} : { body: excerptOf(body, context).text }),
  };
  const startedAt = performance.now();
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: "manual" },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([context.signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
    });
    const text = await response.text();
    return answered({ request, response, text, milliseconds: performance.now() - startedAt }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    const evidence: HttpEvidence = { kind: "http", request, error: whyNoAnswer(error) };
    const milliseconds = performance.now() - startedAt;
    return { evidence, status: undefined, text: "", json: undefined, headers: new Headers(), milliseconds };
  }
}

/** The status in words, or why there is none. */
export function statusInWords({ status, evidence }: Pick<Answer, "status" | "evidence">): string {
  return status === undefined ? `no answer: ${evidence.error}` : `HTTP ${status}`;
}

interface Exchange {
  request: HttpEvidence["request"];
  response: Response;
  text: string;
  milliseconds: number;
}

function answered({ request, response, text, milliseconds }: Exchange, context: CheckContext): Answer {
  const { status, headers } = response;
  const excerpt = excerptOf(text, context);
  const shown = SHOWN_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const evidence: HttpEvidence = {
    kind: "http",
    request,
    response: {
      status,
      headers: Object.fromEntries(shown),
      body: excerpt.text,
      ...(excerpt.cut ? { bodyCut: true } : {}),
      milliseconds: Math.round(milliseconds * 10) / 10,
    },
  };
  return { evidence, status, text, json: jsonOf(text), headers, milliseconds };
}

/** Redacted before it is cut: half a secret has no looks. */
function excerptOf(text: string, { redact }: CheckContext): { text: string; cut: boolean } {
  const clean = redact(text);
  return { text: clean.slice(0, EXCERPT), cut: clean.length > EXCERPT };
}

function shownRequest(headers: Record<string, string>): Record<string, string> {
  const secret = /^(authorization|cookie|proxy-authorization|x-api-key)$/i;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secret.test(name) ? "[redacted]" : value]),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reason of a failed `fetch`, which hides it in its cause; a name with several addresses has one for each. */
export function whyNoAnswer(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return whyNoAnswer(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return whyNoAnswer(error.cause);
  return error.message || error.name;
}
