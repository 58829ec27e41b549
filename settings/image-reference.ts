/** What is taken for an image reference: enough to tell it from a mistake. Whether it is one in full, the Docker engine says. */
export const IMAGE_REFERENCE = /^[a-z0-9][\w.:/@-]*$/;
