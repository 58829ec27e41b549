import { DockerfileParser, type From } from "dockerfile-ast";
import type { Property } from "../resource/property.ts";
import type { Resource } from "../resource/resource.ts";

/** What the image that a Dockerfile makes builds on, and runs as. */
export interface FinalStage {
  base: string;
  /** Undefined when nothing sets one: root, or whatever the base has. */
  user: string | undefined;
}

interface Stage extends FinalStage {
  alias: string | undefined;
}

/** Reads the last stage, through the stages that it builds on; undefined where none is named or found. */
export function finalStage({ facts, props }: Resource): FinalStage | undefined {
  if (props.at("build", "dockerfile").text() === undefined) return undefined;
  const stages = facts.dockerfile === undefined ? [] : stagesOf(facts.dockerfile, buildArguments(props));
  const last = stages.at(-1);
  if (!last) return undefined;
  const seen = new Set<Stage>([last]);
  let { base, user } = last;
  for (
    let parent = stageNamed(stages, base);
    parent && !seen.has(parent);
    parent = stageNamed(stages, base)
  ) {
    seen.add(parent);
    base = parent.base;
    user ??= parent.user;
  }
  return { base, user };
}

function stageNamed(stages: Stage[], name: string): Stage | undefined {
  return stages.find(({ alias }) => alias === name.toLowerCase());
}

function buildArguments(image: Property): Record<string, string> {
  const entries = image.at("build", "args").entries();
  return Object.fromEntries(entries.map(([name, value]) => [name, value.text() ?? ""]));
}

function stagesOf(dockerfile: string, buildArgs: Record<string, string>): Stage[] {
  const stages: Stage[] = [];
  const variables: Record<string, string> = {};
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions()) {
    const content = instruction.getArgumentsContent() ?? "";
    const stage = stages.at(-1);
    if (instruction.getKeyword() === "ARG" && !stage) {
      const [name = "", byDefault = ""] = content.split("=");
      variables[name.trim()] = buildArgs[name.trim()] ?? unquoted(byDefault);
    } else if (instruction.getKeyword() === "FROM") {
      const from = instruction as From;
      const alias = from.getBuildStage()?.toLowerCase();
      stages.push({ base: expand(from.getImage() ?? "", variables), alias, user: undefined });
    } else if (instruction.getKeyword() === "USER" && stage) {
      stage.user = content.trim();
    }
  }
  return stages;
}

function expand(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::-([^}]*))?\}|\$(\w+)/g, (whole, braced, byDefault, bare) => {
    return variables[braced ?? bare] || byDefault || whole;
  });
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, "$2");
}
