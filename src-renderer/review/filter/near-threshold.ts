/** How far from its threshold an image may be to count as near it. */
export const NEAR_MARGIN = 0.1;
