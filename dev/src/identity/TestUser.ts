/** A person whom the test provider knows. Signs in with the name alone. */
export interface TestUser {
  /** Login name and `sub`. */
  readonly subject: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** The people of the examples: Ada and Charles may use servers there, Mallory never. */
export const testUsers: readonly TestUser[] = [
  {
    subject: 'ada',
    email: 'ada@example.org',
    isEmailVerified: true,
    name: 'Ada Lovelace',
    groups: ['physics', '/staff/research'],
  },
  {
    subject: 'charles',
    email: 'charles@example.org',
    isEmailVerified: true,
    name: 'Charles Babbage',
    groups: ['physics'],
  },
  {
    subject: 'mallory',
    email: 'mallory@example.org',
    isEmailVerified: true,
    name: 'Mallory',
    groups: ['seminar-2026'],
  },
  {
    subject: 'unverified',
    email: 'ada@example.org',
    isEmailVerified: false,
    name: 'Somebody Else',
    groups: ['physics', '/staff/research'],
  },
];
