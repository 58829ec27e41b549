import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
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
 * One HTTP exchange on connections that are kept open. Node's own client, which the gRPC server has loaded anyway: `fetch`
 * would cost the plugin half of its start again.
 */
export async function send(target: URL, { body, ...options }: WireRequest): Promise<WireResponse> {
  const request = target.protocol === "https:" ? httpsRequest : httpRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(target, options, resolve).once("error", reject).end(body);
  });
  return { status: response.statusCode ?? 0, text: await text(response) };
}
