/** The environment for what is run in the project's folder instead of where it was called. */
export function handedEnvironment(
  projectDir: string,
  calledFrom: string,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv;
