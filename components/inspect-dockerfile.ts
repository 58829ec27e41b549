import { Fault, type Finding } from "../faults/fault.ts";
import { parseStages, type Stage } from "./dockerfile-stages.ts";

export interface DockerfileFacts {
  /** Name of the Dockerfile in findings, such as `backend/Dockerfile`. */
  fileName: string;
  buildArgs: Record<string, string>;
  /** Bases that stand in for ones that cannot be pulled; accepted though they are not Alpine. */
  standInBases: readonly string[];
}

/** The image that the last stage builds on. */
export interface BaseImage {
  reference: string;
  /** Whether it merely stands in for an Alpine image that could not be pulled. */
  standIn: boolean;
}

/**
 * Reads what a Dockerfile's last stage builds on.
 *
 * @throws Fault `dockerfile-refused`, with the line, when that is not Alpine, when the image would run as root, or when
 *   any stage adds files from the network, which no digest pins.
 */
export function inspectDockerfile(text: string, facts: DockerfileFacts): BaseImage {
  const stages = parseStages(text, facts.buildArgs);
  const chain = lastStageWithAncestors(stages);
  const [root] = chain.slice(-1);
  const standIn = root !== undefined && facts.standInBases.includes(root.base);
  const findings: LineFinding[] = [
    ...(standIn ? [] : checkBase(root)),
    ...checkUser(chain),
    ...stages.flatMap((stage) => stage.remoteSources.map(remoteSource)),
  ].sort((a, b) => a.line - b.line);
  if (root && findings.length === 0) return { reference: root.base, standIn };
  throw new Fault({
    code: "dockerfile-refused",
    outcome: "usage",
    summary: `${facts.fileName} does not make an image that may be deployed`,
    findings: findings.map(({ line, ...finding }) => ({ path: `${facts.fileName}:${line}`, ...finding })),
    next: "change the lines named above",
  });
}

type LineFinding = Omit<Finding, "path"> & { line: number };

/** The last stage, and the stages that it builds on; the last of these names an image. */
function lastStageWithAncestors(stages: Stage[]): Stage[] {
  const chain: Stage[] = [];
  let index = stages.length - 1;
  for (let stage = stages[index]; stage; stage = stages[index]) {
    chain.push(stage);
    const { base } = stage;
    index = stages.slice(0, index).findLastIndex((earlier) => earlier.alias === base.toLowerCase());
  }
  return chain;
}

function checkBase(root: Stage | undefined): LineFinding[] {
  const line = root?.line ?? 1;
  const example = "FROM node:24-alpine";
  if (!root) return [{ line, expected: "a FROM instruction", actual: "none", example }];
  if (isAlpine(root.base)) return [];
  return [{ line, expected: "a last stage on an Alpine image", actual: root.base, example }];
}

/** `alpine` itself, or a tag that says so, such as `node:24-alpine3.22`. */
function isAlpine(reference: string): boolean {
  const [nameAndTag = ""] = reference.split("@");
  const last = nameAndTag.slice(nameAndTag.lastIndexOf("/") + 1);
  const [name, tag = ""] = last.split(":");
  return name === "alpine" || /(^|-)alpine([\d.]*)(-|$)/.test(tag);
}

function checkUser(chain: Stage[]): LineFinding[] {
  const user = chain.find((stage) => stage.user)?.user;
  if (chain.length === 0) return [];
  const expected = "a user other than root";
  const example = "USER node";
  if (!user) return [{ line: chain[0]?.line ?? 1, expected, actual: "no USER, which means root", example }];
  if (!isRoot(user.name)) return [];
  return [{ line: user.line, expected, actual: `USER ${user.name}`, example }];
}

/** Root by name or number; a variable that nothing sets counts as root, since nobody can tell. */
function isRoot(user: string): boolean {
  const [name = ""] = user.split(":");
  return name === "" || name === "root" || /^0+$/.test(name) || name.includes("$");
}

function remoteSource({ source, line }: Stage["remoteSources"][number]): LineFinding {
  return {
    line,
    expected: "files of the build context only",
    actual: `ADD ${source}`,
    example: "COPY dist ./dist",
  };
}
