import {
  ACCOUNT,
  IMAGE,
  PROJECT_MEMBER,
  REPOSITORY,
  SECRET_MEMBER,
  SERVICE,
  SERVICE_MEMBER,
} from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

/** Annotations hold what people say, such as the reason of a rollback. */
const NOTE = /(^|\.)annotations\./;
/** Variables whose value says how a program behaves, not which environment it uses. */
const MODES = ["NODE_ENV"];

export const foreignEnvironment = resourceRule({
  id: "foreign-environment",
  title: "Nothing of production",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE, SERVICE_MEMBER, REPOSITORY, ACCOUNT, PROJECT_MEMBER, SECRET_MEMBER, IMAGE],
  invariants: ["foreignWords"],
  what: "No property but an annotation names another environment.",
  why: "Staging that reads or writes production's data, secrets or images makes an experiment an incident.",
  fix: "the setting that holds the name, such as services.<key>.database.instance",
  source: "https://cloud.google.com/architecture/framework/security",
  subjects: (props) =>
    props
      .entries()
      .flatMap(([, property]) => property.texts())
      .filter(({ path }) => !NOTE.test(path)),
  check(text, { foreignWords }, { props }) {
    const word = wordIn(text.text() ?? "", foreignWords);
    if (word === undefined || isMode(text.path, props)) return undefined;
    // The value may be an address with a password in it.
    return text.refuse("names of this environment only", `a text with the word "${word}"`);
  },
});

function wordIn(text: string, words: readonly string[]): string | undefined {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/);
  return words.find((word) => parts.includes(word));
}

function isMode(
  path: string,
  props: Parameters<NonNullable<typeof foreignEnvironment.subjects>>[0],
): boolean {
  const [, container, variable] = /^template\.containers\[(\d+)\]\.envs\[(\d+)\]\.value$/.exec(path) ?? [];
  if (container === undefined || variable === undefined) return false;
  const name = props.at("template", "containers", Number(container), "envs", Number(variable), "name");
  return MODES.includes(name.text() ?? "");
}
