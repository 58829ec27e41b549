import type { IncomingMessage } from "node:http";

export interface HttpRequest {
  method: "GET" | "HEAD" | "PATCH" | "POST";
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** Ends the request; its reason is thrown. */
  signal: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

/** One HTTP exchange; fails only where no whole answer came. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;

/** By Node's own client, which is there at once: `fetch` has to be loaded first, for a tenth of what a rollback takes. */
export const sendHttp: SendHttp = async ({ method, url, headers = {}, body, signal }) => {
  const { request } = await (url.startsWith("https:") ? import("node:https") : import("node:http"));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { method, headers, signal }, resolve);
    sent.once("error", reject);
    sent.end(body);
  });
  answer.setEncoding("utf8");
  let text = "";
  for await (const chunk of answer) text += chunk;
  return { status: answer.statusCode ?? 0, body: text };
};

/** Why no answer came, in a line. */
export function whyNoAnswer(error: unknown): string {
  // A name with several addresses gives an error without words of its own.
  if (error instanceof AggregateError) return whyNoAnswer(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
