import type Docker from "dockerode";
import { asEngineFault, type Engine } from "./engine.ts";

/** What an image says about itself. */
export interface ImageFacts {
  id: string;
  sizeBytes: number;
  /** As in the image: empty means root. */
  user: string;
  exposedPorts: number[];
  labels: Record<string, string>;
}

/** The registry has no such image; the message is Cloud Run's. */
export class ImageNotFound extends Error {
  constructor(reference: string, cause: unknown) {
    super(`Image '${reference}' not found.`, { cause });
    this.name = "ImageNotFound";
  }
}

/**
 * The image's facts; pulls it where the engine does not have it yet. Throws {@link ImageNotFound}, or the Fault
 * `docker-engine-unreachable`.
 */
export async function ensureImage({ docker }: Engine, reference: string): Promise<ImageFacts> {
  try {
    const image = docker.getImage(reference);
    try {
      return imageFacts(await image.inspect());
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
    }
    await pull(docker, reference);
    return imageFacts(await image.inspect());
  } catch (error) {
    throw asEngineFault(error);
  }
}

async function pull(docker: Docker, reference: string): Promise<void> {
  try {
    const progress = await docker.pull(reference);
    await new Promise<void>((resolve, reject) =>
      docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve())),
    );
  } catch (error) {
    const { statusCode, message = "" } = error as { statusCode?: number; message?: string };
    const unknown = statusCode === 404 || /not found|manifest unknown|no such image/i.test(message);
    throw unknown ? new ImageNotFound(reference, error) : error;
  }
}

function imageFacts(image: Docker.ImageInspectInfo): ImageFacts {
  return {
    id: image.Id,
    sizeBytes: image.Size,
    user: image.Config.User ?? "",
    exposedPorts: Object.keys(image.Config.ExposedPorts ?? {}).map((port) => Number.parseInt(port, 10)),
    labels: image.Config.Labels ?? {},
  };
}
