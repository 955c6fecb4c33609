/** What a user may do. */
export const USER_STATUSES = ['active', 'locked', 'banned'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Who decides about a user: the host's API, or Clerk. */
export const USER_SOURCES = ['api', 'clerk'] as const;
export type UserSource = (typeof USER_SOURCES)[number];
