import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import * as pulumi from "@pulumi/pulumi";

const LOCAL_SOCKET = "unix:///var/run/docker.sock";
/** The size is for the rules and for people; nothing waits for an engine that hangs. */
const TIMEOUT_MILLISECONDS = 2000;

/**
 * The size of an image in the local Docker engine, all layers unpacked, in bytes, as `docker image ls` shows it. Undefined where no
 * engine on a socket answers, or where it does not have the image any more: the rule about the size then says that nobody measured it.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.43/#tag/Image/operation/ImageInspect
 */
export async function imageSizeBytes(
  reference: string,
  host: string = dockerHost(),
): Promise<number | undefined> {
  if (!host.startsWith("unix://")) return undefined;
  const socketPath = host.slice("unix://".length);
  const path = `/images/${encodeURIComponent(reference)}/json`;
  // An import of it would load undici, and take longer than the answer.
  const { get } = process.getBuiltinModule("node:http");
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
      get({ socketPath, path, signal }, resolve).once("error", reject);
    });
    const { Size: size } = (await json(response)) as { Size?: number };
    return response.statusCode === 200 ? size : undefined;
  } catch (error) {
    pulumi.log.debug(`the image's size could not be measured: ${error}`);
    return undefined;
  }
}

/** As the docker plugin looks for it: its own setting, then the environment, then the local socket. */
function dockerHost(): string {
  return new pulumi.Config("docker").get("host") ?? process.env.DOCKER_HOST ?? LOCAL_SOCKET;
}
