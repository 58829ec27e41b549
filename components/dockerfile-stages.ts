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

/**
 * The stages of a Dockerfile, in order.
 *
 * @param buildArgs override the defaults of ARG, as `docker build --build-arg` does.
 */
export function parseStages(text: string, buildArgs: Record<string, string>): Stage[] {
  const stages: Stage[] = [];
  const globals: Record<string, string> = {};
  let variables = globals;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const stage = stages.at(-1);
    if (keyword === "FROM") {
      stages.push(openStage(instruction as From, globals));
      variables = { ...buildArgs };
    } else if (keyword === "ARG" || keyword === "ENV") {
      Object.assign(variables, declared(instruction as PropertyInstruction, { globals, buildArgs }));
    } else if (stage && keyword === "USER") {
      const name = expand(instruction.getArgumentsContent() ?? "", variables);
      stage.user = { name, line: lineOf(instruction) };
    } else if (stage && keyword === "ADD") {
      stage.remoteSources.push(...remoteSources(instruction, variables));
    }
  }
  return stages;
}

function openStage(from: From, globals: Record<string, string>): Stage {
  return {
    line: lineOf(from),
    base: expand(from.getImage() ?? "", globals),
    alias: from.getBuildStage()?.toLowerCase(),
    user: undefined,
    remoteSources: [],
  };
}

/** An ARG without a default takes the one from before the first FROM; a build argument wins over either. */
function declared(
  instruction: PropertyInstruction,
  { globals, buildArgs }: { globals: Record<string, string>; buildArgs: Record<string, string> },
): Record<string, string> {
  const isArg = instruction.getKeyword() === "ARG";
  const entries = instruction.getProperties().map((property) => {
    const name = property.getName();
    const given = property.getValue() ?? undefined;
    const value = isArg ? (buildArgs[name] ?? given ?? globals[name]) : given;
    return [name, value ?? ""] as const;
  });
  return Object.fromEntries(entries);
}

function remoteSources(instruction: Instruction, variables: Record<string, string>): Stage["remoteSources"] {
  const content = instruction.getRawArgumentsContent() ?? "";
  const words = content.split(/[\s"',[\]]+/).map((word) => expand(word, variables));
  const remote = words.filter((word) => /^(https?|ftp|git|ssh):\/\/|^git@|\.git(#|$)/.test(word));
  return remote.map((source) => ({ source, line: lineOf(instruction) }));
}

/** `$NAME`, `${NAME}` and `${NAME:-default}`; what is not known stays as it is written. */
function expand(text: string, variables: Record<string, string>): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g,
    (whole, plain?: string, braced?: string, fallback?: string) =>
      variables[plain ?? braced ?? ""] || fallback || whole,
  );
}

function lineOf(instruction: Instruction): number {
  return instruction.getRange().start.line + 1;
}
