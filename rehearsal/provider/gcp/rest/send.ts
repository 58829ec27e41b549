import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

export interface WireRequest {
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
  signal: AbortSignal;
}

export interface WireResponse {
  status: number;
  text: string;
}

/**
 * One HTTP exchange on connections that are kept open. Node's own client, which the gRPC server has loaded anyway: both
 * `fetch` and an `import` of `node:http` load undici, which takes longer than all requests of a preview.
 */
export async function send(target: URL, { body, ...options }: WireRequest): Promise<WireResponse> {
  const secure = target.protocol === "https:";
  const { request } = process.getBuiltinModule(secure ? "node:https" : "node:http");
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(target, options, resolve).once("error", reject).end(body);
  });
  return { status: response.statusCode ?? 0, text: await text(response) };
}
