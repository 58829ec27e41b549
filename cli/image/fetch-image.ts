import { isGoogleRegistry, TOKEN_USER } from "../../components/google-registry.ts";
import { dockerClient } from "../../toolchain/docker-client.ts";
import { imageNotHere } from "./image-not-here.ts";
import { isHere } from "./read-image.ts";

/** What it takes to get an image out of its registry. */
export interface FetchTools {
  /** Gives an access token; asked for one only where the registry is Google's. */
  token(): Promise<string>;
  signal: AbortSignal;
  note(line: string): void;
}

/**
 * Has a Docker engine pull a deployed image that it does not have, such as one that another machine built. Fails with the Fault
 * `image-not-here` (exit code 6) where it cannot be pulled.
 */
export async function fetchImage(dockerHost: string, reference: string, tools: FetchTools): Promise<void> {
  if (await isHere(dockerHost, reference)) return;
  tools.note(`pulling ${reference}, which the Docker engine on this machine does not have`);
  const authconfig = await credentialsFor(reference, tools);
  try {
    await pull(dockerHost, reference, { ...(authconfig && { authconfig }), abortSignal: tools.signal });
  } catch (error) {
    tools.signal.throwIfAborted();
    throw imageNotHere(reference, error);
  }
}

async function credentialsFor(reference: string, { token }: FetchTools) {
  const [serveraddress = ""] = reference.split("/");
  if (!isGoogleRegistry(serveraddress)) return undefined;
  return { username: TOKEN_USER, password: await token(), serveraddress };
}

/** A line of the engine's answer; what fails once the answer has begun stands in one of them. */
interface PullEvent {
  error?: string;
}

async function pull(dockerHost: string, reference: string, options: object): Promise<void> {
  const client = await dockerClient(dockerHost);
  const progress = await client.pull(reference, options);
  const events = await new Promise<PullEvent[]>((resolve, reject) =>
    client.modem.followProgress(progress, (error, output) => (error ? reject(error) : resolve(output))),
  );
  const failure = events.find(({ error }) => error !== undefined);
  if (failure) throw new Error(failure.error);
}
