import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** One property as an SDK's .d.ts declares it. */
export interface DeclaredProperty {
  required: boolean;
  /** Name of the nested interface, if it has one. */
  nested?: string;
  list: boolean;
}

/** Reads interfaces from the .d.ts files of a Pulumi SDK, which are generated and of one shape. */
export function sdkDeclarations(sdk: "@pulumi/gcp" | "@pulumi/docker", namespace?: string) {
  const folder = dirname(require.resolve(`${sdk}/package.json`));
  const types = readFileSync(join(folder, "types/input.d.ts"), "utf8");
  const start = namespace ? types.indexOf(`namespace ${namespace} {`) : 0;
  const end = namespace ? types.indexOf("\nexport declare namespace", start) : types.length;
  const nested = types.slice(start, end < 0 ? types.length : end);
  return {
    version: (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version,
    file: (path: string) => readFileSync(join(folder, path), "utf8"),
    nested: (name: string) => properties(nested, name),
    top: (path: string, name: string) => properties(readFileSync(join(folder, path), "utf8"), name),
  };
}

function properties(source: string, name: string): Map<string, DeclaredProperty> {
  const match = source.match(
    new RegExp(`\\n( *)(?:export )?(?:declare )?interface ${name} \\{\\n([\\s\\S]*?)\\n\\1\\}`),
  );
  if (!match) throw new Error(`no interface ${name} in the SDK's declarations`);
  const body = (match[2] ?? "").replace(/\/\*\*[\s\S]*?\*\//g, "");
  const found = [...body.matchAll(/^\s*(?:readonly )?(\w+)(\??): (pulumi\.Input<[^;]*|[^;]*)/gm)].filter(
    ([, key]) => key !== "key",
  );
  return new Map(
    found.map(([, key = "", optional, type = ""]) => [
      key,
      {
        required: optional !== "?",
        nested: type.match(/inputs\.(?:\w+\.)?(\w+)/)?.[1],
        list: type.includes("[]"),
      },
    ]),
  );
}
