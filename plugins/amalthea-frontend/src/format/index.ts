export * from './duration';
export * from './exactTime';
export * from './quantity';
export * from './relativeTime';
