/** Where a resource breaks a rule. */
export interface Violation {
  /** Property path in the provider's words, such as `template.containers[0].resources.limits.memory`. */
  path: string;
  found: string;
  allowed: string;
}
