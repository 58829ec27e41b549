import * as z from "zod";
import { fieldDocs } from "../../settings/field.ts";
import { unwrap } from "../../settings/schema-walk.ts";
import { settingsSchema } from "../../settings/settings.ts";
import { generatedFrom, type Page, table } from "./page.ts";

/** docs/settings.md: everything that `Pulumi.<stack>.yaml` may say. */
export const settingsPage: Page = {
  path: "docs/settings.md",
  render: () =>
    [generatedFrom("settings/"), "# Settings", INTRODUCTION, ...sections("", settingsSchema)].join("\n\n"),
};

const INTRODUCTION = `All of it stands in \`Pulumi.<stack>.yaml\` under \`config\`: \`project\` and \`region\` as \`gcp:project\` and
\`gcp:region\`, everything else as \`netra-backend:<key>\`. Unknown keys are errors, also outside of \`config\` and in namespaces that nothing here has; so is
a setting that is given twice. All errors are reported at once. Other \`gcp:\` and \`docker:\` keys go to the provider as they are.`;

const MAP_KEY = "<key>";

interface Entry {
  key: string;
  schema: z.ZodType;
  /** When the key exists, where that is not always. */
  only?: string;
}

/** A table for a map, then a section for each map inside of it. */
function sections(path: string, schema: z.ZodType): string[] {
  const entries = entriesOf(schema);
  const inner = entries.flatMap(({ key, schema: child }) =>
    entriesOf(child).length > 0 ? sectionOf(path === "" ? key : `${path}.${key}`, child) : [],
  );
  return [table(["key", "default", "expected", "meaning"], entries.map(row)), ...inner];
}

function sectionOf(path: string, schema: z.ZodType): string[] {
  const meaning = fieldDocs.get(schema)?.description;
  const inner = unwrap(schema);
  const keys =
    inner instanceof z.ZodRecord ? fieldDocs.get(inner.keyType as unknown as z.ZodType) : undefined;
  return [
    `## \`${path}\``,
    ...(meaning ? [meaning] : []),
    ...(keys ? [`Each key: ${keys.expected}, such as \`${keys.example}\`.`] : []),
    ...sections(path, schema),
  ];
}

/** What can stand inside a setting: the keys of an object, those of every option of a union, or `<key>` for a free map. */
export function entriesOf(schema: z.ZodType): Entry[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape).map(([key, child]) => ({ key, schema: child as z.ZodType }));
  if (inner instanceof z.ZodRecord) return [{ key: MAP_KEY, schema: inner.valueType as z.ZodType }];
  if (inner instanceof z.ZodDiscriminatedUnion) return optionEntries(inner);
  return [];
}

/** The discriminator once, then the keys of each option with the option that has them. */
function optionEntries(union: z.ZodDiscriminatedUnion): Entry[] {
  const { discriminator } = union.def;
  const options = union.options as z.ZodObject[];
  const all = options.flatMap((option) => {
    const only = String(
      unwrap(option.shape[discriminator] as z.ZodLiteral)
        ?._zod.values?.values()
        .next().value,
    );
    return entriesOf(option).map((entry) => (entry.key === discriminator ? entry : { ...entry, only }));
  });
  return [...new Map(all.map((entry) => [entry.key, entry])).values()];
}

function row({ key, schema, only }: Entry): string[] {
  const docs = fieldDocs.get(schema);
  if (!docs) throw new Error(`the setting ${key} has no docs`);
  const unit = docs.unit === undefined ? "" : ` (${docs.unit})`;
  const source = docs.source === undefined ? "" : ` [Source](${docs.source})`;
  return [
    only === undefined ? `\`${key}\`` : `\`${key}\` (${only})`,
    key === MAP_KEY ? "" : defaultOf(schema),
    `${docs.expected}${unit}, such as \`${docs.example}\``,
    `${docs.description}${source}`,
  ];
}

/** The default as the tables print it. */
export function defaultOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodOptional) return "none";
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return `\`${JSON.stringify(schema.def.defaultValue)}\``;
  return "**required**";
}
