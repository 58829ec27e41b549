/**
 * Secrets that the recorded changes plant where a comment could carry them out; none of them opens anything. Put together
 * here, so that no scanner takes this file for a leak.
 */
export const PLANTED = {
  /** A value that the engine knows to be secret. */
  engineSecretBefore: `before-${"engine-secret".repeat(2)}`,
  engineSecretAfter: `after-${"engine-secret".repeat(2)}`,
  /** A known token in a variable with a harmless name. */
  token: ["ghp", "0dE7kq2YvT9wXbN4mLs8RzJc5HfUaP1iGoQe"].join("_"),
  /** A password in a variable whose name says so. */
  namedPassword: "correct-horse-battery",
  /** What no pattern knows: random text in a variable with a harmless name. */
  random: "q7Xv2LkZr94TnWbYc0HdMf8sJgPu3E5a",
  /** In an address. */
  addressPassword: "s3cretInAddress",
  /** What a provider repeats in its error. */
  echoed: ["ya29", "a0AfH6SMBx7Qk3Vt5Lw9Zn1Rb4Yc8Dj2"].join("."),
} as const;
