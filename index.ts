import { enableCompileCache } from "node:module";
import { join } from "node:path";

// What earlier runs compiled makes loading the program three times as fast; only imports made after this line profit.
enableCompileCache(join(import.meta.dirname, "node_modules", ".cache", "stage", "compiled"));

/** The program: settings → components → outputs. */
export default async function program() {
  // Pulumi's runner has every resource's stack read through the source maps of the SDK; Node runs this program as it is written.
  Reflect.deleteProperty(Error, "prepareStackTrace");
  const { deferUnusedModules } = await import("./components/deferred-modules.ts");
  deferUnusedModules();
  const { startGcpPlugin } = await import("./components/start-gcp-plugin.ts");
  await startGcpPlugin();
  const { asRunError } = await import("./components/run-error.ts");
  try {
    const { readStackConfig } = await import("./settings/stack-config.ts");
    const { deployServices } = await import("./components/deploy-services.ts");
    return await deployServices(readStackConfig(), import.meta.dirname);
  } catch (error) {
    throw asRunError(error);
  }
}
