import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { dockerClient } from "./docker-client.ts";

/**
 * What a Docker engine answers to a GET, such as of `/version`; undefined where it has no such thing. Node asks an engine on
 * a socket itself: loading the client takes longer than everything that a command with all in place asks.
 *
 * @param host as DOCKER_HOST has it.
 * @param timeoutSeconds without an answer it waits on when left out.
 */
export async function engineAnswer<T>(
  host: string,
  path: string,
  timeoutSeconds?: number,
): Promise<T | undefined> {
  if (!host.startsWith("unix://")) return answerByClient(host, path, timeoutSeconds);
  const socketPath = host.slice("unix://".length);
  const timeout = timeoutSeconds && timeoutSeconds * 1000;
  // An import of it would load undici, and take longer than the answer.
  const { get } = process.getBuiltinModule("node:http");
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get({ socketPath, path, timeout }, resolve).once("error", reject);
    request.once("timeout", () => request.destroy(new Error(`no answer within ${timeoutSeconds} s`)));
  });
  const answer = (await json(response)) as T & { message?: string };
  if (response.statusCode === 404) return undefined;
  if (response.statusCode === 200) return answer;
  const { statusCode } = response;
  const error = new Error(`the Docker engine answered ${path} with ${statusCode}: ${answer.message}`);
  throw Object.assign(error, { statusCode });
}

/** What an engine refused, and with which HTTP status; the client has it too, though its types do not say so. */
export type StatusError = Error & { statusCode?: number };

async function answerByClient<T>(
  host: string,
  path: string,
  timeoutSeconds: number | undefined,
): Promise<T | undefined> {
  const { modem } = await dockerClient(host, timeoutSeconds);
  return new Promise((resolve, reject) => {
    const statusCodes = { 200: true, 404: "not found" };
    modem.dial({ path, method: "GET", statusCodes }, (error: StatusError | null, answer) => {
      if (error?.statusCode === 404) resolve(undefined);
      else if (error) reject(error);
      else resolve(answer as T);
    });
  });
}
