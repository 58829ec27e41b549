import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  method: string;
  /** Path and query, `alt=json` left out. */
  path: string;
  body: unknown;
  headers: IncomingMessage["headers"];
}

export type Answer = { status?: number; body: object } | object;

/** One declared call: what it answers, as a value or made from the request; a list answers in turn, its last one again. */
export type Handler = Answer | ((call: Call) => Answer);

/** A REST API on loopback that answers only what the test declared, and keeps what was asked. */
export interface FakeCloud {
  url: string;
  calls: Call[];
  /** The calls as lines such as `GET /v2/projects/p`. */
  lines(): string[];
  declare(route: string, ...answers: Handler[]): void;
  close(): Promise<void>;
}

export async function fakeCloud(): Promise<FakeCloud> {
  const routes = new Map<string, Handler[]>();
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const call = await readCall(request);
    calls.push(call);
    const answers = routes.get(`${call.method} ${call.path}`);
    const next = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    const answer = typeof next === "function" ? next(call) : next;
    const { status, body } = wire(answer, call);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    lines: () => calls.map(({ method, path }) => `${method} ${path}`),
    declare: (route, ...answers) => void routes.set(route, answers),
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? "/", "http://fake");
  if (url.searchParams.get("alt") !== "json") throw new Error(`${request.url} was asked without alt=json`);
  url.searchParams.delete("alt");
  const text = Buffer.concat(chunks).toString();
  return {
    method: request.method ?? "",
    path: `${url.pathname}${decodeURIComponent(url.search)}`,
    body: text ? JSON.parse(text) : undefined,
    headers: request.headers,
  };
}

function wire(answer: Answer | undefined, call: Call): { status: number; body: object } {
  if (answer === undefined) {
    return { status: 501, body: refusal(501, `not declared in this test: ${call.method} ${call.path}`) };
  }
  if ("body" in answer && "status" in answer) return answer as { status: number; body: object };
  return { status: 200, body: answer };
}

/** Google's error body. */
export function refusal(code: number, message: string, details?: object[]): object {
  return { error: { code, message, ...(details ? { details } : {}) } };
}
