import { removeContainer } from "./cleanup.ts";
import { asEngineFault, type Engine } from "./engine.ts";
import { REHEARSAL_LABEL } from "./labels.ts";

/** What containers reach Redis by, on the rehearsal's network. */
export const REDIS_ENDPOINT = { host: "redis.rehearsal", port: 6379 };

/** Runs in the container; it holds no state. */
const FORWARD = `
  const net = require("node:net");
  net.createServer((client) => {
    const redis = net.connect("/redis/redis.sock");
    client.pipe(redis).pipe(client);
    const end = () => { client.destroy(); redis.destroy(); };
    client.on("error", end).on("close", end);
    redis.on("error", end).on("close", end);
  }).listen(${REDIS_ENDPOINT.port}, "0.0.0.0");
  process.on("SIGTERM", () => process.exit(0));
`;

/**
 * Starts the container by which the others reach Redis as host and port: Redis itself listens on a unix socket only, so that
 * the rehearsal opens no port but on 127.0.0.1. The image needs `node` on its PATH. Resolves with the container's ID.
 */
export async function startRedisForwarder(
  { docker }: Engine,
  options: { image: string; network: string; rehearsalId: string; socketDirectory: string },
): Promise<string> {
  const name = `stage-rehearsal-${options.rehearsalId}-redis`;
  try {
    await removeContainer(docker.getContainer(name));
    const container = await docker.createContainer({
      name,
      Image: options.image,
      Entrypoint: ["node", "-e", FORWARD],
      Cmd: [],
      User: "65534:65534",
      Labels: { [REHEARSAL_LABEL]: options.rehearsalId },
      HostConfig: {
        NetworkMode: options.network,
        Memory: 64 * 1024 ** 2,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges"],
        ReadonlyRootfs: true,
        RestartPolicy: { Name: "unless-stopped" },
        Mounts: [{ Type: "bind", Source: options.socketDirectory, Target: "/redis" }],
      },
      NetworkingConfig: { EndpointsConfig: { [options.network]: { Aliases: [REDIS_ENDPOINT.host] } } },
    });
    await container.start();
    return container.id;
  } catch (error) {
    throw asEngineFault(error);
  }
}
