import { once } from "node:events";
import { createServer } from "node:net";
import { execa } from "execa";
import * as z from "zod";
import { untilOk } from "./until-ok.ts";

const inspected = z.tuple([
  z.object({
    Config: z.object({
      Image: z.string(),
      Env: z.array(z.string()),
      ExposedPorts: z.record(z.string(), z.unknown()),
    }),
    HostConfig: z.object({
      Memory: z.number(),
      NanoCpus: z.number(),
      NetworkMode: z.string(),
      CapDrop: z.array(z.string()).nullable(),
      CapAdd: z.array(z.string()).nullable(),
      SecurityOpt: z.array(z.string()).nullable(),
      Mounts: z.array(z.object({ Source: z.string(), Target: z.string() })).nullish(),
    }),
  }),
]);

/** What `docker run` needs to run a container on the terms of an instance of the rehearsal. */
export interface InstanceTerms {
  /** By digest. */
  image: string;
  /** The port that the program listens on. */
  port: number;
  options: string[];
}

/** Reads the terms from the instance that serves a revision now; the CPUs are given, as a start may be boosted. */
export async function termsOfInstance(revision: string, startCpus: number): Promise<InstanceTerms> {
  const filter = `label=dev.stage.revision=${revision}`;
  const { stdout: id } = await execa("docker", ["ps", "-q", "--no-trunc", "--filter", filter]);
  if (!/^\w+$/.test(id))
    throw new Error(`expected one running instance of ${revision}, found: ${id || "none"}`);
  const { stdout } = await execa("docker", ["inspect", id]);
  const [{ Config, HostConfig }] = inspected.parse(JSON.parse(stdout));
  const port = Number.parseInt(Object.keys(Config.ExposedPorts)[0] ?? "", 10);
  const options = [
    ...Config.Env.flatMap((variable) => ["--env", variable]),
    ...["--memory", String(HostConfig.Memory), "--memory-swap", String(HostConfig.Memory)],
    ...["--cpus", String(startCpus), "--network", HostConfig.NetworkMode],
    ...(HostConfig.CapDrop ?? []).flatMap((capability) => ["--cap-drop", capability]),
    ...(HostConfig.CapAdd ?? []).flatMap((capability) => ["--cap-add", capability]),
    ...(HostConfig.SecurityOpt ?? []).flatMap((option) => ["--security-opt", option]),
    ...(HostConfig.Mounts ?? []).flatMap(({ Source, Target }) => [
      "--mount",
      `type=bind,source=${Source},target=${Target}`,
    ]),
  ];
  return { image: Config.Image, port, options };
}

/** Milliseconds of `docker run` until the path answers 200; the container is removed outside of that time. */
export async function runUntilOk({ image, port, options }: InstanceTerms, path: string): Promise<number> {
  const published = await freePort();
  const publish = ["--publish", `127.0.0.1:${published}:${port}`];
  const startedMs = performance.now();
  const { stdout: id } = await execa("docker", ["run", "--detach", ...publish, ...options, image]);
  try {
    await untilOk(`http://127.0.0.1:${published}${path}`);
    return performance.now() - startedMs;
  } finally {
    await execa("docker", ["rm", "--force", id]);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("a TCP server without a port");
  return address.port;
}
