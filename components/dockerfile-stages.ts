import { DockerfileParser, type From, type Instruction, type PropertyInstruction } from "dockerfile-ast";

/** A build stage, with its variables put in as the build will have them. */
export interface Stage {
  /** Line of its FROM, from 1. */
  line: number;
  /** Image that FROM names: a reference, or the name of an earlier stage. */
  base: string;
  alias: string | undefined;
  /** The last USER, if any. */
  user: { name: string; line: number } | undefined;
  /** Every ADD source that is fetched over the network. */
  remoteSources: { source: string; line: number }[];
}

type Variables = Record<string, string>;

/** What ARG and ENV have set so far; ENV wins, wherever it stands. */
interface Scope {
  args: Variables;
  env: Variables;
}

/**
 * The stages of a Dockerfile, in order.
 *
 * @param buildArgs override the defaults of ARG, as `docker build --build-arg` does.
 */
export function parseStages(text: string, buildArgs: Variables): Stage[] {
  const stages: Stage[] = [];
  const environments = new Map<string | undefined, Variables>();
  const globals: Variables = {};
  let scope: Scope = { args: globals, env: {} };
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const stage = stages.at(-1);
    if (keyword === "FROM") {
      const opened = openStage(instruction as From, globals);
      scope = { args: {}, env: { ...environments.get(opened.base.toLowerCase()) } };
      environments.set(opened.alias, scope.env);
      stages.push(opened);
    } else if (keyword === "ARG") {
      Object.assign(
        scope.args,
        declaredArgs(instruction as PropertyInstruction, { ...globals, ...buildArgs }),
      );
    } else if (keyword === "ENV") {
      Object.assign(scope.env, declaredEnv(instruction as PropertyInstruction, scope));
    } else if (stage) {
      read(instruction, stage, { ...scope.args, ...scope.env });
    }
  }
  return stages;
}

function read(instruction: Instruction, stage: Stage, variables: Variables): void {
  const keyword = instruction.getKeyword();
  if (keyword === "USER") {
    const name = expand(instruction.getArgumentsContent() ?? "", variables);
    stage.user = { name, line: lineOf(instruction) };
  } else if (keyword === "ADD") {
    stage.remoteSources.push(...remoteSources(instruction, variables));
  }
}

function openStage(from: From, globals: Variables): Stage {
  return {
    line: lineOf(from),
    base: expand(from.getImage() ?? "", globals),
    alias: from.getBuildStage()?.toLowerCase(),
    user: undefined,
    remoteSources: [],
  };
}

/** A value from outside wins over the default in the file. */
function declaredArgs(instruction: PropertyInstruction, given: Variables): Variables {
  const entries = instruction
    .getProperties()
    .map((property) => [property.getName(), given[property.getName()] ?? property.getValue() ?? ""]);
  return Object.fromEntries(entries);
}

function declaredEnv(instruction: PropertyInstruction, { args, env }: Scope): Variables {
  const entries = instruction
    .getProperties()
    .map((property) => [property.getName(), expand(property.getValue() ?? "", { ...args, ...env })]);
  return Object.fromEntries(entries);
}

function remoteSources(instruction: Instruction, variables: Variables): Stage["remoteSources"] {
  const content = instruction.getRawArgumentsContent() ?? "";
  const words = content.split(/[\s"',[\]]+/).map((word) => expand(word, variables));
  const remote = words.filter((word) => /^(https?|ftp|git|ssh):\/\/|^git@|\.git(#|$)/.test(word));
  return remote.map((source) => ({ source, line: lineOf(instruction) }));
}

/** `$NAME`, `${NAME}` and `${NAME:-default}`; what is not known stays as it is written. */
function expand(text: string, variables: Variables): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g,
    (whole, plain?: string, braced?: string, fallback?: string) =>
      variables[plain ?? braced ?? ""] || fallback || whole,
  );
}

function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}
