import { delimiter, dirname, join, resolve } from "node:path";
import { projectNode } from "./packages.mjs";

/** Where Google's libraries and gcloud look for credentials, as paths: the engine and its plugins read them as well. */
const PATH_VARIABLES = ["GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_CONFIG"];

/**
 * The environment for what is run in the project's folder instead of where it was called. Whatever starts `node` or a package's
 * command further down gets this project's; compiled code is kept between runs; a path means what it means to the caller. For Node
 * 18 and later.
 *
 * @param {string} projectDir
 * @param {string} calledFrom
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function handedEnvironment(projectDir, calledFrom, env) {
  const ours = [join(projectDir, "node_modules", ".bin"), dirname(projectNode(projectDir))];
  const named = PATH_VARIABLES.filter((name) => env[name]);
  return {
    NODE_COMPILE_CACHE: join(projectDir, ".rehearsal", "compile-cache"),
    ...env,
    ...Object.fromEntries(named.map((name) => [name, resolve(calledFrom, env[name])])),
    STAGE_CALLED_FROM: calledFrom,
    PATH: [...ours, env.PATH].join(delimiter),
  };
}
