import Docker from "dockerode";
import { execa } from "execa";
import { freePort } from "../test/free-port.ts";
import { ownContainers } from "../test/rehearsal/own-containers.ts";
import { untilOk } from "./until-ok.ts";

/** What `docker run` needs to run a container on the terms of an instance of the rehearsal. */
export interface InstanceTerms {
  /** By digest. */
  image: string;
  /** The port that the program listens on. */
  port: number;
  options: string[];
}

/** Reads the terms from the instance that serves a revision now; the CPUs are given, as a start may be boosted. */
export async function termsOfInstance(
  projectDir: string,
  revision: string,
  startCpus: number,
): Promise<InstanceTerms> {
  const [instance, ...others] = await ownContainers(new Docker(), projectDir, revision);
  if (!instance || others.length > 0) {
    throw new Error(`expected one instance of ${revision}, found ${others.length + (instance ? 1 : 0)}`);
  }
  const { Config, HostConfig } = await instance.inspect();
  const port = Number.parseInt(Object.keys(Config.ExposedPorts ?? {})[0] ?? "", 10);
  const options = [
    ...each("--env", Config.Env),
    ...["--memory", String(HostConfig.Memory), "--memory-swap", String(HostConfig.Memory)],
    ...["--cpus", String(startCpus), "--network", HostConfig.NetworkMode ?? "bridge"],
    ...each("--cap-drop", HostConfig.CapDrop),
    ...each("--cap-add", HostConfig.CapAdd),
    ...each("--security-opt", HostConfig.SecurityOpt),
    ...each(
      "--mount",
      HostConfig.Mounts?.map(({ Source, Target }) => `type=bind,source=${Source},target=${Target}`),
    ),
  ];
  return { image: Config.Image, port, options };
}

function each(option: string, values: readonly string[] | null | undefined): string[] {
  return (values ?? []).flatMap((value) => [option, value]);
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
