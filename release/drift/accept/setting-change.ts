/** A change of the settings that makes a live value the declared one. */
export interface SettingChange {
  /** Path below `services.<key>`, such as `["scaling", "maxInstances"]`. */
  path: string[];
  /** Undefined takes the setting out. */
  value: unknown;
}

/** What there is to write, or why nothing can be. */
export type Acceptance = { change: SettingChange } | { refusal: string };

/** A live value that goes to one setting as it is, or turned into the setting's unit. */
export function setting(path: string[], value: unknown): Acceptance {
  return { change: { path, value } };
}

export function refused(refusal: string): Acceptance {
  return { refusal };
}
