import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type Docker from "dockerode";

/** The containers of the rehearsal in a checkout, all of them or those of one revision. */
export async function ownContainers(
  docker: Docker,
  projectDir: string,
  revision?: string,
): Promise<Docker.Container[]> {
  const { rehearsalId } = JSON.parse(
    readFileSync(join(projectDir, ".rehearsal", "cloud", "identity.json"), "utf8"),
  );
  const label = [
    `dev.stage.rehearsal=${rehearsalId}`,
    ...(revision ? [`dev.stage.revision=${revision}`] : []),
  ];
  const listed = await docker.listContainers({ all: true, filters: { label } });
  return listed.map(({ Id }) => docker.getContainer(Id));
}

/** What the kernel enforces on a container, read from the cgroup as the container sees it. */
export interface ContainerLimits {
  memoryBytes: number;
  cpus: number;
  userId: number;
}

const CGROUP_FILES = [
  // cgroup v2
  "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max 2>/dev/null",
  // cgroup v1
  "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us",
];

/** Reads the limits from inside, and the user that the main process runs as. */
export async function containerLimits(container: Docker.Container): Promise<ContainerLimits> {
  const cgroup = await inside(container, CGROUP_FILES.join(" || "));
  const [memory, quota, period] = cgroup.trim().split(/\s+/).map(Number);
  const status = await inside(container, "grep Uid: /proc/1/status");
  return {
    memoryBytes: memory ?? Number.NaN,
    cpus: (quota ?? Number.NaN) / (period ?? Number.NaN),
    userId: Number(status.trim().split(/\s+/)[1]),
  };
}

async function inside(container: Docker.Container, command: string): Promise<string> {
  const exec = await container.exec({ Cmd: ["sh", "-c", command], AttachStdout: true, Tty: true });
  return text(await exec.start({ Tty: true }));
}
