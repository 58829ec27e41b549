import { createRequire, Module } from "node:module";

/**
 * What the SDK's index loads to serialise functions and to automate engines. This program does neither, and they are 550 of
 * the 574 modules that the index brings.
 */
const UNUSED = ["@npmcli/arborist", "normalize-package-data", "typescript", "./automation/index.js"];

/**
 * Keeps those modules of `@pulumi/pulumi` from being loaded until something is asked of them; then each loads and behaves as
 * it always does. Comes before the first import of the SDK's index; what is loaded already stays.
 */
export function deferUnusedModules(): void {
  const require = createRequire(import.meta.resolve("@pulumi/pulumi"));
  for (const name of UNUSED) defer(name, require);
}

function defer(name: string, require: NodeJS.Require): void {
  const path = require.resolve(name);
  if (require.cache[path]) return;
  const load = (): object => {
    if (require.cache[path] === placeholder) delete require.cache[path];
    return require(path);
  };
  const placeholder = Object.assign(new Module(path), {
    filename: path,
    loaded: true,
    exports: onDemand(load),
  });
  require.cache[path] = placeholder;
}

/** Says that it is an ES module, so that the importing code takes it as it is rather than copying what is in it. */
function onDemand(load: () => object): object {
  return new Proxy(
    {},
    {
      get: (_, key) => (key === "__esModule" ? true : memberOf(load(), key)),
      has: (_, key) => Reflect.has(load(), key),
    },
  );
}

/** A module that says nothing of ES is its own default export. */
function memberOf(module: object, key: PropertyKey): unknown {
  if (key === "default" && !Reflect.has(module, "__esModule")) return module;
  return Reflect.get(module, key);
}
