import { join, resolve } from "node:path";

/** The one stack that the verbs act on; `Pulumi.staging.yaml` is its settings file. */
export const STACK = "staging";

/** Where things of this project are; every path absolute. */
export interface Project {
  dir: string;
  /** `Pulumi.staging.yaml`, the settings that people write. */
  settingsFile: string;
  /** `.rehearsal/`: everything that a rehearsal keeps. */
  rehearsalDir: string;
  /** The settings of the rehearsal: a copy of the settings file plus endpoints and token, made at run time. */
  overlayFile: string;
  /** PULUMI_HOME of this project: engine, plugins, credentials. */
  pulumiHome: string;
  /** The file backend that holds the rehearsal's state. */
  stateDir: string;
  /** What encrypts secrets in the rehearsal's state where the local cloud's key does not. */
  passphraseFile: string;
}

/** The project that this source stands in, or the one in `dir`. */
export function locateProject(dir = resolve(import.meta.dirname, "..")): Project {
  const rehearsalDir = join(dir, ".rehearsal");
  return {
    dir,
    settingsFile: join(dir, `Pulumi.${STACK}.yaml`),
    rehearsalDir,
    overlayFile: join(rehearsalDir, `Pulumi.${STACK}.yaml`),
    pulumiHome: join(rehearsalDir, "pulumi"),
    stateDir: join(rehearsalDir, "state"),
    passphraseFile: join(rehearsalDir, "passphrase"),
  };
}
