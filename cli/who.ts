import { hostname, userInfo } from "node:os";

/** Who is acting, as pins and the history name them, such as `ada@laptop`; on GitHub Actions the person behind the run. */
export function whoActs(env: NodeJS.ProcessEnv = process.env): string {
  if (env.GITHUB_ACTOR) return `${env.GITHUB_ACTOR}@${env.GITHUB_REPOSITORY ?? "github"}`;
  return `${userName(env)}@${hostname()}`;
}

function userName(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user need not be in its passwd.
    return env.USER ?? "unknown";
  }
}
